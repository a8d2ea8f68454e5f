import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parseManifests } from "../../src/manifests/parse.js";
import type { KubeObject } from "../../src/objects/kube-object.js";
import type { Cause } from "../../src/reconcile/cause.js";
import type { ClusterView } from "../../src/reconcile/cluster-view.js";
import { createClusterView } from "../../src/reconcile/cluster-view.js";
import { explain, failureOf } from "../../src/reconcile/explain.js";
import { nextSteps } from "../../src/reconcile/next-step.js";
import { standingOf } from "../../src/reconcile/standing.js";
import { type FailureRow, failureRows, type Sighting } from "./failure-table.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const page = `${root}docs/failure-classes.md`;
const labTests = readdirSync(`${root}test/lab`)
  .filter((file) => file.endsWith(".test.ts"))
  .map((file) => ({ file, text: readFileSync(`${root}test/lab/${file}`, "utf8") }));

interface Moment {
  readonly view: ClusterView;
  readonly object: KubeObject;
  readonly causes: readonly Cause[];
}

/** The recorded moment, and the object that the sighting is about. */
function momentOf({ recording, object: name }: Sighting): Moment {
  const file = `${root}test/recordings/${recording}.yaml`;
  const { objects } = parseManifests(file, readFileSync(file, "utf8"));
  const all = objects.map(({ object }) => object).filter(({ kind }) => kind !== "Event");
  const view = createClusterView(all);
  const object = all.find(({ kind, metadata }) => `${kind}/${metadata.name}` === name);
  if (object === undefined) throw new Error(`${recording} has no ${name}`);
  return { view, object, causes: explain(view) };
}

/** All that is said of the object: the class of its failure, and its status among the others. */
function wordsFor({ view, object, causes }: Moment): readonly (string | undefined)[] {
  const { name, reason } = standingOf(object, view);
  const inCycle = causes.some(({ cycle }) => cycle?.some((ref) => ref.name === object.metadata.name));
  return [failureOf(object)?.failure.id, name, reason, inCycle ? "cycle" : undefined];
}

/** The test of the lab that wrote a recording. */
function labTestOf({ recording }: Sighting): string | undefined {
  const [state] = recording.split("/");
  const records = new RegExp(`(?:record\\w*\\((?:space, )?|state: |create\\w+\\()"${state}"`);
  return labTests.find(({ text }) => text.includes("record") && records.test(text))?.file;
}

const sightings = failureRows.flatMap((row, i) => row.seen.map((seen) => ({ ...seen, row: i + 1 })));

describe("the failure classes of Flux", () => {
  test.each(sightings)("$row: in $recording $object is told as $as", (sighting) => {
    expect(wordsFor(momentOf(sighting))).toContain(sighting.as);
    expect(labTestOf(sighting), "a test of the lab records it").toBeDefined();
  });

  test("are 39, and each was seen in the lab or says why not", () => {
    expect(failureRows).toHaveLength(39);
    expect(failureRows.filter(({ seen, unseen }) => seen.length === 0 && unseen === undefined)).toEqual([]);
  });

  test("are what docs/failure-classes.md says", () => {
    const text = renderPage();
    if (process.env.UPDATE_GOLDEN) writeFileSync(page, text);
    expect(readFileSync(page, "utf8")).toBe(text);
  });
});

function renderPage(): string {
  const lines = failureRows.map(
    (row, i) => `| ${i + 1} | ${row.what} | ${seenCell(row)} | ${row.unseen ?? ""} |`,
  );
  const told = sightings.map((sighting) => `| ${sighting.row} | ${toldCells(sighting)} |`);
  return `# What can go wrong in Flux, and how it is told

The ways in which a fleet does not converge, and what \`fluxwright explain\` and \`converge\` make of them. The real
controllers wrote these states in the [lab](../lab/README.md); the recordings are in \`test/recordings\`. Written by
\`test/reconcile/failure-table.test.ts\`: do not edit.

| # | failure | produced in the lab, by | not produced |
|---|---|---|---|
${lines.join("\n")}

## What is said of the recordings

| # | recording | object | told as | first cause | first step |
|---|---|---|---|---|---|
${told.join("\n")}
`;
}

function seenCell({ seen }: FailureRow): string {
  const files = [...new Set(seen.map(labTestOf))];
  return files.length === 0 ? "–" : files.map((file) => `\`${file}\``).join(", ");
}

function toldCells(sighting: Sighting): string {
  const { causes } = momentOf(sighting);
  const [cause] = causes;
  const first = cause === undefined ? "none" : `${cause.ref.kind}/${cause.ref.name}`;
  const step = cause === undefined ? "" : (nextSteps(cause)[0]?.what ?? "");
  const { recording, object, as } = sighting;
  return [recording, object, as, first, step].map((text) => text.replaceAll("|", "\\|")).join(" | ");
}
