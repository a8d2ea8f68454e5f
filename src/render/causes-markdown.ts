import { cleanText, cutText } from "../diagnostics/clean-text.js";
import { formatLocation } from "../objects/location.js";
import { formatRef } from "../objects/object-ref.js";
import type { Cause } from "../reconcile/cause.js";
import { nextSteps } from "../reconcile/next-step.js";
import type { CausesTextOptions } from "./causes-text.js";
import { describeCauseWait } from "./causes-text.js";

/** Root causes as Markdown for a pull request. Texts of the cluster stand in code, where nothing is markup. */
export function renderCausesMarkdown(
  causes: readonly Cause[],
  { now, writtenAt }: Omit<CausesTextOptions, "paint">,
): string {
  if (causes.length === 0) return "All objects are current.\n";
  return causes.map((cause) => renderCause(cause, now, writtenAt)).join("\n");
}

function renderCause(cause: Cause, now: number, writtenAt: CausesTextOptions["writtenAt"]): string {
  const { ref, status, failure, waiting } = cause;
  const places = writtenAt(cause).map((at) => `\`${formatLocation(at)}\``);
  const wait = describeCauseWait(cause, now);
  return [
    `### ${code(formatRef(ref))} is ${status.name}: ${code(status.reason)}`,
    "",
    ...(status.message ? [fence(cutText(cleanText(status.message))), ""] : []),
    ...(failure ? [failure.means, ""] : []),
    ...(places.length > 0 ? [`Written at ${places.join(", ")}.`, ""] : []),
    ...(wait ? [`Waits ${wait}.`, ""] : []),
    ...(waiting.length > 0
      ? [`Behind it: ${waiting.map((each) => code(formatRef(each.ref))).join(", ")}.`, ""]
      : []),
    ...nextSteps(cause).map(
      ({ what, command, warning }, i) =>
        `${i + 1}. ${what}${command ? ` ${code(command)}` : ""}${warning ? ` **${warning}**` : ""}`,
    ),
    "",
  ].join("\n");
}

function code(text: string): string {
  return text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``;
}

/** A fence longer than any run of backticks inside. */
function fence(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const marks = "`".repeat(longest + 1);
  return `${marks}\n${text}\n${marks}`;
}
