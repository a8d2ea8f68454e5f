import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { factsOf, fluxKindNames } from "../../src/flux/kinds.js";
import type { KubeObject } from "../../src/objects/kube-object.js";
import { fakeApiServer } from "../../src/testing/fake-api-server.js";

/** A server with many objects of Flux. */
export interface Crowd {
  /** Path of its kubeconfig. */
  readonly kubeconfig: string;
  /** URL of the list of each kind. */
  readonly lists: readonly string[];
  close(): Promise<void>;
}

/** An API server with `count` Kustomizations in a hundred namespaces, each with the status of a real one. */
export async function startCrowd(count: number): Promise<Crowd> {
  const server = await fakeApiServer({ objects: Array.from({ length: count }, (_, i) => kustomization(i)) });
  const directory = await mkdtemp(join(tmpdir(), "fluxwright-bench-"));
  const kubeconfig = join(directory, "config");
  await writeFile(kubeconfig, JSON.stringify(server.kubeconfig));
  const lists = fluxKindNames.map((kind) => {
    const { group, versions, plural } = factsOf(kind);
    return `${server.url}/apis/${group}/${versions[0]}/${plural}`;
  });
  return {
    kubeconfig,
    lists,
    async close() {
      await server.close();
      await rm(directory, { recursive: true });
    },
  };
}

function kustomization(i: number): KubeObject {
  const revision = `main@sha1:${String(i % 10).repeat(40)}`;
  const at = "2026-11-24T15:00:00Z";
  const condition = (type: string, reason: string, message: string) => ({
    type,
    status: "True",
    reason,
    message,
    observedGeneration: 1,
    lastTransitionTime: at,
  });
  return {
    apiVersion: "kustomize.toolkit.fluxcd.io/v1",
    kind: "Kustomization",
    metadata: {
      name: `app-${i}`,
      namespace: `team-${i % 100}`,
      generation: 1,
      creationTimestamp: at,
      finalizers: ["finalizers.fluxcd.io"],
    },
    spec: {
      interval: "10m",
      path: `./apps/${i}`,
      prune: true,
      wait: true,
      timeout: "5m",
      sourceRef: { kind: "GitRepository", name: "fleet", namespace: "flux-system" },
    },
    status: {
      observedGeneration: 1,
      lastAppliedRevision: revision,
      lastAttemptedRevision: revision,
      conditions: [
        condition("Ready", "ReconciliationSucceeded", `Applied revision: ${revision}`),
        condition("Healthy", "Succeeded", "Health check passed in 15.904157ms"),
      ],
      inventory: {
        entries: Array.from({ length: 4 }, (_, n) => ({ id: `team_app-${i}-${n}_apps_Deployment`, v: "v1" })),
      },
    },
  };
}
