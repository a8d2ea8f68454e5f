import { cleanText } from "../diagnostics/clean-text.js";
import { formatRef } from "../objects/object-ref.js";
import type { Snapshot } from "../reconcile/converge.js";
import type { ObjectVerdict } from "../reconcile/verdict.js";
import { escapeXml } from "./xml.js";

/** Verdicts as JUnit: a suite per cluster, a case per object. */
export function renderSnapshotsJunit(ends: readonly Snapshot[]): string {
  const suites = ends.map(({ cluster, objects }) => {
    const failures = objects.filter(({ answer }) => answer !== "converged").length;
    const head = `<testsuite name="${escapeXml(cluster)}" tests="${objects.length}" failures="${failures}">`;
    return [head, ...objects.map(renderCase), "</testsuite>"].join("\n");
  });
  return ['<?xml version="1.0" encoding="UTF-8"?>', "<testsuites>", ...suites, "</testsuites>", ""].join(
    "\n",
  );
}

function renderCase({ ref, answer, status, checks }: ObjectVerdict): string {
  const name = escapeXml(formatRef(ref));
  if (answer === "converged") return `<testcase classname="converge" name="${name}"/>`;
  const open = checks.filter(({ holds }) => !holds).map(({ name: check, found }) => `${check}: ${found}`);
  const body = escapeXml(cleanText([status.message, ...open].join("\n")));
  const reason = escapeXml(cleanText(status.reason));
  return `<testcase classname="converge" name="${name}"><failure type="${answer}" message="${reason}">${body}</failure></testcase>`;
}

/** Verdicts as workflow commands of GitHub Actions: an error per root cause, at nothing but the run itself. */
export function renderSnapshotsGithub(ends: readonly Snapshot[]): string {
  return ends.map(renderEnd).join("");
}

function renderEnd({ cluster, ending, answer, causes }: Snapshot): string {
  if (ending === "converged") return `::notice title=${cluster}::converged\n`;
  const lines = causes.map(({ ref, status }) => {
    return `::error title=${escapeProperty(`${formatRef(ref)} ${status.reason}`)}::${escapeData(status.message)}\n`;
  });
  return lines.join("") || `::error title=${cluster}::did not converge: ${answer}\n`;
}

/** @see https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
function escapeData(text: string): string {
  return cleanText(text).replaceAll("%", "%25").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
