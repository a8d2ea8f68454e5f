import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { LAB_DIR } from "../../lab/paths.js";
import {
  ARTIFACT_STORAGE,
  GENERATED_CRDS,
  KUBERNETES_VERSION,
  PROGRAMS,
  SHIPPED_CRDS,
} from "../../lab/versions.js";
import { lab } from "./lab.js";

function goMod(folder: string): string {
  return readFileSync(join(LAB_DIR, folder, "go.mod"), "utf8");
}

describe("the versions of the lab", () => {
  it.each(PROGRAMS)("$name is pinned to $version by its go.mod", ({ module, version, goModule }) => {
    expect(goMod(goModule)).toMatch(pinned(module, version));
  });

  it.each(GENERATED_CRDS)("the API of $module is pinned to $version", ({ module, version }) => {
    expect(goMod("gomod/crds")).toMatch(pinned(module, version));
  });

  it("modules that ship their CustomResourceDefinitions are modules of programs", () => {
    const modules: readonly string[] = PROGRAMS.map(({ module }) => module);
    expect(modules).toEqual(expect.arrayContaining([...SHIPPED_CRDS]));
  });

  it("the storage library is the one that is told", () => {
    const { module, version } = ARTIFACT_STORAGE;
    expect(goMod("gomod/artifact-source")).toMatch(pinned(module, version));
  });

  it("the API server is of the version that is told", async () => {
    const answer = await lab.api.send("GET", "/version");
    if (lab.description === undefined) return;
    expect(JSON.parse(answer.text)).toMatchObject({ gitVersion: KUBERNETES_VERSION });
  });
});

function pinned(module: string, version: string): RegExp {
  return new RegExp(
    `^(\\t|require )${module.replaceAll(".", "\\.")} ${version.replaceAll(".", "\\.")}( |$)`,
    "m",
  );
}
