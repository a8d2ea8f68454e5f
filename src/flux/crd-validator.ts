import { Ajv } from "ajv";
import { RE2JS } from "re2js";
import type { CrdSchema } from "./crd-schema.js";
import { formats } from "./formats.js";
import { jsonSchemaOfKind } from "./json-schema.js";
import type { SchemaError } from "./schema-error.js";

/** Patterns run as the API server runs them: in time linear in the text, whatever the user's CRD says. */
const re2 = Object.assign(
  (pattern: string) => {
    const compiled = RE2JS.compile(pattern);
    // ajv keeps patterns by their text: without it all would be the first one.
    return { test: (text: string) => compiled.matcher(text).find(), toString: () => pattern };
  },
  { code: "re2" },
);

/**
 * Compiles a validator for a kind whose CRD the user brings; {@link schemaErrors} has those of Flux ready-made.
 * Loads ajv, and takes some milliseconds for each schema: keep the result.
 *
 * @throws where a pattern of the schema is none that RE2 knows; the API server would not have taken such a CRD.
 * @returns judges one object with its defaults filled in, as the API server would, and gives all errors.
 */
export function compileValidator(schema: CrdSchema): (object: unknown) => readonly SchemaError[] {
  const ajv = new Ajv({ allErrors: true, messages: false, strict: false, formats, code: { regExp: re2 } });
  const validate = ajv.compile(jsonSchemaOfKind(schema));
  return (object) => (validate(object) ? [] : (validate.errors ?? []));
}
