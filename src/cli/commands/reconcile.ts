import { FluxwrightError } from "../../diagnostics/fluxwright-error.js";
import type { ObjectRef } from "../../objects/object-ref.js";
import { formatRef } from "../../objects/object-ref.js";
import { reconcileObjects } from "../../reconcile/actions/reconcile-object.js";
import type { CommandRun, OptionValues } from "../command.js";
import { defaultNamespace, parseObjects } from "../object-name.js";
import { runActions } from "../run-actions.js";

/** `fluxwright reconcile`: 0 reconciled, 1 failed, suspended, not there, or no answer in time. */
export const run: CommandRun = async ([first, names], options, io) => {
  const namespace = (options.namespace as string | undefined) ?? defaultNamespace;
  const refs = parseObjects([first as string, ...(names as readonly string[])], namespace);
  for (const ref of refs) checkReleaseOptions(ref, options);
  return runActions(options, io, async (client, context) => {
    const how = {
      withSource: options.withSource === true,
      force: options.force === true,
      reset: options.reset === true,
    };
    return reconcileObjects(client, refs, how, context);
  });
};

function checkReleaseOptions(ref: ObjectRef, { force, reset }: OptionValues): void {
  if (ref.kind === "HelmRelease" || (force !== true && reset !== true)) return;
  const option = force === true ? "--force" : "--reset";
  throw new FluxwrightError("usage", `${option} is for HelmReleases only, not for ${formatRef(ref)}`);
}
