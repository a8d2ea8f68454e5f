import { fileURLToPath } from "node:url";
import { Construct } from "constructs";

type StackBase = Parameters<typeof Error.captureStackTrace>[1];

/** Turns an error and call sites into text: what a runtime installs as `Error.prepareStackTrace`. */
type StackFormatter = (error: Error, sites: NodeJS.CallSite[]) => unknown;

/**
 * A call in the user's program, as the engine knows it. Turning it into a file, a line and a column of the source
 * costs file reads and source maps, so that is done once per place and only when asked (`synth/source-location.ts`).
 */
export interface CallPlace {
  readonly site: NodeJS.CallSite;
  /** What the call names: `new` for a constructor call, else the name of the function that is called. */
  readonly callee: string;
  /** The formatter that the runtime had installed; it may know source maps that nobody else knows. */
  readonly format: StackFormatter | undefined;
}

/** The directory of this package's code: `src` or `dist`, with a slash at the end. */
const OWN_CODE = fileURLToPath(new URL("../", import.meta.url));
/** Deep enough for a construct of ours above the base of all; a second look goes deeper where it is not. */
const NEAR = 6;
const FAR = 60;

const keepSites: StackFormatter = (_error, sites) => sites;
const places = new Map<string, CallPlace>();

/**
 * The statement of the user's that creates `created`: the innermost call on the stack that is not in this package
 * or one that it builds on, nor a `super(…)` of the class that is being created. A program that creates thousands of
 * objects does so from few lines, so a place is kept once.
 */
export function currentCallPlace(created: object): CallPlace | undefined {
  return findCallPlace(created, NEAR, Construct) ?? findCallPlace(created, FAR, currentCallPlace);
}

/** @param below leaves out the frames down to this function: each frame that is looked at costs time. */
function findCallPlace(created: object, depth: number, below: StackBase): CallPlace | undefined {
  const { prepareStackTrace: format, stackTraceLimit } = Error;
  const holder: { stack?: unknown } = {};
  try {
    Error.stackTraceLimit = depth;
    Error.prepareStackTrace = keepSites;
    Error.captureStackTrace(holder, below);
    const sites = holder.stack as readonly NodeJS.CallSite[];
    const index = indexOfUserCall(sites, created);
    return index < 0 ? undefined : intern(sites[index]!, sites[index - 1], format);
  } finally {
    Error.prepareStackTrace = format;
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function indexOfUserCall(sites: readonly NodeJS.CallSite[], created: object): number {
  let classes: Set<string> | undefined;
  return sites.findIndex((site) => {
    if (!isUserCode(site.getFileName())) return false;
    if (!site.isConstructor()) return true;
    // Each class of the chain has one constructor on the stack; a second one of that name creates another object.
    classes ??= classNames(created);
    return !classes.delete(site.getFunctionName() ?? "");
  });
}

function classNames(created: object): Set<string> {
  const names = new Set<string>();
  for (let at = created; at !== null; at = Object.getPrototypeOf(at)) names.add(at.constructor.name);
  return names;
}

function intern(
  site: NodeJS.CallSite,
  callee: NodeJS.CallSite | undefined,
  format: StackFormatter | undefined,
): CallPlace {
  const key = `${site.getFileName()}:${site.getLineNumber()}:${site.getColumnNumber()}`;
  const known = places.get(key);
  if (known !== undefined) return known;
  const isNew = callee === undefined || callee.isConstructor();
  const name = isNew ? "new" : (callee.getMethodName() ?? callee.getFunctionName() ?? "");
  const place = { site, callee: name, format };
  places.set(key, place);
  return place;
}

const verdicts = new Map<string, boolean>();

function isUserCode(file: string | null | undefined): boolean {
  if (!file) return false;
  const known = verdicts.get(file);
  if (known !== undefined) return known;
  const path = file.startsWith("file:") ? fileURLToPath(file) : file;
  const verdict =
    !path.startsWith("node:") && !/[\\/]node_modules[\\/]/.test(path) && !path.startsWith(OWN_CODE);
  verdicts.set(file, verdict);
  return verdict;
}
