import type { Condition } from "../../src/flux/conditions.js";
import type { FluxKind } from "../../src/flux/kinds.js";
import { apiVersionOf } from "../../src/flux/kinds.js";
import type { JsonObject } from "../../src/objects/json.js";
import type { KubeObject } from "../../src/objects/kube-object.js";

/** A condition with the parts that a case does not name. */
export function condition(
  type: string,
  status: Condition["status"],
  reason: string,
  message = "",
  generation = 1,
) {
  return {
    type,
    status,
    reason,
    message,
    observedGeneration: generation,
    lastTransitionTime: "2026-11-24T15:00:00Z",
  };
}

/** An object of Flux in `flux-system` as the API server gives it. */
export function flux(
  kind: FluxKind,
  name: string,
  spec: JsonObject,
  status: JsonObject = {},
  metadata: JsonObject = {},
): KubeObject {
  const base = {
    name,
    namespace: "flux-system",
    generation: 1,
    uid: `${kind}-${name}`,
    creationTimestamp: "2026-11-24T14:00:00Z",
  };
  return {
    apiVersion: apiVersionOf(kind),
    kind,
    metadata: { ...base, ...metadata },
    spec,
    status,
  } as KubeObject;
}

/** A commit as Flux writes it on branch main: its first digit repeated. */
export const commit = (digit: string): string => digit.repeat(40);
export const revision = (digit: string): string => `main@sha1:${commit(digit)}`;

/** A GitRepository that holds a commit and is well. */
export function gitRepository(digit: string, more: JsonObject = {}): KubeObject {
  const artifact = { revision: revision(digit), digest: "sha256:00", lastUpdateTime: "2026-11-24T14:59:50Z" };
  const conditions = [
    condition("Ready", "True", "Succeeded", `stored artifact for revision '${revision(digit)}'`),
  ];
  return flux(
    "GitRepository",
    "fleet",
    { interval: "1m", url: "https://example.com/fleet", ref: { branch: "main" } },
    {
      observedGeneration: 1,
      artifact,
      conditions,
      ...more,
    },
  );
}

/** A Kustomization of the source `fleet` that has applied a commit and is well. */
export function kustomization(
  name: string,
  digit: string,
  status: JsonObject = {},
  spec: JsonObject = {},
): KubeObject {
  return flux(
    "Kustomization",
    name,
    {
      interval: "10m",
      retryInterval: "2m",
      path: `./${name}`,
      prune: true,
      sourceRef: { kind: "GitRepository", name: "fleet" },
      ...spec,
    },
    {
      observedGeneration: 1,
      lastAppliedRevision: revision(digit),
      lastAttemptedRevision: revision(digit),
      conditions: [
        condition("Ready", "True", "ReconciliationSucceeded", `Applied revision: ${revision(digit)}`),
      ],
      ...status,
    },
  );
}
