import type { ClusterClient } from "../../cluster/cluster-client.js";
import { notFound } from "../../reconcile/actions/reconcile-object.js";
import type { ObjectEvent } from "../../reconcile/reads/related-events.js";
import { eventsOf, fluxEvents, relatedRefs } from "../../reconcile/reads/related-events.js";
import { renderJson } from "../../render/envelope.js";
import { eventsBody, renderEvents } from "../../render/events-table.js";
import { createPaint } from "../../render/paint.js";
import { connectCluster, deadlineSignal } from "../cluster-options.js";
import type { CommandRun, OptionValues } from "../command.js";
import { exitCode } from "../exit-code.js";
import { wantsColor } from "../io.js";
import { defaultNamespace, parseObjects } from "../object-name.js";

/** `fluxwright events`: 0, also when there are none; 1 when the object is not there. */
export const run: CommandRun = async ([first, name], options, io) => {
  const signal = deadlineSignal(options, io);
  const client = await connectCluster(options, io);
  try {
    const words = [first, name].filter((word) => word !== undefined) as string[];
    const events = await readEvents(client, words, options, signal);
    if (options.output === "json") {
      io.stdout.write(renderJson("EventList", eventsBody(events)));
      return exitCode.yes;
    }
    if (events.length === 0) {
      io.stderr.write("no events; Kubernetes keeps them for an hour\n");
      return exitCode.yes;
    }
    const paint = createPaint(wantsColor(io, "stdout"));
    const columns = io.isTerminal.stdout ? { columns: io.columns } : {};
    io.stdout.write(renderEvents(events, { paint, now: io.now(), ...columns }));
    return exitCode.yes;
  } finally {
    client.close();
  }
};

async function readEvents(
  client: ClusterClient,
  words: readonly string[],
  options: OptionValues,
  signal: AbortSignal,
): Promise<readonly ObjectEvent[]> {
  const namespace = (options.namespace as string | undefined) ?? defaultNamespace;
  if (words.length === 0) return fluxEvents(client, options.allNamespaces ? undefined : namespace, signal);
  const [ref] = parseObjects(words, namespace);
  if (ref === undefined) return [];
  const object = await client.find(ref, { signal });
  if (object === undefined) throw notFound(ref);
  return eventsOf(client, relatedRefs(object, ref), signal);
}
