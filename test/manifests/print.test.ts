import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { parseManifests } from "../../src/manifests/parse.js";
import { printManifests } from "../../src/manifests/print.js";
import { unsafeValues } from "../../src/manifests/unsafe-values.js";
import type { JsonObject } from "../../src/objects/json.js";
import { trickyStrings } from "./tricky-strings.js";

/** A list of further strings by class, when a directory with one is given. */
const extraList = process.env.FLUXWRIGHT_TRICKY_STRINGS ?? "../shared/yaml/tricky-strings.json";
const extra: string[] = existsSync(extraList)
  ? Object.values(JSON.parse(readFileSync(extraList, "utf8")) as Record<string, string[]>).flat()
  : [];
const strings = [...new Set([...trickyStrings, ...extra])];

/** One string as value and key, in maps, lists, lists of lists and lists of maps. */
function nestings(text: string, index: number): JsonObject {
  const data = Object.fromEntries([
    ["before", 1],
    [text, text],
    ["after", null],
  ]);
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: `a-${index}` },
    data,
    spec: {
      value: text,
      list: [text, [text, [text]], { first: text, [text]: { inner: [text] } }],
      last: text,
    },
  };
}

const objects = strings.map(nestings);
const printable = objects.filter((object) => unsafeValues(object).length === 0);
const text = printManifests(printable);

/** Equal with `__proto__` as the plain key that it is. */
function same(actual: unknown, expected: unknown): boolean {
  return canonical(actual) === canonical(expected);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, entry: unknown) =>
    typeof entry === "object" && entry !== null && !Array.isArray(entry)
      ? Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      : entry,
  );
}

function firstDifference(actual: readonly unknown[]): unknown {
  expect(actual).toHaveLength(printable.length);
  return printable.find((object, i) => !same(actual[i], object));
}

const kubectl = ["lab/bin/kubectl", "kubectl"].find((command) => runs(command, ["version", "--client"]));

describe("tricky strings come back as they were", () => {
  test("only values that some reader cannot carry are refused", () => {
    const refused = objects.filter((object) => !printable.includes(object));
    const unsafe = /[\x7f-\x9f\ufffe\uffff]|\p{Surrogate}/u;
    for (const object of refused) {
      const value = (object.spec as JsonObject).value as string;
      expect(unsafe.test(value) || value === "<<" || value.length > 180, JSON.stringify(value)).toBe(true);
    }
    expect(printable.length).toBeGreaterThan(1000);
  });

  test("by our parser", () => {
    const file = parseManifests("a.yaml", text);
    expect(file.diagnostics).toEqual([]);
    expect(firstDifference(file.documents.map(({ value }) => value))).toBeUndefined();
  });

  test.each(["1.1", "1.2"] as const)("by the yaml library as YAML %s", (version) => {
    const documents = parseAllDocuments(text, { version, uniqueKeys: false, logLevel: "silent" });
    expect(firstDifference(Array.from(documents, (document) => document.toJS()))).toBeUndefined();
  });

  test.runIf(runs("python3", ["-c", "import yaml"]))("by PyYAML", () => {
    const program =
      "import sys,json,yaml; print(json.dumps(list(yaml.safe_load_all(sys.stdin.buffer.read().decode()))))";
    const { stdout, stderr } = run("python3", ["-c", program], text);
    expect(stderr).toBe("");
    expect(firstDifference(JSON.parse(stdout) as unknown[])).toBeUndefined();
  });

  test.runIf(kubectl !== undefined)("by kubectl", () => {
    expect(firstDifference(readWithKubectl(text))).toBeUndefined();
  });

  test.runIf(kubectl !== undefined)("by kustomize, through which Flux reads, and then kubectl", () => {
    const directory = mkdtempSync(join(tmpdir(), "print-"));
    writeFileSync(join(directory, "all.yaml"), text);
    writeFileSync(join(directory, "kustomization.yaml"), "resources: [all.yaml]\n");
    const { stdout, stderr } = run(kubectl!, ["kustomize", directory]);
    rmSync(directory, { recursive: true });
    expect(stderr).toBe("");
    const built = new Map(readWithKubectl(stdout).map((object) => [nameOf(object), object]));
    expect(firstDifference(printable.map((object) => built.get(nameOf(object))))).toBeUndefined();
  });
});

function readWithKubectl(yaml: string): JsonObject[] {
  const { stdout, stderr } = run(kubectl!, ["annotate", "--local", "-o", "json", "-f", "-", "absent-"], yaml);
  expect(stderr).toBe("");
  const items = JSON.parse(`[${stdout.replace(/^\}\n\{/gm, "},{")}]`) as JsonObject[];
  return items.map((item) => ({ ...item, metadata: { name: nameOf(item) } }));
}

function nameOf(object: JsonObject): string {
  return (object.metadata as { name: string }).name;
}

function run(
  command: string,
  args: string[],
  input?: string,
): { stdout: string; stderr: string; status: number | null } {
  const { stdout, stderr, status } = spawnSync(command, args, {
    input,
    encoding: "utf8",
    maxBuffer: 2 ** 30,
  });
  return { stdout, stderr, status };
}

function runs(command: string, args: string[]): boolean {
  return run(command, args).status === 0;
}
