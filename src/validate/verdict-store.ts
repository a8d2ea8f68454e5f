import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sha256 } from "../manifests/durable-file.js";

/** The SHA-256 of each text that a verdict rests on, by a name that finds the text again. */
export type Evidence = Readonly<Record<string, string>>;

interface KeptVerdict {
  readonly evidence: Evidence;
  readonly verdict: unknown;
}

/** How many verdicts a directory holds: a few fleets, each with a few sets of options. */
const LIMIT = 32;

/**
 * Verdicts of earlier runs, by content. A verdict holds again when the circumstances are the same (options, paths,
 * this program's own code) and so is every text that was read to reach it: whatever else there is, nothing looked at it.
 *
 * The directory may be deleted at any time. A store that cannot be read or written is one that remembers nothing: what
 * is only there to save time must not stop a command.
 */
export class VerdictStore {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /**
   * What was concluded before; undefined when there is nothing, or when it no longer holds.
   *
   * @param circumstances all that a verdict depends on beside the texts that were read, as JSON
   * @param readText the text of that name as it is now; undefined where it is gone
   */
  recall<T>(
    circumstances: readonly unknown[],
    readText: (name: string) => string | undefined,
  ): T | undefined {
    const kept = this.#read(circumstances);
    if (kept === undefined) return undefined;
    for (const [name, digest] of Object.entries(kept.evidence)) {
      const text = readText(name);
      if (text === undefined || sha256(text) !== digest) return undefined;
    }
    return kept.verdict as T;
  }

  /** Keeps a verdict, which must be plain JSON, in the place of an earlier one under the same circumstances. */
  keep(circumstances: readonly unknown[], evidence: Evidence, verdict: unknown): void {
    const kept: KeptVerdict = { evidence, verdict };
    try {
      // Findings quote manifests: they are for the eyes of those who may read these.
      mkdirSync(this.#directory, { recursive: true, mode: 0o700 });
      const temporary = join(this.#directory, `${randomUUID()}.tmp`);
      writeFileSync(temporary, sealed(JSON.stringify(kept)), { mode: 0o600 });
      renameSync(temporary, this.#pathOf(circumstances));
      this.#forgetOldest();
    } catch {
      // Judged anew next time.
    }
  }

  #read(circumstances: readonly unknown[]): KeptVerdict | undefined {
    try {
      const text = unsealed(readFileSync(this.#pathOf(circumstances), "utf8"));
      return text === undefined ? undefined : (JSON.parse(text) as KeptVerdict);
    } catch {
      return undefined;
    }
  }

  #pathOf(circumstances: readonly unknown[]): string {
    const key = sha256(JSON.stringify([codeFingerprint(), circumstances]));
    return join(this.#directory, `${key}.json`);
  }

  #forgetOldest(): void {
    // What a killed run left half written is old one day, and goes too.
    const kept = readdirSync(this.#directory);
    if (kept.length <= LIMIT) return;
    const byAge = kept
      .map((name) => ({
        path: join(this.#directory, name),
        age: -statSync(join(this.#directory, name)).mtimeMs,
      }))
      .sort((a, b) => a.age - b.age);
    for (const { path } of byAge.slice(LIMIT)) rmSync(path, { force: true });
  }
}

/** A text with its digest before it: what a disk or a hand has damaged may still be JSON. */
function sealed(text: string): string {
  return `${sha256(text)}\n${text}`;
}

function unsealed(file: string): string | undefined {
  const end = file.indexOf("\n");
  const text = file.slice(end + 1);
  return file.slice(0, end) === sha256(text) ? text : undefined;
}

let fingerprint: string | undefined;

/** What tells one state of this package's code from another, its version included: the sizes and times of its files. */
function codeFingerprint(): string {
  if (fingerprint !== undefined) return fingerprint;
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const own = fileURLToPath(new URL("..", import.meta.url));
  const code = readdirSync(own, { recursive: true, encoding: "utf8" }).map((path) => join(own, path));
  const stamps = [join(root, "package.json"), ...code].sort().map((path) => {
    const { size, mtimeMs } = statSync(path);
    return `${path} ${size} ${mtimeMs}`;
  });
  fingerprint = sha256(stamps.join("\n"));
  return fingerprint;
}
