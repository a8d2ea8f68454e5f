import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { buildDirectory } from "../src/fleet/kustomize/build.js";
import type { BuildMemo } from "../src/fleet/kustomize/build-memo.js";
import { kustomizationNames, parentOf } from "../src/fleet/kustomize/tree-paths.js";
import { directoryTree } from "../src/manifests/directory-tree.js";
import type { FileTree } from "../src/manifests/file-tree.js";
import { parseManifests } from "../src/manifests/parse.js";
import { jsonEqual } from "../src/objects/json.js";
import type { KubeObject } from "../src/objects/kube-object.js";
import { formatRef, refOf } from "../src/objects/object-ref.js";

/**
 * Compares our build of every kustomization below a directory with that of kubectl or kustomize, object by
 * object.
 *
 * Usage: npm run bench:kustomize -- <directory>… ; exits 1 when a build differs.
 */
interface Comparison {
  readonly directory: string;
  readonly verdict: "equal" | "differs" | "both fail" | "needs the network";
  readonly detail: string;
}

/** The command that builds a directory as kustomize does; kubectl of the lab first. */
function findBuilder(): readonly string[] | undefined {
  const lab = join(import.meta.dirname, "../lab/bin/kubectl");
  const candidates = [
    ...(existsSync(lab) ? [[lab, "kustomize"]] : []),
    ["kustomize", "build"],
    ["kubectl", "kustomize"],
  ];
  return candidates.find(
    ([command = ""]) => spawnSync(command, ["version", "--client"], { stdio: "ignore" }).status === 0,
  );
}

function kustomizationDirectories(tree: FileTree): string[] {
  const names: readonly string[] = kustomizationNames;
  const found = tree.paths.filter((path) => names.includes(path.slice(path.lastIndexOf("/") + 1)));
  return [...new Set(found.map(parentOf))];
}

function compare(
  root: string,
  tree: FileTree,
  directory: string,
  builder: readonly string[],
  memo: BuildMemo,
): Comparison {
  const at = {
    origin: { file: directory, locate: () => ({ file: directory, line: 1, column: 1 }) },
    pointer: "",
  };
  const ours = buildDirectory(tree, directory, at, memo);
  const failure = ours.diagnostics.find(({ severity }) => severity === "error");
  if (ours.diagnostics.some(({ code }) => code === "build-not-offline")) {
    return { directory, verdict: "needs the network", detail: "" };
  }
  const [command = "", ...args] = builder;
  const options = ["--load-restrictor", "LoadRestrictionsNone"];
  const theirs = spawnSync(command, [...args, ...options, join(root, directory)], {
    encoding: "utf8",
    maxBuffer: 1 << 30,
  });
  if (theirs.status !== 0) {
    const verdict = failure === undefined ? "differs" : "both fail";
    return { directory, verdict, detail: `${theirs.stderr.trim()}\n  ours: ${failure?.message ?? "builds"}` };
  }
  if (failure !== undefined) {
    return {
      directory,
      verdict: "differs",
      detail: `only ours fails: ${failure.at.file}:${failure.at.line} ${failure.message}`,
    };
  }
  const expected = parseManifests("kustomize", theirs.stdout).objects.map(({ object }) => object);
  const actual = ours.objects.map(({ object }) => object);
  const detail = difference(expected, actual);
  return { directory, verdict: detail === "" ? "equal" : "differs", detail };
}

/** `kubectl kustomize` sorts by kind, so objects are matched by what they are, not by their order. */
function difference(expected: readonly KubeObject[], actual: readonly KubeObject[]): string {
  const ours = new Map(actual.map((object) => [keyOf(object), object]));
  for (const object of expected) {
    const other = ours.get(keyOf(object));
    if (other === undefined) return `missing ${keyOf(object)}`;
    const path = firstDifference(object, other, "");
    if (path !== undefined) return `${keyOf(object)} differs at ${path}`;
    ours.delete(keyOf(object));
  }
  const [extra] = ours.keys();
  return extra === undefined ? "" : `extra ${extra}`;
}

function keyOf(object: KubeObject): string {
  return `${object.apiVersion} ${formatRef(refOf(object))}`;
}

function firstDifference(expected: unknown, actual: unknown, path: string): string | undefined {
  if (jsonEqual(expected, actual) || samePrint(expected, actual)) return undefined;
  if (isContainer(expected) && isContainer(actual)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
      const found = firstDifference(expected[key], actual[key], `${path}/${key}`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  return `${path}: ${JSON.stringify(actual)?.slice(0, 200)} instead of ${JSON.stringify(expected)?.slice(0, 200)}`;
}

/** kustomize prints an indented line of a folded text with one line break too many; its own value is ours. */
function samePrint(expected: unknown, actual: unknown): boolean {
  if (typeof expected !== "string" || typeof actual !== "string") return false;
  return expected.replace(/\n+/g, "\n") === actual.replace(/\n+/g, "\n");
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function main(roots: readonly string[]): number {
  const builder = findBuilder();
  if (builder === undefined || roots.length === 0) {
    console.log(
      builder === undefined
        ? "No kubectl or kustomize is installed: nothing to compare with."
        : "Usage: bench:kustomize -- <directory>…",
    );
    return builder === undefined ? 0 : 2;
  }
  const counts = new Map<string, number>();
  for (const root of roots) {
    const tree = directoryTree(root);
    const memo: BuildMemo = {
      accumulated: new Map(),
      readText: (file) => (tree.isFile(file) ? tree.readText(file) : undefined),
    };
    for (const directory of kustomizationDirectories(tree)) {
      const { verdict, detail } = compare(root, tree, directory, builder, memo);
      counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
      if (verdict !== "equal") console.log(`${verdict}: ${join(root, directory)}\n  ${detail}`);
    }
  }
  console.log([...counts].map(([verdict, count]) => `${verdict}: ${count}`).join(", "));
  return counts.has("differs") ? 1 : 0;
}

process.exitCode = main(process.argv.slice(2));
