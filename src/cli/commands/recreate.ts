import { FluxwrightError } from "../../diagnostics/fluxwright-error.js";
import { findFluxKind } from "../../flux/kinds.js";
import { formatRef, refOf } from "../../objects/object-ref.js";
import type { RecreatePlan } from "../../reconcile/actions/recreate-object.js";
import { planRecreate, recreateObject } from "../../reconcile/actions/recreate-object.js";
import type { CommandRun } from "../command.js";
import { confirm } from "../confirm.js";
import { defaultNamespace, parseObjects } from "../object-name.js";
import { runActions } from "../run-actions.js";

/** `fluxwright recreate`: 0 a new object is ready, 1 it is not, 3 refused. */
export const run: CommandRun = async ([first, name], options, io) =>
  runActions(options, io, async (client, context) => {
    const words = [first, name].filter((word) => word !== undefined) as string[];
    const given = options.namespace as string | undefined;
    const [parsed] = parseObjects(words, given ?? client.namespace);
    if (parsed === undefined) throw new FluxwrightError("usage", "Name one object, as in deploy/default/web");
    const isFlux = findFluxKind(parsed.group, parsed.kind) !== undefined;
    const hasNamespace = words.some((word) => word.split("/").length === 3);
    const ref =
      isFlux && given === undefined && !hasNamespace ? { ...parsed, namespace: defaultNamespace } : parsed;
    const plan = await planRecreate(client, ref, context.signal);
    io.stderr.write(describePlan(plan));
    if (options.yes !== true && !(await confirm("Delete it?", io))) {
      throw new FluxwrightError("refused", `${formatRef(ref)} was left alone`);
    }
    return [recreateObject(client, plan, { ...context, elapsed: () => performance.now() })];
  });

/** What will happen, before anything does. */
function describePlan({ object, owner }: RecreatePlan): string {
  const name = formatRef(refOf(object));
  return [
    `${name} (uid ${object.metadata.uid}) will be deleted, with all that belongs to it.`,
    `${formatRef(refOf(owner))} creates it again; until the new one is ready it serves nothing.`,
    "What is only in the cluster and not in the repository is lost.",
    "",
  ].join("\n");
}
