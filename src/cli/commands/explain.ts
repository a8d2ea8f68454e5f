import type { FleetCluster } from "../../fleet/fleet.js";
import { inventoryOf } from "../../flux/inventory.js";
import { fluxKindNames, fluxKinds } from "../../flux/kinds.js";
import type { Location } from "../../objects/location.js";
import type { ObjectRef } from "../../objects/object-ref.js";
import { formatRef, refOf } from "../../objects/object-ref.js";
import type { Cause } from "../../reconcile/explain.js";
import { explain } from "../../reconcile/explain.js";
import { gatherView } from "../../reconcile/gather-view.js";
import { nextSteps } from "../../reconcile/next-step.js";
import { renderCausesMarkdown } from "../../render/causes-markdown.js";
import { renderCausesText } from "../../render/causes-text.js";
import { renderJson } from "../../render/envelope.js";
import { createPaint } from "../../render/paint.js";
import { connectCluster } from "../cluster-options.js";
import type { CommandRun, OptionValues } from "../command.js";
import { exitCode } from "../exit-code.js";
import { chooseClusters, loadFleet, writtenAtOf } from "../fleet-options.js";
import type { CommandIo } from "../io.js";
import { wantsColor } from "../io.js";
import { defaultNamespace, parseObjectName } from "../object-name.js";

/** `fluxwright explain`: 0 all is current, 1 it is not. */
export const run: CommandRun = async ([word], options, io) => {
  const client = await connectCluster(options, io);
  try {
    const view = await gatherView(client, { signal: io.signal });
    const symptom =
      word === undefined
        ? undefined
        : parseObjectName(word as string, (options.namespace as string | undefined) ?? defaultNamespace);
    const causes = explain(view, symptom && [ownerOf(symptom, view) ?? symptom]);
    const refused = fluxKindNames.filter(
      (kind) => view.refusalOf({ group: fluxKinds[kind].group, kind }) === "forbidden",
    );
    if (refused.length > 0)
      io.stderr.write(`note: not allowed to read ${refused.join(", ")}; their part is not known\n`);
    io.stdout.write(render(causes, options, io));
    if (causes.length > 0) return exitCode.no;
    return refused.length > 0 ? exitCode.unknown : exitCode.yes;
  } finally {
    client.close();
  }
};

/** The Kustomization or HelmRelease that applied an object outside Flux: from there the walk starts. */
function ownerOf(symptom: ObjectRef, view: Awaited<ReturnType<typeof gatherView>>): ObjectRef | undefined {
  const name = formatRef(symptom);
  const appliers = [...view.all("HelmRelease"), ...view.all("Kustomization")];
  const isFlux = fluxKindNames.some(
    (kind) => kind === symptom.kind && fluxKinds[kind].group === symptom.group,
  );
  if (isFlux) return undefined;
  const owner = appliers.find((object) => inventoryOf(object).some((ref) => formatRef(ref) === name));
  return owner && refOf(owner);
}

function render(causes: readonly Cause[], options: OptionValues, io: CommandIo): string {
  const writtenAt = writerOf(options, io);
  const now = io.now();
  if (options.output === "markdown") return renderCausesMarkdown(causes, { now, writtenAt });
  if (options.output === "json") {
    const body = causes.map((cause) => ({
      ...cause,
      writtenAt: writtenAt(cause.ref),
      next: nextSteps(cause),
    }));
    return renderJson("Explanation", { causes: body });
  }
  const paint = createPaint(wantsColor(io, "stdout"));
  if (causes.length === 0) return `${paint.green("✓")} everything of Flux is current\n`;
  return renderCausesText(causes, { paint, now, writtenAt });
}

/** With `--fleet` every cause names the line that wrote it. */
function writerOf(options: OptionValues, io: CommandIo): (ref: ObjectRef) => readonly Location[] {
  if (options.fleet === undefined) return () => [];
  const fleet = loadFleet(options.fleet as string, options, io);
  const [cluster] = chooseClusters(fleet, options.cluster as string | undefined);
  return writtenAtOf(fleet, cluster as FleetCluster);
}
