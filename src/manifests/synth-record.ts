/** Name of the record that synth keeps at the root of its output. */
export const synthRecordFile = ".fluxwright.json";

/** What synth remembers of one object that it wrote: enough to point from YAML back to the program. */
export interface SynthRecordObject {
  /** `Kind/namespace/name`, or `Kind/name`. */
  readonly object: string;
  /** Path of the construct in the program's tree. */
  readonly construct: string;
  /** `file:line:column` of the statement that created it, relative to the program's root. */
  readonly at?: string;
}

/** One file that synth owns. */
export interface SynthRecordFile {
  /** SHA-256 of its bytes, in hex: a file whose bytes differ was edited by hand and is not ours to remove. */
  readonly sha256: string;
  readonly objects: readonly SynthRecordObject[];
}

/**
 * The record of a synthesized tree, committed with it. It makes stale files ours to remove, hand-written ones
 * safe, and lets every later command name the TypeScript line that wrote an object.
 */
export interface SynthRecord {
  readonly apiVersion: "fluxwright/v1";
  readonly kind: "SynthRecord";
  /** Owned files by path, relative to the record; sorted. */
  readonly files: Readonly<Record<string, SynthRecordFile>>;
  /** Objects that the program says are made elsewhere, as `Kind/namespace/name`; sorted. Absent where there are none. */
  readonly externals?: readonly string[];
  /** The pinned uid of a cluster's `kube-system`, by the cluster's path below the record; sorted. Absent where none is. */
  readonly clusterUids?: Readonly<Record<string, string>>;
}

/** What a record says beside its files. */
export type RecordFacts = Pick<SynthRecord, "externals" | "clusterUids">;
