import { cleanText } from "../diagnostics/clean-text.js";
import { formatRef, refKey } from "../objects/object-ref.js";
import type { Cause } from "../reconcile/cause.js";
import type { Snapshot } from "../reconcile/converge.js";
import type { ObjectVerdict } from "../reconcile/verdict.js";
import { describeWait } from "./causes-text.js";
import { cutStartToWidth, cutToWidth, displayWidth, padToWidth } from "./display-width.js";
import type { Paint } from "./paint.js";

/** One cluster that is watched; without a snapshot nothing was read yet. */
export interface LiveCluster {
  readonly name: string;
  readonly snapshot?: Snapshot;
}

/** What the table is drawn for. */
export interface LiveTableOptions {
  readonly paint: Paint;
  /** Columns of the terminal: every line is cut to them. */
  readonly columns: number;
  /** Lines that the table may take. */
  readonly lines: number;
  /** Milliseconds since the watching began. */
  readonly elapsed: number;
  /** Milliseconds since 1970, for the times that objects wait for. */
  readonly now: number;
}

/** A line before it is cut and coloured: columns of text. */
type Row = readonly [mark: string, object: string, answer: string, detail: string];

/**
 * Where a convergence stands, in so many lines: for each cluster how many objects are converged, then what fails, why,
 * and what waits for what. What finds no room is counted.
 */
export function renderLiveTable(
  clusters: readonly LiveCluster[],
  options: LiveTableOptions,
): readonly string[] {
  const heads = clusters.map((cluster) => head(cluster, options));
  const several = clusters.length > 1;
  const objects = clusters.flatMap(({ name, snapshot }) =>
    (snapshot?.objects ?? []).map((object) => ({ object, prefix: several ? `${name} ` : "" })),
  );
  const failing = objects.filter(({ object }) => isFailing(object));
  const waiting = objects.filter(({ object }) => isWaiting(object));
  const causes = clusters.flatMap(({ snapshot }) => (snapshot ? causesBehind(snapshot) : []));
  const room = options.lines - Math.min(heads.length, options.lines);
  const [failed, left] = take(failing.map(row(options)), room, "more that fail");
  const [why, rest] = take(causes.map(causeRow), left, "more causes");
  const [open] = take(waiting.map(row(options)), rest, "more that wait");
  const body = layOut([...failed, ...why, ...open], options);
  return [...heads.slice(0, options.lines), ...body];
}

/** What is not there yet is what Flux will still create. */
function isWaiting({ answer }: ObjectVerdict): boolean {
  return answer === "waiting" || answer === "missing";
}

function isFailing(object: ObjectVerdict): boolean {
  return object.answer !== "converged" && !isWaiting(object);
}

/** Causes that are no rows themselves: workloads, at work or not, and what the fleet does not hold. */
function causesBehind({ causes, objects }: Snapshot): readonly Cause[] {
  const rows = new Set(objects.map(({ ref }) => refKey(ref)));
  const isWorking = ({ status }: Cause): boolean =>
    status.name === "in-progress" && status.loop !== undefined;
  return causes.filter((cause) => !isWorking(cause) && !rows.has(refKey(cause.ref)));
}

/** As many rows as there is room for; the last one counts those that found none. */
function take(
  rows: readonly Row[],
  room: number,
  what: string,
): readonly [shown: readonly Row[], left: number] {
  if (rows.length <= room) return [rows, room - rows.length];
  if (room === 0) return [[], 0];
  const shown = rows.slice(0, room - 1);
  return [[...shown, ["", `and ${rows.length - shown.length} ${what}`, "", ""]], 0];
}

function head({ name, snapshot }: LiveCluster, { paint, columns, elapsed }: LiveTableOptions): string {
  const clock = formatElapsed(elapsed);
  if (snapshot === undefined) return cutToWidth(`${name}: reading, ${clock}`, columns);
  const count = (test: (object: ObjectVerdict) => boolean): number => snapshot.objects.filter(test).length;
  const done = count(({ answer }) => answer === "converged");
  const failing = count(isFailing);
  const waiting = snapshot.objects.length - done - failing;
  const parts = [
    snapshot.revision === undefined ? "" : ` at ${snapshot.revision.slice(0, 12)}`,
    `: ${done} of ${snapshot.objects.length} converged`,
    failing > 0 ? `, ${failing} failing` : "",
    waiting > 0 ? `, ${waiting} waiting` : "",
    snapshot.connected ? "" : ", API server away",
    `, ${clock}`,
  ];
  const text = cutToWidth(name + parts.join(""), columns);
  return text.startsWith(name) ? paint.bold(name) + text.slice(name.length) : text;
}

function row({ now }: LiveTableOptions): (shown: { object: ObjectVerdict; prefix: string }) => Row {
  return ({ object, prefix }) => {
    const mark = isWaiting(object) ? "…" : "✗";
    return [mark, oneLine(prefix + formatRef(object.ref)), object.answer, oneLine(detailOf(object, now))];
  };
}

/** What the controller says of a failure; what is waited for; else the first thing that does not hold. */
function detailOf({ answer, checks, status }: ObjectVerdict, now: number): string {
  if (status.name === "failed" || status.name === "stalled") return `${status.reason}: ${status.message}`;
  const waits = answer === "waiting" ? describeWait(status.loop, now) : "";
  if (waits !== "") return `waits ${waits}`;
  return checks.find(({ holds }) => !holds)?.found ?? status.reason;
}

function causeRow({ ref, status }: Cause): Row {
  return ["→", oneLine(formatRef(ref)), status.reason, oneLine(status.message)];
}

/** Columns as wide as their widest cell, but objects leave half of the line to what is said of them. */
function layOut(rows: readonly Row[], { paint, columns }: LiveTableOptions): string[] {
  const widest = (column: 1 | 2): number =>
    rows
      .filter(([mark]) => mark !== "")
      .reduce((width, cells) => Math.max(width, displayWidth(cells[column])), 0);
  const objects = Math.min(widest(1), Math.max(12, Math.floor(columns / 2) - 4));
  const answers = widest(2);
  return rows.map(([mark, object, answer, detail]) => {
    if (mark === "") return paint.dim(cutToWidth(`  ${object}`, columns));
    const cells = [
      padToWidth(cutStartToWidth(object, objects), objects),
      padToWidth(oneLine(answer), answers),
      detail,
    ];
    const text = cutToWidth(`${mark} ${cells.join("  ")}`.trimEnd(), columns);
    return (mark === "…" ? paint.yellow : paint.red)(text.slice(0, 1)) + text.slice(1);
  });
}

function oneLine(text: string): string {
  return cleanText(text).replace(/\s+/g, " ").trim();
}

/** `0:42`, `12:05`, `1:00:00`. */
function formatElapsed(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const [first, ...others] = parts[0] === 0 ? parts.slice(1) : parts;
  return [first, ...others.map((part) => String(part).padStart(2, "0"))].join(":");
}
