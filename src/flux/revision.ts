/**
 * A revision as Flux writes it: `main@sha1:<commit>`, `sha1:<commit>`, `1.0.0@sha256:<digest>`,
 * `sha256:<digest>`, or a chart version. Before Flux 2 it was `main/<commit>`, which is read too.
 *
 * @see https://fluxcd.io/flux/components/source/gitrepositories/#artifact
 */
export interface Revision {
  readonly text: string;
  /** Branch, tag or version before the digest. */
  readonly name?: string;
  readonly algorithm?: string;
  /** Commit or digest in hex, without its algorithm. */
  readonly digest?: string;
}

/** Reads a revision; a text of another form is a bare name. */
export function parseRevision(text: string): Revision {
  const match = /^(?:(.+)@)?(sha1|sha256|sha384|sha512|blake3):([0-9a-f]+)$/i.exec(text);
  if (match) {
    const [, name, algorithm = "", digest = ""] = match;
    const revision = { text, algorithm: algorithm.toLowerCase(), digest: digest.toLowerCase() };
    return name === undefined ? revision : { ...revision, name };
  }
  const legacy = /^(.+)\/([0-9a-f]{40})$/.exec(text);
  if (legacy) return { text, name: legacy[1] as string, algorithm: "sha1", digest: legacy[2] as string };
  return { text, name: text };
}

/** Whether two revisions are the same content: by digest where both have one, else to the letter. */
export function sameRevision(a: string | undefined, b: string | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  if (a === b) return true;
  const [left, right] = [parseRevision(a).digest, parseRevision(b).digest];
  return left !== undefined && left === right;
}

/** Whether a revision is a commit or digest that starts with `prefix`: at least 7 hex digits, any algorithm. */
export function revisionStartsWith(revision: string, prefix: string): boolean {
  const wanted = prefix.toLowerCase().replace(/^[a-z0-9]+:/, "");
  return wanted.length >= 7 && (parseRevision(revision).digest?.startsWith(wanted) ?? false);
}

/** A revision for people: the name and the first twelve digits, `main@sha1:4f2a9c01d3e5`. */
export function shortRevision(text: string): string {
  const { name, algorithm, digest } = parseRevision(text);
  if (digest === undefined) return text;
  const short = `${algorithm}:${digest.slice(0, 12)}`;
  return name === undefined ? short : `${name}@${short}`;
}
