import { asArray, asObject, asString, isJsonObject, type JsonObject } from "../objects/json.js";
import type { CrdFacts, CrdSchema, CrdVersion } from "./crd-schema.js";
import { readCrdSchema } from "./read-crd-schema.js";

/**
 * The facts of a CustomResourceDefinition (`apiextensions.k8s.io/v1`), without its prose and without what has the
 * wrong type.
 *
 * @returns undefined where the object is no such definition, or names no kind or group.
 */
export function readCrd(object: unknown): CrdFacts | undefined {
  if (!isJsonObject(object) || object.kind !== "CustomResourceDefinition") return undefined;
  const spec = asObject(object.spec);
  const names = asObject(spec.names);
  const group = asString(spec.group);
  const kind = asString(names.kind);
  const plural = asString(names.plural);
  if (group === undefined || kind === undefined || plural === undefined) return undefined;
  return {
    group,
    kind,
    plural,
    singular: asString(names.singular) ?? kind.toLowerCase(),
    shortNames: asArray(names.shortNames).filter((name) => typeof name === "string"),
    namespaced: spec.scope !== "Cluster",
    versions: asArray(spec.versions).filter(isJsonObject).map(readVersion),
  };
}

function readVersion(version: JsonObject): CrdVersion {
  const statusSubresource = asObject(version.subresources).status !== undefined;
  const schema = readCrdSchema(asObject(asObject(version.schema).openAPIV3Schema));
  return {
    name: asString(version.name) ?? "",
    served: version.served === true,
    storage: version.storage === true,
    ...(version.deprecated === true ? { deprecated: true } : {}),
    statusSubresource,
    schema: statusSubresource ? withOpenStatus(schema) : schema,
  };
}

/**
 * With a status subresource the API server drops `status` from what is created or applied before it looks at it,
 * so nothing in it can be wrong.
 */
function withOpenStatus(schema: CrdSchema): CrdSchema {
  if (!schema.properties?.status) return schema;
  const status: CrdSchema = { type: "object", "x-kubernetes-preserve-unknown-fields": true };
  return { ...schema, properties: { ...schema.properties, status } };
}
