import { execFileSync, spawn } from "node:child_process";
import { join } from "node:path";
import { LabError } from "./lab-error.js";
import { LAB_DIR } from "./paths.js";

const OLDEST = { major: 1, minor: 26 } as const;

let known: { readonly version: string | undefined } | undefined;

/** The Go toolchain's own word for itself, such as `go1.26.8`; `undefined` when there is none in PATH. */
export function findGoVersion(): string | undefined {
  known ??= { version: askVersion() };
  return known.version;
}

/**
 * The version of Go.
 *
 * @throws LabError with one line when Go is missing or older than 1.26.
 */
export function getGoVersion(): string {
  const version = findGoVersion();
  const need = `Go ${OLDEST.major}.${OLDEST.minor} or newer is needed to build the lab`;
  if (version === undefined)
    throw new LabError(`${need}, and there is no go in PATH (see https://go.dev/dl/)`);
  const found = /^go(\d+)\.(\d+)/.exec(version);
  const major = Number(found?.[1] ?? OLDEST.major);
  const minor = Number(found?.[2] ?? OLDEST.minor);
  const isOld = major < OLDEST.major || (major === OLDEST.major && minor < OLDEST.minor);
  if (isOld) throw new LabError(`${need}; the one in PATH is ${version}`);
  return version;
}

/** Runs the go command in a folder of the lab; its output is shown. */
export async function runGo(folder: string, args: readonly string[]): Promise<void> {
  const child = spawn("go", args, {
    cwd: join(LAB_DIR, folder),
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, CGO_ENABLED: "0", GOFLAGS: "-buildvcs=false" },
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject).on("close", resolve);
  });
  if (code !== 0) throw new LabError(`"go ${args[0]}" of ${args.at(-1)} failed in lab/${folder}`);
}

/** Where the module cache keeps a module that the go.mod of the folder pins; downloads it when it is missing. */
export function moduleDirectory(folder: string, module: string): string {
  const options = { cwd: join(LAB_DIR, folder), encoding: "utf8" } as const;
  execFileSync("go", ["mod", "download", module], options);
  return execFileSync("go", ["list", "-m", "-f", "{{.Dir}}", module], options).trim();
}

function askVersion(): string | undefined {
  try {
    return execFileSync("go", ["env", "GOVERSION"], { encoding: "utf8", stdio: "pipe" }).trim();
  } catch {
    return undefined;
  }
}
