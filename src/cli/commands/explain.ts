import { resolve } from "node:path";
import type { ClusterClient } from "../../cluster/cluster-client.js";
import type { FleetCluster } from "../../fleet/fleet.js";
import { findFluxKind, fluxKindNames, fluxKinds } from "../../flux/kinds.js";
import { commitOf, isWorkTree } from "../../git/history.js";
import type { ObjectRef } from "../../objects/object-ref.js";
import { refKey, refOf } from "../../objects/object-ref.js";
import type { Cause } from "../../reconcile/cause.js";
import type { ClusterView } from "../../reconcile/cluster-view.js";
import { explain } from "../../reconcile/explain.js";
import { gatherView } from "../../reconcile/gather-view.js";
import { intendedFluxObjects } from "../../reconcile/intent.js";
import { nextSteps } from "../../reconcile/next-step.js";
import { ownersOf } from "../../reconcile/reads/owners.js";
import type { WorkloadDetail } from "../../reconcile/reads/workload-detail.js";
import { readWorkloadDetail } from "../../reconcile/reads/workload-detail.js";
import { statusOf } from "../../reconcile/status.js";
import { renderCausesMarkdown } from "../../render/causes-markdown.js";
import { renderCausesText } from "../../render/causes-text.js";
import { renderClusterJson } from "../../render/envelope.js";
import { createPaint } from "../../render/paint.js";
import { connectCluster } from "../cluster-options.js";
import type { ClusterPins } from "../cluster-pins.js";
import { pinsOfTree } from "../cluster-pins.js";
import type { CommandRun, OptionValues } from "../command.js";
import { exitCode } from "../exit-code.js";
import type { WrittenAt } from "../fleet-options.js";
import { chooseClusters, loadFleet, writtenAtOf } from "../fleet-options.js";
import type { CommandIo } from "../io.js";
import { wantsColor } from "../io.js";
import { defaultNamespace, parseObjectName } from "../object-name.js";

/** `fluxwright explain`: 0 all is current, 1 it is not, 3 it may not be read. */
export const run: CommandRun = async ([word], options, io) => {
  const known = await knowFleet(options, io);
  const client = await connectCluster(
    options,
    io,
    options.fleet === undefined ? {} : { fleet: options.fleet as string, pins: known.pins },
  );
  try {
    const view = await gatherView(client, { signal: io.signal });
    const namespace = (options.namespace as string | undefined) ?? defaultNamespace;
    const symptom = word === undefined ? undefined : parseObjectName(word as string, namespace);
    const causes = symptom ? await causesOf(symptom, client, view, io) : explain(view, known.intended);
    const isPartial = sayWhatIsForbidden(view, io);
    const details = await readDetails(causes, client, view, io);
    io.stdout.write(render(causes, details, known, options, io));
    if (causes.length > 0) return exitCode.no;
    return isPartial ? exitCode.unknown : exitCode.yes;
  } finally {
    client.close();
  }
};

/** Says which kinds may not be read; their part of the answer is not known. */
function sayWhatIsForbidden(view: ClusterView, io: CommandIo): boolean {
  const kinds = fluxKindNames.filter(
    (kind) => view.refusalOf({ group: fluxKinds[kind].group, kind }) === "forbidden",
  );
  if (kinds.length > 0)
    io.stderr.write(`note: not allowed to read ${kinds.join(", ")}; their part is not known\n`);
  return kinds.length > 0;
}

/** The causes of one symptom. A workload is walked from whoever applied it, and is itself one when Flux is done. */
async function causesOf(
  symptom: ObjectRef,
  client: ClusterClient,
  view: ClusterView,
  io: CommandIo,
): Promise<readonly Cause[]> {
  if (findFluxKind(symptom.group, symptom.kind) !== undefined) return explain(view, [symptom]);
  const [owner] = ownersOf(symptom, [...view.all("HelmRelease"), ...view.all("Kustomization")]);
  const causes = owner ? explain(view, [refOf(owner)]) : [];
  if (causes.length > 0) return causes;
  const object = await client.find(symptom, { signal: io.signal });
  const status = statusOf(object);
  return status.name === "current" ? [] : [{ ref: symptom, status, waiting: [] }];
}

/** Pods and events of the causes that are workloads. */
async function readDetails(
  causes: readonly Cause[],
  client: ClusterClient,
  view: ClusterView,
  io: CommandIo,
): Promise<ReadonlyMap<string, WorkloadDetail>> {
  const details = new Map<string, WorkloadDetail>();
  for (const { ref } of causes.filter(
    ({ ref: { group, kind } }) => findFluxKind(group, kind) === undefined,
  )) {
    const workload = view.find(ref) ?? (await client.find(ref, { signal: io.signal }));
    if (workload) details.set(refKey(ref), await readWorkloadDetail(client, workload, io.signal));
  }
  return details;
}

/** What the fleet of `--fleet` says: its objects, who wrote them, and the commit that was meant. */
interface FleetKnowledge {
  readonly pins: ClusterPins;
  readonly writtenAt: WrittenAt;
  /** Absent without a fleet: then every object of Flux in the cluster counts. */
  readonly intended?: readonly ObjectRef[];
  readonly revision?: string;
}

async function knowFleet(options: OptionValues, io: CommandIo): Promise<FleetKnowledge> {
  if (options.fleet === undefined) return { pins: new Map(), writtenAt: () => [] };
  const directory = options.fleet as string;
  const fleet = loadFleet(directory, options, io);
  const [cluster] = chooseClusters(fleet, options.cluster as string | undefined) as [FleetCluster];
  const known = {
    pins: pinsOfTree(fleet.tree),
    writtenAt: writtenAtOf(fleet, cluster),
    intended: intendedFluxObjects(cluster).map(({ object }) => refOf(object)),
  };
  const path = resolve(io.cwd, directory);
  return (await isWorkTree(path)) ? { ...known, revision: await commitOf(path, "HEAD") } : known;
}

function render(
  causes: readonly Cause[],
  details: ReadonlyMap<string, WorkloadDetail>,
  { writtenAt, revision }: FleetKnowledge,
  options: OptionValues,
  io: CommandIo,
): string {
  const now = io.now();
  if (options.output === "markdown") return renderCausesMarkdown(causes, { now, writtenAt });
  if (options.output === "json") {
    const body = causes.map((cause) => ({
      ...cause,
      writtenAt: writtenAt(cause),
      next: nextSteps(cause),
      ...details.get(refKey(cause.ref)),
    }));
    return renderClusterJson("Explanation", { ...(revision && { revision }), causes: body });
  }
  const paint = createPaint(wantsColor(io, "stdout"));
  if (causes.length === 0) return `${paint.green("✓")} everything of Flux is current\n`;
  return renderCausesText(causes, {
    paint,
    now,
    writtenAt,
    ...(revision && { revision }),
    detailOf: (ref) => details.get(refKey(ref)),
  });
}
