import { cleanText } from "../diagnostics/clean-text.js";
import { formatRef } from "../objects/object-ref.js";
import type { Snapshot } from "../reconcile/converge.js";
import type { Answer, ObjectVerdict } from "../reconcile/verdict.js";
import { plural } from "./counts.js";
import type { Paint } from "./paint.js";
import { shownRevision } from "./shown-name.js";

const marks: Readonly<Partial<Record<Answer, string>>> = { converged: "✓", waiting: "…" };

/** One line for what changed of an object: for logs, where lines only ever come after each other. */
export function renderChange(
  cluster: string,
  { ref, answer, status, checks, revision }: ObjectVerdict,
  paint: Paint,
): string {
  const open = checks.filter(({ holds }) => !holds).map(({ found }) => found);
  const detail = answer === "converged" ? shownRevision(revision ?? "") : cleanText(open[0] ?? status.reason);
  return `${paintAnswer(answer, paint)} ${paint.dim(cluster)} ${formatRef(ref)} ${answer} ${paint.dim(detail)}`.trimEnd();
}

/** The end of a convergence, for people: yes, or no and why in one sentence. */
export function renderVerdictText(
  { cluster, answer, objects, ending, revision }: Snapshot,
  paint: Paint,
): string {
  const done = objects.filter((object) => object.answer === "converged").length;
  const at = revision ? ` at ${revision.slice(0, 12)}` : "";
  if (ending === "converged") {
    return `${paint.green("✓")} ${paint.bold(cluster)} converged${at}: ${plural(objects.length, "object")}\n`;
  }
  const why = {
    hopeless: "nothing but a new commit or a person can help",
    deadline: "the time is up",
    interrupted: "interrupted",
  }[ending ?? "deadline"];
  const open = objects
    .filter((object) => object.answer !== "converged")
    .map(
      (object) =>
        `  ${paintAnswer(object.answer, paint)} ${formatRef(object.ref)} ${object.answer}: ${firstOpen(object)}`,
    );
  const head = `${paint.red("✗")} ${paint.bold(cluster)} did not converge${at} (${answer}; ${why}): ${done} of ${objects.length} objects did`;
  return `${[head, ...open].join("\n")}\n`;
}

function firstOpen({ checks, status }: ObjectVerdict): string {
  return cleanText(checks.find(({ holds }) => !holds)?.found ?? status.reason);
}

function paintAnswer(answer: Answer, paint: Paint): string {
  const mark = marks[answer] ?? "✗";
  if (answer === "converged") return paint.green(mark);
  return answer === "waiting" ? paint.yellow(mark) : paint.red(mark);
}
