import { cleanText, cutText } from "../diagnostics/clean-text.js";
import { shortRevision } from "../flux/revision.js";
import type { Location } from "../objects/location.js";
import { formatLocation } from "../objects/location.js";
import type { ObjectRef } from "../objects/object-ref.js";
import { formatRef } from "../objects/object-ref.js";
import type { Cause, Waiting } from "../reconcile/cause.js";
import type { LoopPosition } from "../reconcile/loop.js";
import { nextSteps } from "../reconcile/next-step.js";
import type { WorkloadDetail } from "../reconcile/reads/workload-detail.js";
import { formatTime } from "./clock-time.js";
import { plural } from "./counts.js";
import type { Paint } from "./paint.js";
import { shownName } from "./shown-name.js";

/** What the text of a cause needs beside the cause. */
export interface CausesTextOptions {
  readonly paint: Paint;
  readonly now: number;
  /** Lines that wrote what fails: TypeScript first, then YAML. */
  readonly writtenAt: (cause: Cause) => readonly Location[];
  /** Pods and events below a workload. */
  readonly detailOf?: (ref: ObjectRef) => WorkloadDetail | undefined;
  /** The commit that was meant to be live. */
  readonly revision?: string;
}

const SHOWN_WAITING = 8;

/** Root causes for people: what Flux says, what it means, who wrote it, who waits, what to do. */
export function renderCausesText(causes: readonly Cause[], options: CausesTextOptions): string {
  return causes.map((cause) => renderCause(cause, options)).join("\n");
}

function renderCause(cause: Cause, options: CausesTextOptions): string {
  const { paint, now, writtenAt, revision } = options;
  const { ref, status, failure, cycle, waiting } = cause;
  const since = status.since ? paint.dim(` since ${formatTime(status.since, now)}`) : "";
  const rows: (readonly [string, string])[] = [
    ["written at", writtenAt(cause).map(formatLocation).join(", ")],
    ["Flux says", status.message === "" ? "" : cutText(cleanText(status.message))],
    ["it means", cycle ? `${cycle.map(formatRef).join(", ")} wait for each other.` : (failure?.means ?? "")],
    ["stuck on", stuckOn(loopOf(cause), revision)],
    ["waits", describeCauseWait(cause, now)],
    ...detailRows(options.detailOf?.(ref)),
    ["behind it", describeWaiting(waiting.map((each) => each.ref))],
  ];
  const steps = nextSteps(cause).flatMap((step, i) => [
    `${i === 0 ? paint.cyan("  do".padEnd(14)) : " ".repeat(14)}${i + 1}. ${step.what}`,
    ...(step.command ? [`${" ".repeat(17)}${paint.bold(step.command)}`] : []),
    ...(step.warning ? [`${" ".repeat(17)}${paint.yellow(`warning: ${step.warning}`)}`] : []),
  ]);
  const body = rows
    .filter(([, text]) => text !== "")
    .map(([label, text]) => `${paint.dim(`  ${label}`.padEnd(14))}${indent(text)}`);
  const head = `${paint.red("✗")} ${paint.bold(formatRef(ref))} is ${status.name}: ${status.reason}${since}`;
  return [head, ...body, ...steps, ""].join("\n");
}

/** Where in Flux's loop a cause stands: a workload stands where the one that applied it does. */
function loopOf({ status, waiting }: Cause): LoopPosition | undefined {
  return status.loop ?? applierOf(waiting)?.status.loop;
}

function applierOf(waiting: readonly Waiting[]): Waiting | undefined {
  return waiting.find(({ relation }) => relation === "inventory");
}

/** What a cause waits for; of a workload, what the one that applied it waits for. */
export function describeCauseWait(cause: Cause, now: number): string {
  if (cause.status.loop !== undefined) return describeWait(cause.status.loop, now);
  const applier = applierOf(cause.waiting);
  const wait = describeWait(applier?.status.loop, now);
  return applier === undefined || wait === "" ? "" : `${shownName(applier.ref)} ${wait}`;
}

/** What the pods and the newest warnings say. */
function detailRows(detail: WorkloadDetail | undefined): readonly (readonly [string, string])[] {
  if (detail === undefined) return [];
  const pods = detail.pods.map(({ ref, status }) => `${ref.name} ${status.reason}: ${line(status.message)}`);
  const events = detail.events.map(
    ({ reason, message, count }) => `${reason}${count > 1 ? ` (${count}×)` : ""}: ${line(message)}`,
  );
  return [
    ["pods", pods.slice(0, SHOWN_WAITING).join("\n")],
    ["events", events.join("\n")],
    ["not read", detail.unread.join(", ")],
  ];
}

function line(text: string): string {
  return cutText(cleanText(text), { characters: 300, lines: 1 });
}

function indent(text: string): string {
  return text.replaceAll("\n", `\n${" ".repeat(14)}`);
}

function stuckOn(loop: LoopPosition | undefined, meant: string | undefined): string {
  if (loop?.revision === undefined) return "";
  const on = shortRevision(loop.revision);
  if (meant === undefined) return on;
  return loop.revision.includes(meant)
    ? `${on}, the commit that was meant`
    : `${on}; meant was ${meant.slice(0, 12)}`;
}

/** What an object waits for, as a sentence. */
export function describeWait(loop: LoopPosition | undefined, now: number): string {
  if (loop?.waitsFor === undefined) return "";
  const until = loop.until ? ` until ${formatTime(loop.until, now)}` : "";
  switch (loop.waitsFor) {
    case "cool-down":
      return `in its retry cool-down${until}; a request or a new commit ends it at once`;
    case "health-check":
      return `for the health check of ${shortRevision(loop.revision ?? "this revision")}${until}; a fix is looked at only then`;
    case "dependency":
      return `for its dependency ${loop.object ?? ""}`.trimEnd();
    case "source":
      return `for its source ${loop.object ?? ""}`.trimEnd();
    case "controller":
      return "for its controller to look at it";
    case "change":
      return "for a change: it is not tried again by itself";
    case "interval":
      return "";
  }
}

function describeWaiting(refs: readonly ObjectRef[]): string {
  if (refs.length === 0) return "";
  const names = refs.slice(0, SHOWN_WAITING).map(formatRef).join(", ");
  const rest = refs.length > SHOWN_WAITING ? `, and ${refs.length - SHOWN_WAITING} more` : "";
  return `${plural(refs.length, "object")} only wait${refs.length === 1 ? "s" : ""}: ${names}${rest}`;
}
