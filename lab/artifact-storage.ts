import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { moduleDirectory } from "./go.js";
import { LAB_DIR } from "./paths.js";
import { ARTIFACT_STORAGE } from "./versions.js";

/** The one import that moved between the version we have and the one that source-controller wants. */
const MOVED_IMPORT = {
  from: '"github.com/go-git/go-git/v5/plumbing/format/gitignore"',
  to: '"github.com/fluxcd/pkg/sourceignore/gitignore"',
} as const;

/**
 * Copies the storage library of source-controller from the module cache to `gomod/artifact`, where the replace of
 * go.mod looks for it, with one import renamed (see {@link ARTIFACT_STORAGE}). It is not committed: it is not ours.
 */
export function prepareArtifactStorage(): void {
  const target = join(LAB_DIR, "gomod/artifact");
  if (existsSync(join(target, "go.mod"))) return;
  const source = moduleDirectory("gomod/artifact-source", ARTIFACT_STORAGE.module);
  const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter(isNeeded);
  // go.mod comes last: it tells that the copy is whole.
  for (const file of files.sort((a, b) => Number(a === "go.mod") - Number(b === "go.mod"))) {
    const path = join(target, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, readFileSync(join(source, file), "utf8").replace(MOVED_IMPORT.from, MOVED_IMPORT.to));
    chmodSync(path, 0o644);
  }
}

function isNeeded(file: string): boolean {
  return /(^|\/)(go\.(mod|sum)|LICENSE|[^/]+\.go)$/.test(file) && !file.endsWith("_test.go");
}
