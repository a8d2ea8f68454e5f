import { readFileSync } from "node:fs";
import { parseAllDocuments } from "yaml";
import type { KubeObject } from "../../src/objects/kube-object.js";
import type { FakeFlux } from "../reconcile/actions/fake-flux.js";
import { commit, fakeFlux, gitRepository, kustomization, ready } from "../reconcile/actions/fake-flux.js";

const OLD = commit("a");
const NEW = commit("b");
const front = { inventory: { entries: [{ id: "web_front_apps_Deployment", v: "v1" }] } };

function deployment(uid: string): KubeObject {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: {
      name: "front",
      namespace: "web",
      uid,
      generation: 1,
      creationTimestamp: "2026-11-24T14:00:00Z",
    },
    spec: { replicas: 0, template: {} },
    status: { observedGeneration: 1, replicas: 0 },
  };
}

const controller: KubeObject = {
  ...deployment("controller-uid"),
  metadata: { name: "kustomize-controller", namespace: "flux-system", uid: "controller-uid", generation: 1 },
};

/** The clusters that transcripts speak of, by name. `recorded <path>` is a recording of the lab. */
export async function openScene(name: string): Promise<FakeFlux> {
  const recorded = /^recorded (\S+)$/.exec(name)?.[1];
  if (recorded !== undefined) return fakeFlux(readRecording(recorded));
  const scene = scenes[name];
  if (scene === undefined) throw new Error(`there is no scene "${name}"`);
  return scene();
}

const healthy = (): readonly KubeObject[] => [
  gitRepository(OLD),
  kustomization(OLD, {}, front),
  deployment("old"),
];

const malformed = ready(
  "False",
  "BuildFailed",
  "failed to decode Kubernetes YAML from /tmp/kustomization-1/apps/web.yaml: MalformedYAMLError: yaml: line 2: did not find expected ',' or ']'",
);

const scenes: Readonly<Record<string, () => Promise<FakeFlux>>> = {
  "a good commit is pushed": () => fakeFlux(healthy(), { fetch: NEW }),
  "a malformed commit is pushed": () =>
    fakeFlux(healthy(), {
      fetch: NEW,
      failure: () => ({
        reason: "BuildFailed",
        message:
          "failed to decode Kubernetes YAML from apps/web.yaml: MalformedYAMLError: yaml: line 2: did not find expected ',' or ']'",
      }),
    }),
  "apps is at the newest commit": () => fakeFlux(healthy()),
  "the newest commit does not build": () =>
    fakeFlux([
      gitRepository(NEW),
      kustomization(OLD, {}, { ...front, lastAttemptedRevision: NEW, conditions: [malformed] }),
      deployment("old"),
    ]),
  "apps is suspended": () =>
    fakeFlux([gitRepository(NEW), kustomization(OLD, { suspend: true }, front), deployment("old")]),
  "apps is healthy": async () => {
    const flux = await fakeFlux([...healthy(), controller], { fetch: OLD });
    flux.server.listen(({ object, type }) => {
      const { generation, name } = object.metadata;
      const isGone =
        flux.server.find({ group: "apps", kind: "Deployment", namespace: "web", name: "front" }) ===
        undefined;
      if (isGone && object.kind === "Kustomization") setImmediate(() => flux.server.put(deployment("new")));
      const observed = (object.status as { observedGeneration?: number } | undefined)?.observedGeneration;
      if (type === "DELETED" || name !== "kustomize-controller" || observed === generation) return;
      setImmediate(() =>
        flux.server.put({ ...object, status: { observedGeneration: generation as number, replicas: 0 } }),
      );
    });
    return flux;
  },
};

function readRecording(path: string): readonly KubeObject[] {
  const text = readFileSync(new URL(`../recordings/${path}`, import.meta.url), "utf8");
  return parseAllDocuments(text).map((document) => document.toJS() as KubeObject);
}
