import { factsOf } from "../flux/kinds.js";
import { asArray, asObject, asString } from "../objects/json.js";
import type { KubeObject } from "../objects/kube-object.js";
import type { ObjectRef } from "../objects/object-ref.js";
import { formatRef } from "../objects/object-ref.js";
import { artifactDigest, artifactRevision } from "./check-revision.js";
import type { ClusterView } from "./cluster-view.js";
import type { Intent } from "./intent.js";
import { madeChart } from "./made-chart.js";
import { statusOf } from "./status.js";
import type { Check } from "./verdict.js";

interface Context {
  readonly intent: Intent;
  readonly view: ClusterView;
}

/**
 * Whether the release was made from what its chart's source holds now. A HelmChart that fails leaves the
 * release's old Ready standing, so the chart is checked itself.
 *
 * @see https://fluxcd.io/flux/components/helm/helmreleases/#last-attempted-revision
 */
export function checkChart(live: KubeObject, { view }: Context): readonly Check[] {
  const ref = chartOf(live);
  if (ref === undefined || view.refusalOf(ref) !== undefined) return [];
  const chart = view.find(ref);
  const { name, reason } = statusOf(chart);
  if (chart === undefined || name !== "current") {
    return [{ name: "chart", holds: false, found: `${formatRef(ref)} is ${name} (${reason})` }];
  }
  const status = asObject(live.status);
  const attempted = asString(status.lastAttemptedRevision);
  const attemptedDigest = asString(status.lastAttemptedRevisionDigest);
  const revision = artifactRevision(chart);
  const holds =
    attempted !== undefined &&
    (attempted === revision || (attemptedDigest !== undefined && attemptedDigest === artifactDigest(chart)));
  return [
    {
      name: "chart",
      holds,
      found: `attempted ${attempted ?? "nothing"}${holds ? "" : `, the chart is at ${revision ?? "nothing"}`}`,
    },
  ];
}

/** The object that holds the release's chart: chartRef, else the HelmChart made for it. */
function chartOf(live: KubeObject): ObjectRef | undefined {
  const chartRef = asObject(asObject(live.spec).chartRef);
  const kind = asString(chartRef.kind);
  const name = asString(chartRef.name);
  if (
    name !== undefined &&
    (kind === "OCIRepository" || kind === "HelmChart" || kind === "ExternalArtifact")
  ) {
    const namespace = asString(chartRef.namespace) ?? live.metadata.namespace ?? "";
    return { group: factsOf(kind).group, kind, namespace, name };
  }
  return madeChart(live);
}

/**
 * Whether Helm's newest release is the attempted one: deployed, with the values that were attempted, for this
 * generation. After a rollback the newest release carries the old values and does not hold.
 *
 * @see https://fluxcd.io/flux/components/helm/helmreleases/#history
 */
export function checkRelease(live: KubeObject): readonly Check[] {
  const status = asObject(live.status);
  const newest = asObject(asArray(status.history)[0]);
  const generation = Number(live.metadata.generation ?? 0);
  const problems = [
    newest.status === "deployed" ? "" : `its newest release is ${asString(newest.status) ?? "absent"}`,
    newest.configDigest === status.lastAttemptedConfigDigest
      ? ""
      : "its newest release has other values than attempted",
    status.lastAttemptedGeneration === generation ? "" : `generation ${generation} was not attempted`,
  ].filter((problem) => problem !== "");
  const version = asString(newest.chartVersion) ?? "nothing";
  return [{ name: "release", holds: problems.length === 0, found: problems.join("; ") || `runs ${version}` }];
}
