import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/objects/json.js";
import type { KubeObject } from "../../../src/objects/kube-object.js";
import type { RequestGoal, RequestState } from "../../../src/reconcile/actions/judge-request.js";
import { judgeRequest } from "../../../src/reconcile/actions/judge-request.js";
import { wantedRevision } from "../../../src/reconcile/actions/upstream-revision.js";
import { commit, gitRepository, kustomization, ready, requestedAt } from "./fake-flux.js";

const OLD = commit("a");
const NEW = commit("b");
const handled = { lastHandledReconcileAt: "ours" };

const goal: RequestGoal = {
  token: "ours",
  uid: "apps-uid",
  asked: true,
  upstream: [gitRepository(NEW)],
  fresh: false,
};
const fresh: RequestGoal = { ...goal, fresh: true, asked: false };

function failing(reason: string, attempted: string, more: JsonObject = {}): KubeObject {
  const conditions = [ready("False", reason, "why")];
  return kustomization(OLD, {}, { conditions, lastAttemptedRevision: attempted, ...more });
}

function withRequest(object: KubeObject, token: string): KubeObject {
  return { ...object, metadata: { ...object.metadata, annotations: { [requestedAt]: token } } };
}

const cases: readonly (readonly [string, KubeObject | undefined, RequestGoal, RequestState["name"]])[] = [
  ["Ready, but with a request that is not handled, is still to come", kustomization(NEW), goal, "waiting"],
  [
    "Ready with our request handled and the artifact applied is done",
    kustomization(NEW, {}, handled),
    goal,
    "done",
  ],
  [
    "Ready with our request handled, but the old artifact, is behind",
    kustomization(OLD, {}, handled),
    goal,
    "behind",
  ],
  [
    "somebody else's request handled is not ours",
    kustomization(NEW, {}, { lastHandledReconcileAt: "theirs" }),
    goal,
    "waiting",
  ],
  [
    "a later request that took the place of ours, handled, answers ours too",
    withRequest(kustomization(NEW, {}, { lastHandledReconcileAt: "theirs" }), "theirs"),
    goal,
    "done",
  ],
  [
    "another's request from before ours was seen answers nothing",
    withRequest(kustomization(NEW, {}, { lastHandledReconcileAt: "theirs" }), "theirs"),
    { ...goal, asked: false },
    "waiting",
  ],
  [
    "a failure of the new artifact with our request handled is our failure",
    failing("BuildFailed", NEW, handled),
    goal,
    "failed",
  ],
  ["a failure from before our request is not ours", failing("BuildFailed", NEW), goal, "waiting"],
  [
    "a failure of the old artifact is no answer, even with our mark",
    failing("BuildFailed", OLD, handled),
    goal,
    "behind",
  ],
  [
    "a path that is not there fails without an attempt being written down",
    failing("ArtifactFailed", OLD, handled),
    goal,
    "failed",
  ],
  [
    "a dependency that is not ready is waited for",
    failing("DependencyNotReady", OLD, handled),
    goal,
    "waiting",
  ],
  [
    "a health check that a newer revision cancelled is waited for",
    failing("HealthCheckCanceled", NEW, handled),
    goal,
    "waiting",
  ],
  [
    "a run of the artifact that we had fetched answers us before our mark is set",
    kustomization(NEW),
    fresh,
    "done",
  ],
  [
    "a failed run of the artifact that we had fetched answers us at once",
    failing("HealthCheckFailed", NEW),
    fresh,
    "failed",
  ],
  [
    "a failure that names no attempt does not answer a fetch",
    failing("ArtifactFailed", OLD),
    fresh,
    "waiting",
  ],
  ["the old artifact does not answer a fetch", kustomization(OLD), fresh, "waiting"],
  [
    "suspension comes before everything: the mark moves without a run",
    kustomization(NEW, { suspend: true }, handled),
    goal,
    "suspended",
  ],
  ["an object that is gone is superseded", undefined, goal, "superseded"],
  [
    "another object of that name is superseded",
    kustomization(NEW, {}, handled),
    { ...goal, uid: "before" },
    "superseded",
  ],
  [
    "Ready of an older generation is not the answer",
    { ...kustomization(NEW, {}, handled), metadata: { ...kustomization(NEW).metadata, generation: 2 } },
    goal,
    "waiting",
  ],
  [
    "a source that may not be read cannot contradict",
    kustomization(OLD, {}, handled),
    { ...goal, upstream: [] },
    "done",
  ],
];

describe("judgeRequest", () => {
  it.each(cases)("%s", (_, object, asked, expected) => {
    expect(judgeRequest(object, asked).name).toBe(expected);
  });

  it("wants an artifact of a source, not only Ready", () => {
    const source = gitRepository(NEW);
    const without = {
      ...source,
      status: { ...handled, conditions: [ready("True", "Succeeded")], observedGeneration: 1 },
    };
    const asked = { ...goal, uid: "source-uid", upstream: [] };
    expect(judgeRequest(without, asked).name).toBe("behind");
    expect(
      judgeRequest({ ...without, status: { ...without.status, artifact: { revision: NEW } } }, asked).name,
    ).toBe("done");
  });

  it.each([
    ["by its version", { lastAttemptedRevision: "1.2.0" }, "1.2.0", "done"],
    [
      "by its digest, whose tag may have moved",
      { lastAttemptedRevision: "1.2.0+aaaa", lastAttemptedRevisionDigest: `sha256:${"a".repeat(64)}` },
      `1.2.0@sha256:${"a".repeat(64)}`,
      "done",
    ],
    ["not at another version", { lastAttemptedRevision: "1.1.0" }, "1.2.0", "behind"],
  ] as const)("knows the chart of a release %s", (_, status, revision, expected) => {
    const release: KubeObject = {
      apiVersion: "helm.toolkit.fluxcd.io/v2",
      kind: "HelmRelease",
      metadata: { name: "web", namespace: "web", uid: "apps-uid", generation: 1 },
      spec: { interval: "10m" },
      status: {
        ...status,
        ...handled,
        observedGeneration: 1,
        conditions: [ready("True", "UpgradeSucceeded")],
      },
    };
    expect(
      judgeRequest(release, { ...goal, upstream: [{ ...gitRepository(revision), kind: "OCIRepository" }] })
        .name,
    ).toBe(expected);
  });

  it("does not want of a release the revision of the repository behind its chart", () => {
    const release: KubeObject = {
      apiVersion: "helm.toolkit.fluxcd.io/v2",
      kind: "HelmRelease",
      metadata: { name: "web", namespace: "web" },
    };
    expect(wantedRevision(release, [gitRepository(NEW)])).toBeUndefined();
  });
});
