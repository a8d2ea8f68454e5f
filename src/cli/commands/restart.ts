import { suggestion } from "../../diagnostics/did-you-mean.js";
import { FluxwrightError } from "../../diagnostics/fluxwright-error.js";
import {
  controllerNames,
  controllerRef,
  restartController,
} from "../../reconcile/actions/restart-controller.js";
import type { CommandRun } from "../command.js";
import { defaultNamespace } from "../object-name.js";
import { runActions } from "../run-actions.js";

/** `fluxwright restart`: 0 the new Pods are ready, 1 they are not, or there is no such controller. */
export const run: CommandRun = async ([word], options, io) => {
  const name = word as string;
  if (!controllerNames.includes(name)) {
    throw new FluxwrightError(
      "usage",
      `"${name}" is no controller of Flux.${suggestion(name, controllerNames)}`,
      {
        hint: `Use one of ${controllerNames.join(", ")}.`,
      },
    );
  }
  io.stderr.write(
    `warning: a restart is for emergencies: it hides why something was stuck, and every object of ${name} runs anew.\n` +
      "         Look for the cause first: fluxwright explain\n",
  );
  const ref = controllerRef(name, (options.namespace as string | undefined) ?? defaultNamespace);
  return runActions(options, io, async (client, context) => [restartController(client, ref, context)]);
};
