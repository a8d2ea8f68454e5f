import { describe, expect, test } from "vitest";
import type { BuiltObject, FleetCluster } from "../../src/fleet/fleet.js";
import type { JsonObject } from "../../src/objects/json.js";
import type { KubeObject } from "../../src/objects/kube-object.js";
import { refOf } from "../../src/objects/object-ref.js";
import { createClusterView } from "../../src/reconcile/cluster-view.js";
import type { Intent } from "../../src/reconcile/intent.js";
import { judge } from "../../src/reconcile/judge.js";
import { commit, condition, flux, gitRepository, kustomization } from "./flux-objects.js";

/** What was written, as the API server would hold it, without what the cluster adds. */
function built({ apiVersion, kind, metadata, spec }: KubeObject, owner?: KubeObject): BuiltObject {
  const { name, namespace } = metadata;
  const object = { apiVersion, kind, metadata: { name, namespace }, spec } as KubeObject;
  const origin = {
    file: "clusters/prod/apps.yaml",
    locate: () => ({ file: "clusters/prod/apps.yaml", line: 1, column: 1 }),
  };
  return owner ? { object, origin, owner: refOf(owner) } : { object, origin };
}

const configMap = {
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "settings", namespace: "apps" },
} as KubeObject;
const inventory = { entries: [{ id: "apps_settings__ConfigMap", v: "v1" }] };
const source = gitRepository("b");
const apps = kustomization("apps", "b", { inventory });
const cluster: FleetCluster = {
  name: "prod",
  path: "clusters/prod",
  objects: [built(source), built(apps), built(configMap, apps)],
  builds: [
    { kustomization: built(apps), outcome: "built", directory: "apps", objects: [built(configMap, apps)] },
  ],
  implied: [],
};
const asked: Intent = { cluster, revision: commit("b") };
const ready = (reason: string, message = "") => [condition("Ready", "False", reason, message)];
const withSpec = (object: KubeObject, spec: JsonObject): KubeObject => ({
  ...object,
  spec: { ...(object.spec as JsonObject), ...spec },
});

describe("the verdict on a cluster", () => {
  const others = new Map([["kustomize.toolkit.fluxcd.io/Kustomization/flux-system/apps", "other"]]);
  const cases: readonly (readonly [string, Intent, readonly KubeObject[], string])[] = [
    ["is converged when all that was intended is live at the commit", asked, [source, apps], "converged"],
    [
      "is converged at a later commit that contains the one asked for",
      { ...asked, revision: commit("a"), contains: () => true },
      [source, apps],
      "converged",
    ],
    [
      "is waiting while the source has an earlier commit",
      { ...asked, revision: commit("c"), contains: () => false },
      [source, apps],
      "waiting",
    ],
    [
      "is waiting when nobody knows whether the live commit contains it",
      { ...asked, revision: commit("c") },
      [source, apps],
      "waiting",
    ],
    [
      "is waiting between the two writes of a success: Ready, but not yet lastAppliedRevision",
      asked,
      [source, kustomization("apps", "a", { inventory })],
      "waiting",
    ],
    ["is missing when an object is not there", asked, [source], "missing"],
    [
      "is suspended when somebody suspended an object that still says Ready",
      asked,
      [source, kustomization("apps", "b", { inventory }, { suspend: true })],
      "suspended",
    ],
    [
      "is failing when the source fails though the Kustomization still says Ready",
      asked,
      [gitRepository("b", { conditions: ready("GitOperationFailed", "authentication required") }), apps],
      "failing",
    ],
    [
      "is failing when the build fails",
      asked,
      [source, kustomization("apps", "a", { conditions: ready("BuildFailed") })],
      "failing",
    ],
    [
      "is stalled when a controller gave up",
      asked,
      [
        source,
        kustomization("apps", "b", {
          conditions: [condition("Stalled", "True", "AccessDenied"), ...ready("AccessDenied")],
        }),
      ],
      "stalled",
    ],
    [
      "is waiting while the live spec is not the intended one",
      asked,
      [source, withSpec(apps, { path: "./old" })],
      "waiting",
    ],
    [
      "is superseded when a later commit changed the object",
      {
        ...asked,
        revision: commit("a"),
        contains: () => true,
        cluster: { ...cluster, objects: [built(source), built(apps, apps)] },
      },
      [source, withSpec(apps, { path: "./new" })],
      "superseded",
    ],
    [
      "is waiting while something built is not in the inventory",
      asked,
      [source, kustomization("apps", "b", { inventory: { entries: [] } })],
      "waiting",
    ],
    [
      "is waiting while something is left to prune",
      asked,
      [
        source,
        kustomization("apps", "b", {
          inventory: { entries: [...inventory.entries, { id: "apps_old__ConfigMap", v: "v1" }] },
        }),
      ],
      "waiting",
    ],
    [
      "is recreated while the object is another than at the start and has not converged",
      { ...asked, uids: others },
      [source, kustomization("apps", "a", { inventory })],
      "recreated",
    ],
    [
      "is converged when that other object is, which is judged like any",
      { ...asked, uids: others },
      [source, apps],
      "converged",
    ],
    [
      "is recreated, however well the other object is, when only the first would do",
      { ...asked, uids: others, strictUid: true },
      [source, apps],
      "recreated",
    ],
    [
      "is deleting while the object is going",
      asked,
      [source, { ...apps, metadata: { ...apps.metadata, deletionTimestamp: "2026-11-24T15:00:00Z" } }],
      "deleting",
    ],
  ];
  test.each(cases)("%s", (_, intent, objects, answer) => {
    expect(judge(intent, createClusterView(objects)).answer).toBe(answer);
  });

  test("is forbidden, never converged, where a kind may not be read", () => {
    const refusals = new Map([["kustomize.toolkit.fluxcd.io/Kustomization", "forbidden" as const]]);
    expect(judge(asked, createClusterView([source], refusals)).answer).toBe("forbidden");
  });

  test("names the evidence: the applied revision and the source's", () => {
    const verdict = judge(asked, createClusterView([source, kustomization("apps", "a", { inventory })]));
    const checks = verdict.objects.find(({ ref }) => ref.name === "apps")?.checks;
    expect(checks?.find(({ name }) => name === "applied-revision")).toEqual({
      name: "applied-revision",
      holds: false,
      found: "applied main@sha1:aaaaaaaaaaaa, its source is at main@sha1:bbbbbbbbbbbb",
    });
  });
});

describe("the verdict on a HelmRelease", () => {
  const spec = { interval: "5m", chartRef: { kind: "OCIRepository", name: "web" } };
  const chart = flux(
    "OCIRepository",
    "web",
    { interval: "5m", url: "oci://example.com/web" },
    {
      observedGeneration: 1,
      artifact: { revision: "1.2.0@sha256:abc123" },
      conditions: [condition("Ready", "True", "Succeeded")],
    },
  );
  const newest = { chartVersion: "1.2.0", status: "deployed", configDigest: "sha256:11" };
  const status = {
    observedGeneration: 1,
    lastAttemptedGeneration: 1,
    lastAttemptedRevision: "1.2.0+abc123",
    lastAttemptedRevisionDigest: "sha256:abc123",
    lastAttemptedConfigDigest: "sha256:11",
    history: [newest],
    conditions: [condition("Ready", "True", "UpgradeSucceeded")],
  };
  const judgeRelease = (live: JsonObject, source: KubeObject = chart): string => {
    const release = flux("HelmRelease", "web", spec, live);
    const objects = [built(chart), built(release)];
    return judge({ cluster: { ...cluster, objects, builds: [] } }, createClusterView([source, release]))
      .answer;
  };
  test.each([
    ["is converged when the newest release is the attempted one", status, "converged"],
    [
      "is waiting while the chart is newer than the attempt",
      { ...status, lastAttemptedRevisionDigest: "sha256:0ff" },
      "waiting",
    ],
    [
      "is waiting when the release runs other values, as after a rollback",
      { ...status, history: [{ ...newest, configDigest: "sha256:22" }] },
      "waiting",
    ],
    [
      "is waiting when the newest release is not deployed",
      { ...status, history: [{ ...newest, status: "pending-upgrade" }] },
      "waiting",
    ],
    [
      "is waiting while this generation was not attempted",
      { ...status, lastAttemptedGeneration: 0 },
      "waiting",
    ],
  ] as const)("%s", (_, live, answer) => {
    expect(judgeRelease(live as unknown as JsonObject)).toBe(answer);
  });

  test("is no yes while its chart fails, though it still says Ready", () => {
    const failing = {
      ...chart,
      status: { ...(chart.status as JsonObject), conditions: ready("OCIArtifactPullFailed", "UNAUTHORIZED") },
    };
    expect(judgeRelease(status as unknown as JsonObject, failing as KubeObject)).toBe("failing");
  });
});
