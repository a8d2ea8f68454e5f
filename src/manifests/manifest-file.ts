import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { JsonValue } from "../objects/json.js";
import type { Located, Origin } from "../objects/origin.js";

/** One document of a YAML file, whether or not it is a Kubernetes object. */
export interface ManifestDocument {
  readonly value: JsonValue;
  readonly origin: Origin;
  /** Position in the file, from 0; empty documents are left out but counted. */
  readonly index: number;
}

/** A YAML file as read. */
export interface ManifestFile {
  /** Path with `/`, relative to the root of its tree. */
  readonly path: string;
  readonly documents: readonly ManifestDocument[];
  /** The documents that are Kubernetes objects (items of a `List` are taken out one by one). */
  readonly objects: readonly Located[];
  /** What could not be read. A file with errors has the documents before the error at most. */
  readonly diagnostics: readonly Diagnostic[];
  /** The file as kustomize reads it, where that is not the same; see {@link asKustomizeReads}. */
  readonly forKustomize?: () => ManifestFile;
}

/** A file as kustomize, and so Flux, reads it; most files are the same to kubectl and to kustomize. */
export function asKustomizeReads(file: ManifestFile): ManifestFile {
  return file.forKustomize?.() ?? file;
}
