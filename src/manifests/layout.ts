import { FluxwrightError } from "../diagnostics/fluxwright-error.js";

const FORBIDDEN = /[\0-\x1f\x7f<>:"|?*\\]|[. ]$/;
const DEVICE = /^(?:con|prn|aux|nul|com[1-9¹²³]|lpt[1-9¹²³])(?:\.|$)/i;
/** Git's own directory under every name that some disk takes for it. */
const GIT_DIRECTORY = /^(?:\.git|git~\d+)$/i;
const RESERVED = /^\.fluxwright(?:-staging|\.json|\.lock)$/i;
const LONGEST_NAME = 255;

/**
 * Checks that files can be written below one root on every disk: Linux, macOS, Windows. Paths have `/` and stay inside;
 * names are not those of devices, of `.git`, or of synth's own bookkeeping; no two names differ in case or Unicode form
 * only; no file is also a directory.
 *
 * @throws FluxwrightError `invalid`, naming the path
 */
export function checkLayout(paths: readonly string[]): void {
  const spelled = new Map<string, string>();
  const files = new Set<string>();
  for (const path of paths) {
    const why = whyUnwritable(path);
    if (why !== undefined) throw new FluxwrightError("invalid", `The path ${JSON.stringify(path)} ${why}.`);
    if (files.has(path)) throw new FluxwrightError("invalid", `Two files have the path ${path}.`);
    files.add(path);
    for (const prefix of prefixesOf(path)) claim(prefix, spelled);
  }
  for (const path of files) {
    const parent = prefixesOf(path).find((prefix) => prefix !== path && files.has(prefix));
    if (parent !== undefined) {
      throw new FluxwrightError("invalid", `${parent} would be a file and, for ${path}, a directory.`);
    }
  }
}

/** A name as a disk sees it that ignores case and Unicode form. */
export function foldName(name: string): string {
  return name.normalize("NFC").toLowerCase();
}

/** A path and the directories above it: `a`, `a/b`, `a/b/c`. */
export function prefixesOf(path: string): string[] {
  const parts = path.split("/");
  return parts.map((_, i) => parts.slice(0, i + 1).join("/"));
}

function claim(prefix: string, spelled: Map<string, string>): void {
  const folded = foldName(prefix);
  const other = spelled.get(folded);
  if (other === undefined) spelled.set(folded, prefix);
  else if (other !== prefix) {
    throw new FluxwrightError("invalid", `${other} and ${prefix} are one name on disks that ignore case.`);
  }
}

function whyUnwritable(path: string): string | undefined {
  if (path.startsWith("/")) return "is absolute; paths are relative to the output directory";
  return path.split("/").map(whyUnwritableName).find(Boolean);
}

function whyUnwritableName(name: string): string | undefined {
  if (name === "" || name === "." || name === "..") return `has the part ${JSON.stringify(name)}`;
  if (FORBIDDEN.test(name)) return "has a character that Windows refuses in names";
  if (DEVICE.test(name)) return `has the part ${name}, a device on Windows`;
  if (GIT_DIRECTORY.test(name)) return "leads into git's own directory";
  if (RESERVED.test(name)) return `has the part ${name}, which synth keeps for itself`;
  if (Buffer.byteLength(name) > LONGEST_NAME) return `has a part of more than ${LONGEST_NAME} bytes`;
  return undefined;
}
