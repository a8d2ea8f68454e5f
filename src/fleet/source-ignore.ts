import type { FileTree } from "../manifests/file-tree.js";
import { lazyTree } from "../manifests/lazy-tree.js";
import { globPattern } from "./kustomize/go-pattern.js";

/** Name of the file that says what a source leaves out. */
const sourceIgnoreFile = ".sourceignore";

/**
 * What source-controller leaves out of every artifact, unless a pattern takes it back.
 *
 * @see https://fluxcd.io/flux/components/source/gitrepositories/#default-exclusions
 */
const defaultPatterns = `
.git/
.gitignore
.gitmodules
.gitattributes
*.jpg
*.jpeg
*.gif
*.png
*.wmv
*.flv
*.tar.gz
*.zip
.github/
.circleci/
.travis.yml
.gitlab-ci.yml
appveyor.yml
.drone.yml
cloudbuild.yaml
codeship-services.yml
codeship-steps.yml
**/.goreleaser.yml
**/.sops.yaml
**/.flux.yaml
`;

/** All but one that a backslash holds; a match begins where a run of spaces does, so the time is linear. */
const TRAILING_SPACES = /(?<=^|[^\\ ]|\\ ) +$/;

/** Longer than any path that a system takes. */
const MAX_GLOB = 4096;

type NameTest = (name: string) => boolean;

interface IgnorePattern {
  /** Directory that the pattern holds in, as parts. */
  readonly domain: readonly string[];
  readonly includes: boolean;
  readonly directoryOnly: boolean;
  /** One test per part; `"**"` stands for any number of directories, `""` for the root. */
  readonly parts: readonly (NameTest | "**" | "")[];
}

/**
 * The files of a source as its artifact has them: without the default exclusions, what the `.sourceignore` files
 * of the tree leave out, and what `spec.ignore` leaves out. Later patterns win.
 *
 * @see https://fluxcd.io/flux/components/source/gitrepositories/#ignore-spec
 */
export function artifactOf(tree: FileTree, ignore: string | undefined): FileTree {
  const patterns = [...readPatterns(defaultPatterns, [])];
  for (const path of tree.paths) {
    if (path !== sourceIgnoreFile && !path.endsWith(`/${sourceIgnoreFile}`)) continue;
    patterns.push(...readPatterns(tree.readText(path), path.split("/").slice(0, -1)));
  }
  if (ignore !== undefined) patterns.push(...readPatterns(ignore, []));
  const kept = tree.paths.filter((path) => !isIgnored(path.split("/"), patterns));
  if (kept.length === tree.paths.length) return tree;
  return lazyTree({
    label: tree.label,
    paths: () => kept,
    read: (path) => tree.readText(path),
    manifests: (path) => tree.manifests(path),
  });
}

function isIgnored(path: readonly string[], patterns: readonly IgnorePattern[]): boolean {
  for (let i = patterns.length - 1; i >= 0; i--) {
    const pattern = patterns[i]!;
    if (matches(pattern, path)) return !pattern.includes;
  }
  return false;
}

/** The patterns of an ignore file, in the syntax of .gitignore. */
function* readPatterns(text: string, domain: readonly string[]): Iterable<IgnorePattern> {
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith("#") || line.trim() === "") continue;
    const includes = line.startsWith("!");
    const body = (includes ? line.slice(1) : line).replace(TRAILING_SPACES, "");
    const directoryOnly = body.endsWith("/");
    const parts = (directoryOnly ? body.slice(0, -1) : body).split("/");
    yield {
      domain,
      includes,
      directoryOnly,
      parts: parts.map((part) => (part === "**" || part === "" ? part : nameTest(part))),
    };
  }
}

function matches(pattern: IgnorePattern, path: readonly string[]): boolean {
  const { domain, parts } = pattern;
  if (path.length <= domain.length || domain.some((part, i) => path[i] !== part)) return false;
  const inside = path.slice(domain.length);
  return parts.length > 1 ? matchesPath(pattern, inside) : matchesName(pattern, inside);
}

/** A pattern without a slash names a file or directory at any depth. */
function matchesName({ parts, directoryOnly }: IgnorePattern, path: readonly string[]): boolean {
  const [test] = parts;
  const index = path.findIndex((name) => test === "**" || (typeof test === "function" && test(name)));
  return index >= 0 && !(directoryOnly && index === path.length - 1);
}

/** A pattern with a slash is matched from its directory; what it matches, it matches with all below. */
function matchesPath({ parts, directoryOnly }: IgnorePattern, path: readonly string[]): boolean {
  let at = 0;
  let anywhere = false;
  let matched = false;
  for (const [i, part] of parts.entries()) {
    if (part === "") {
      anywhere = false;
    } else if (part === "**") {
      if (i === parts.length - 1) break;
      anywhere = true;
    } else {
      while (anywhere && at < path.length - 1 && !part(path[at]!)) at++;
      anywhere = false;
      if (at >= path.length || !part(path[at]!)) return false;
      matched = true;
      at++;
    }
  }
  return matched && !(directoryOnly && at === path.length);
}

/** A test of one name: `*`, `?` and `[…]` as Go's filepath.Match has them. */
function nameTest(glob: string): NameTest {
  if (glob.length > MAX_GLOB) return () => false;
  if (!/[*?[\\]/.test(glob)) return (name) => name === glob;
  if (/^\*[^*?[\\]+$/.test(glob)) return (name) => name.endsWith(glob.slice(1));
  const source = glob.replace(/\\(.)|\[\^?[^\]]*\]|[*?]|[.+^$(){}|\]]/g, (token, escaped?: string) => {
    if (escaped !== undefined) return `\\${escaped}`;
    if (token === "*") return ".*";
    if (token === "?") return ".";
    return token.startsWith("[") ? token : `\\${token}`;
  });
  try {
    return globPattern(source);
  } catch {
    return () => false;
  }
}
