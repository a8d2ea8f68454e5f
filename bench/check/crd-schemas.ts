import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CrdSchema } from "../../src/flux/crd-schema.js";
import { readCrd } from "../../src/flux/read-crd.js";
import { parseManifests } from "../../src/manifests/parse.js";

/** Where kubeconform looks for a schema below a directory, as it writes such a place. */
export const schemaTemplate = "{{.Group}}_{{.ResourceKind}}_{{.ResourceAPIVersion}}.json";

/**
 * Writes the schemas of all CustomResourceDefinitions in the YAML files of a directory as JSON schemas that kubeconform
 * reads. Fields that a schema does not know are refused, as `fluxwright check` refuses them.
 *
 * @returns how many were written
 */
export function writeCrdSchemas(crds: string, target: string): number {
  mkdirSync(target, { recursive: true });
  const names = readdirSync(crds).filter((name) => /\.ya?ml$/.test(name));
  const facts = names
    .flatMap((name) => parseManifests(name, readFileSync(join(crds, name), "utf8")).objects)
    .flatMap(({ object }) => readCrd(object) ?? []);
  const schemas = facts.flatMap(({ group, kind, versions }) =>
    versions.map(({ name, schema }) => [`${group}_${kind.toLowerCase()}_${name}.json`, schema] as const),
  );
  for (const [name, schema] of schemas) writeFileSync(join(target, name), JSON.stringify(closed(schema)));
  return schemas.length;
}

/** The schema as JSON Schema has it: what Kubernetes adds is said in its words, and no other field is allowed. */
function closed(schema: CrdSchema): object {
  const { properties, items, additionalProperties, ...rest } = schema;
  const isOpen = schema["x-kubernetes-preserve-unknown-fields"] ?? schema["x-kubernetes-embedded-resource"];
  return {
    ...rest,
    ...(schema["x-kubernetes-int-or-string"] && { type: ["integer", "string"] }),
    ...(items && { items: closed(items) }),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, child]) => [name, closed(child)]),
      ),
      ...(!isOpen && { additionalProperties: false }),
    }),
    ...(typeof additionalProperties === "object" && { additionalProperties: closed(additionalProperties) }),
  };
}
