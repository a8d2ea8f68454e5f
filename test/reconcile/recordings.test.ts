import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { findFluxKind } from "../../src/flux/kinds.js";
import { parseManifests } from "../../src/manifests/parse.js";
import type { KubeObject } from "../../src/objects/kube-object.js";
import { groupOf } from "../../src/objects/kube-object.js";
import type { ClusterView } from "../../src/reconcile/cluster-view.js";
import { createClusterView } from "../../src/reconcile/cluster-view.js";
import { explain, failureOf } from "../../src/reconcile/explain.js";
import { standingOf } from "../../src/reconcile/standing.js";

const recordings = fileURLToPath(new URL("../recordings/", import.meta.url));
const golden = fileURLToPath(new URL("./recordings.golden.md", import.meta.url));

/** What we say of one object that the real controllers wrote. */
function line(object: KubeObject, view: ClusterView): string {
  const { name, reason, loop } = standingOf(object, view);
  const failure = name === "failed" || name === "stalled" ? failureOf(object)?.failure.id : undefined;
  const wait = loop?.waitsFor ? `, waits for ${loop.waitsFor}${loop.until ? " until a known time" : ""}` : "";
  const step = loop && loop.step !== "wait" ? `, ${loop.step}` : "";
  return `- ${object.kind}/${object.metadata.name}: ${name} (${reason}${step}${wait})${failure ? ` → ${failure}` : ""}`;
}

/** What we say of one moment of a recording: each object of Flux and its workloads, then the causes. */
function page(state: string, file: string): string {
  const { objects } = parseManifests(file, readFileSync(`${recordings}${state}/${file}`, "utf8"));
  const all = objects.map(({ object }) => object).filter(({ kind }) => kind !== "Event");
  const flux = all.filter((object) => findFluxKind(groupOf(object.apiVersion), object.kind) !== undefined);
  const view = createClusterView(all);
  const causes = explain(view).map(({ ref, status, failure, cycle, waiting }) => {
    const behind = waiting.length > 0 ? `, ${waiting.map((each) => each.ref.name).join(", ")} behind it` : "";
    return `- **${ref.kind}/${ref.name}** ${cycle ? "cycle" : (failure?.id ?? status.name)}${behind}`;
  });
  return [
    `## ${state}, ${file}`,
    "",
    ...flux.map((object) => line(object, view)),
    "",
    ...(causes.length > 0 ? ["Causes:", "", ...causes, ""] : []),
  ].join("\n");
}

describe("what the real controllers wrote", () => {
  const moments = readdirSync(recordings)
    .sort()
    .flatMap((state) =>
      readdirSync(`${recordings}${state}`)
        .filter((file) => file.endsWith(".yaml") && !file.includes("timeline"))
        .sort()
        .map((file) => [state, file] as const),
    );

  test("is read and explained as a person would, moment by moment", () => {
    const text = `# The lab's recordings, read\n\n${moments.map(([state, file]) => page(state, file)).join("\n")}`;
    if (process.env.UPDATE_GOLDEN) writeFileSync(golden, text);
    expect(text).toBe(readFileSync(golden, "utf8"));
  });
});
