import type { ObjectChange } from "../diff/object-change.js";
import { formatRef } from "../objects/object-ref.js";
import { renderField, summarizeChanges } from "./diff-text.js";

/** A diff for a pull request: the risks first, then a collapsed part per cluster. */
export function renderDiffMarkdown(changes: readonly ObjectChange[]): string {
  if (changes.length === 0) return "No object of the fleet changes.\n";
  const clusters = [...new Set(changes.map(({ cluster }) => cluster))];
  const risky = changes.filter(({ risks }) => risks.length > 0);
  const head = `**${summarizeChanges(changes)}** in ${clusters.length} ${clusters.length === 1 ? "cluster" : "clusters"}`;
  const risks = risky.flatMap(({ cluster, ref, risks: found }) =>
    found.map(({ name, why }) => `- **${name}** ${cluster} \`${formatRef(ref)}\`: ${why}`),
  );
  const details = clusters.flatMap((cluster) => [
    `<details><summary>${cluster}</summary>`,
    "",
    "```diff",
    ...changes.filter((change) => change.cluster === cluster).flatMap(renderLines),
    "```",
    "",
    "</details>",
  ]);
  return [head, "", ...(risks.length > 0 ? [...risks, ""] : []), ...details, ""].join("\n");
}

function renderLines({ change, ref, fields }: ObjectChange): string[] {
  const mark = change === "added" ? "+" : change === "removed" ? "-" : "!";
  return [`${mark} ${formatRef(ref)}`, ...fields.map((field) => `    ${renderField(field)}`)];
}
