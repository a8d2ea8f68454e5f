import { resumeObject } from "../../reconcile/actions/suspend-object.js";
import type { CommandRun } from "../command.js";
import { namedObjects } from "../named-objects.js";
import { runActions } from "../run-actions.js";

/** `fluxwright resume`: 0 resumed and Ready, 1 failed, not there, or no answer in time. */
export const run: CommandRun = async ([first, names], options, io) =>
  runActions(options, io, async (client, context) => {
    const words = [first as string, ...(names as readonly string[])];
    const refs = await namedObjects(client, words, options, context.signal);
    const wait = options.wait !== false;
    return refs.map((ref) => resumeObject(client, ref, { wait }, context));
  });
