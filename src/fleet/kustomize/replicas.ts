import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { JsonObject } from "../../objects/json.js";
import type { Item } from "./build-plan.js";
import type { FieldSpec } from "./field-spec.js";
import { updateAt } from "./field-spec.js";
import { buildFailure } from "./problem.js";
import type { Resource } from "./resource.js";
import { idsOf, matchesGvk, withObject } from "./resource.js";

/** Kinds that have a replica count. */
const replicaSpecs: readonly FieldSpec[] = [
  { path: "spec/replicas", create: true, kind: "Deployment" },
  { path: "spec/replicas", create: true, kind: "ReplicationController" },
  { path: "spec/replicas", create: true, kind: "ReplicaSet" },
  { path: "spec/replicas", create: true, kind: "StatefulSet" },
];

/** The resources with the replica count of one of them set, found by the name it has or had. */
export function setReplicas(
  resources: readonly Resource[],
  entry: Item<JsonObject>,
  report: (diagnostic: Diagnostic) => void,
): readonly Resource[] {
  const { name, count } = entry.value;
  let found = false;
  const next = resources.map((resource) => {
    const matches = idsOf(resource).some(
      (id) => id.name === name && replicaSpecs.some((spec) => matchesGvk(id, spec)),
    );
    if (!matches) return resource;
    found = true;
    const update = (): number => Number(count);
    return withObject(resource, updateAt(resource.object, ["spec", "replicas"], true, update, entry.at));
  });
  if (!found)
    report(buildFailure(entry.at, `replicas names "${String(name)}", which no workload of the build has.`));
  return next;
}
