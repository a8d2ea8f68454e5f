import { suspendObject } from "../../reconcile/actions/suspend-object.js";
import type { CommandRun } from "../command.js";
import { namedObjects } from "../named-objects.js";
import { runActions } from "../run-actions.js";

/** `fluxwright suspend`: 0 suspended, 1 when an object is not there. */
export const run: CommandRun = async ([first, names], options, io) =>
  runActions(options, io, async (client, context) => {
    const words = [first as string, ...(names as readonly string[])];
    const refs = await namedObjects(client, words, options, context.signal);
    return refs.map((ref) => suspendObject(client, ref, context));
  });
