import { cleanText, cutText } from "../diagnostics/clean-text.js";
import { shortRevision } from "../flux/revision.js";
import { formatGoDuration } from "../objects/go-duration.js";
import type { ActionName, ActionProgress, ActionResult } from "../reconcile/actions/action-result.js";
import type { ObjectStatus } from "../reconcile/object-status.js";
import { describeWait } from "./causes-text.js";
import type { Paint } from "./paint.js";
import { shownName, shownRevision } from "./shown-name.js";
import { cleanStatus } from "./status-table.js";

/** One line of progress, for stderr. */
export function renderProgress(
  progress: ActionProgress,
  { paint, now }: { paint: Paint; now: number },
): string {
  const name = shownName(progress.ref);
  switch (progress.kind) {
    case "asked":
      return `${paint.cyan("►")} ${name}: asked`;
    case "deleted":
      return `${paint.cyan("►")} ${name}: deleted`;
    case "done":
      return `${paint.green("✓")} ${name}: ${progress.revision === undefined ? "done" : shownRevision(progress.revision)}`;
    case "status": {
      const { status } = progress;
      const wait = describeWait(status.loop, now);
      const detail = wait === "" ? firstLine(status) : `waits ${wait}`;
      return `${paint.dim("…")} ${name}: ${cleanText(status.reason)}${detail === "" ? "" : paint.dim(` ${detail}`)}`;
    }
  }
}

const doneWords: Readonly<Record<ActionName, readonly [changed: string, unchanged: string]>> = {
  reconcile: ["is reconciled", "is as its source has it"],
  suspend: ["is suspended", "was suspended already"],
  resume: ["is resumed", "was not suspended"],
  restart: ["is restarted", "is restarted"],
  recreate: ["is created anew", "is created anew"],
};

const outcomeWords: Readonly<Record<Exclude<ActionResult["outcome"], "done">, string>> = {
  failed: "failed",
  suspended: "is suspended: nothing happens to it until it is resumed",
  deadline: "gave no answer in time",
  superseded: "was deleted, or deleted and created anew, while we waited",
};

/** The end of an action, for people: what is live now, or what Flux says, what it means and what to do. */
export function renderActionResult(result: ActionResult, paint: Paint): string {
  const { action, ref, outcome, revision, changed, downtime } = result;
  const name = paint.bold(shownName(ref));
  if (outcome === "done") {
    const words = doneWords[action][changed ? 0 : 1];
    const at = revision === undefined ? "" : ` at ${shownRevision(revision)}`;
    const away = downtime === undefined ? "" : `; it was away for ${formatGoDuration(downtime)}`;
    return `${paint.green("✓")} ${name} ${words}${at}${away}\n`;
  }
  const rows =
    outcome === "suspended" ? [["do", `fluxwright resume ${shownName(ref)}`] as const] : explainRows(result);
  const body = rows.map(([label, text]) => `${paint.dim(`  ${label}`.padEnd(14))}${indent(text)}\n`);
  return `${paint.red("✗")} ${name} ${outcomeWords[outcome]}\n${body.join("")}`;
}

function explainRows({
  ref,
  status,
  failure,
  revision,
}: ActionResult): readonly (readonly [string, string])[] {
  const says = cutText(cleanText(status.message));
  return [
    ["status", `${status.name}, ${cleanText(status.reason)}`],
    ...(says === "" ? [] : [["Flux says", says] as const]),
    ...(revision === undefined ? [] : [["live", shownRevision(revision)] as const]),
    ...(failure === undefined ? [] : [["it means", failure.means] as const, ["do", failure.fix] as const]),
    ["more", `fluxwright explain ${shownName(ref)}`],
  ];
}

function indent(text: string): string {
  return text.replaceAll("\n", `\n${" ".repeat(14)}`);
}

function firstLine({ message, loop }: ObjectStatus): string {
  const revision = loop?.revision;
  const text = revision === undefined ? message : message.replaceAll(revision, shortRevision(revision));
  return cutText(cleanText(text).split("\n")[0] ?? "", { characters: 160, lines: 1 });
}

/** A result as it goes into JSON: the whole message, and the class of a failure by its name. */
export function actionResultBody({ failure, status, ...rest }: ActionResult): object {
  return {
    ...rest,
    status: cleanStatus(status),
    ...(failure && { failure: { id: failure.id, means: failure.means, fix: failure.fix } }),
  };
}
