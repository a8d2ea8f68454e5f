import type { CrdSchema } from "../../flux/crd-schema.js";
import { objectMetaSchema } from "../../flux/kubernetes-schemas.js";

const TEXT: CrdSchema = { type: "string" };
const withMeta = new WeakMap<CrdSchema, CrdSchema>();

/**
 * A schema with what every object has: `apiVersion`, `kind` and the fields of `metadata`. A CustomResourceDefinition
 * does not list them; the API server knows them, and refuses others.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/
 */
export function withObjectMeta(schema: CrdSchema): CrdSchema {
  let known = withMeta.get(schema);
  if (known === undefined) {
    const own = { apiVersion: TEXT, kind: TEXT, metadata: objectMetaSchema() };
    known = { ...schema, properties: { ...schema.properties, ...own } };
    withMeta.set(schema, known);
  }
  return known;
}

/**
 * The schema of an object within an object, which must say what it is.
 *
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#rawextension
 */
export function embeddedSchema(schema: CrdSchema): CrdSchema {
  const whole = withObjectMeta(schema);
  return { ...whole, required: [...(schema.required ?? []), "apiVersion", "kind"] };
}
