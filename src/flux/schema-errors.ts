import { validators } from "./generated/validators/validators.js";
import type { FluxKind } from "./kinds.js";
import type { SchemaError } from "./schema-error.js";

/**
 * Everything about the structure of an object that the API server would refuse: types, required and unknown
 * fields, enums, patterns, bounds. Names, labels and CEL rules are judged elsewhere; `status` is not judged.
 *
 * @param object - with defaults filled in (see `withDefaults`), since the API server does so before it looks.
 */
export function schemaErrors(kind: FluxKind, object: unknown): readonly SchemaError[] {
  const validate = validators[kind];
  return validate(object) ? [] : (validate.errors ?? []);
}
