import { cleanText, cutText } from "../diagnostics/clean-text.js";
import type { TraceHop, TraceRelation } from "../reconcile/reads/trace-object.js";
import type { Paint } from "./paint.js";
import { shownName, shownRevision } from "./shown-name.js";
import { cleanStatus, painterOf } from "./status-table.js";

const relationWords: Readonly<Record<TraceRelation, string>> = {
  object: "",
  controller: "controlled by ",
  owner: "applied by ",
  source: "from ",
};

/** The way from an object to the root that it comes from, one step deeper per line. */
export function renderTrace(hops: readonly TraceHop[], paint: Paint): string {
  return hops.map((hop) => renderHop(hop, paint)).join("");
}

function renderHop(hop: TraceHop, paint: Paint): string {
  const { relation, ref, status, revision, from, depth, byLabel } = hop;
  const indent = "  ".repeat(depth);
  const words = [
    `${paint.dim(relationWords[relation])}${paint.bold(shownName(ref))}`,
    painterOf(status.name, paint)(status.name),
    ...(revision === undefined ? [] : [shownRevision(revision)]),
    ...(from === undefined ? [] : [paint.dim(cleanText(from))]),
    ...(byLabel ? [paint.yellow("(says its label; it is in no inventory)")] : []),
  ];
  const isFine = status.name === "current" || status.message === "";
  const detail = cutText(cleanText(`${status.reason}: ${status.message}`), { characters: 300, lines: 3 });
  const why = isFine ? "" : `${indent}    ${detail.replaceAll("\n", `\n${indent}    `)}\n`;
  return `${indent}${words.join(" ")}\n${why}`;
}

/** The hops as they go into JSON. */
export function traceBody(hops: readonly TraceHop[]): object {
  return { hops: hops.map((hop) => ({ ...hop, status: cleanStatus(hop.status) })) };
}
