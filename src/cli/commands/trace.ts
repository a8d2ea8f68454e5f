import { findFluxKind } from "../../flux/kinds.js";
import type { ObjectRef } from "../../objects/object-ref.js";
import { traceObject } from "../../reconcile/reads/trace-object.js";
import { renderJson } from "../../render/envelope.js";
import { createPaint } from "../../render/paint.js";
import { renderTrace, traceBody } from "../../render/trace-text.js";
import { connectCluster, deadlineSignal } from "../cluster-options.js";
import type { CommandRun } from "../command.js";
import { exitCode } from "../exit-code.js";
import { wantsColor } from "../io.js";
import { defaultNamespace, parseObjects } from "../object-name.js";

/** `fluxwright trace`: 0 the way up was found, 1 the object is not there or nothing of Flux applied it. */
export const run: CommandRun = async ([first, name], options, io) => {
  const signal = deadlineSignal(options, io);
  const client = await connectCluster(options, io);
  try {
    const words = [first, name].filter((word) => word !== undefined) as string[];
    const namespace = (options.namespace as string | undefined) ?? defaultNamespace;
    const [ref] = parseObjects(words, namespace) as [ObjectRef];
    const hops = await traceObject(client, ref, signal);
    if (options.output === "json") io.stdout.write(renderJson("Trace", traceBody(hops)));
    else io.stdout.write(renderTrace(hops, createPaint(wantsColor(io, "stdout"))));
    const [start] = hops;
    const isManaged = hops.some(({ ref: hop }) => findFluxKind(hop.group, hop.kind) !== undefined);
    if (!isManaged) io.stderr.write("note: nothing of Flux applied it\n");
    return start?.status.name === "missing" || !isManaged ? exitCode.no : exitCode.yes;
  } finally {
    client.close();
  }
};
