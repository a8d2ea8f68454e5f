import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { moduleDirectory } from "./go.js";
import { BIN_DIR, LAB_DIR, programPath } from "./paths.js";
import { GENERATED_CRDS, SHIPPED_CRDS } from "./versions.js";

/** Where the CustomResourceDefinitions of every Flux kind are gathered. */
export const CRDS_DIR: string = join(BIN_DIR, "crds");

/**
 * Gathers the CustomResourceDefinitions of every Flux kind: as files from the modules that ship them, and generated
 * from the Go types of the others, the way their own makefiles do. So the API server judges also the kinds whose
 * controllers the lab cannot build.
 */
export function collectCrds(): void {
  rmSync(CRDS_DIR, { recursive: true, force: true });
  mkdirSync(CRDS_DIR, { recursive: true });
  for (const module of SHIPPED_CRDS) {
    const bases = join(moduleDirectory("gomod", module), "config/crd/bases");
    for (const file of readdirSync(bases)) copyFileSync(join(bases, file), join(CRDS_DIR, file));
  }
  const paths = GENERATED_CRDS.flatMap(({ module, packages }) => {
    // Downloaded first, because controller-gen says nothing about packages that it cannot load.
    moduleDirectory("gomod/crds", module);
    return packages.map((name) => `paths=${module}/${name}`);
  });
  execFileSync(programPath("controller-gen"), ["crd", ...paths, `output:crd:dir=${CRDS_DIR}`], {
    cwd: join(LAB_DIR, "gomod/crds"),
    stdio: ["ignore", "inherit", "inherit"],
  });
}
