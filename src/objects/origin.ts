import type { KubeObject } from "./kube-object.js";
import type { Location } from "./location.js";
import type { JsonPointer } from "./pointer.js";

/** Which part of a map entry a place should name: its key, or its value. */
export type EntryPart = "key" | "value";

/** Where an object was written: a document of a YAML file, or a construct in a TypeScript program. */
export interface Origin {
  /** The file that wrote the object; see {@link Location.file}. */
  readonly file: string;
  /** Path of the construct in the program's tree, when a program wrote the object. */
  readonly construct?: string;
  /**
   * The place of the value at `pointer` in the object as it stands, or of the nearest parent that has a place.
   * A pointer whose value came from a patch gives the patch's place. Computed when asked, since most objects
   * are never pointed at.
   */
  locate(pointer?: JsonPointer, part?: EntryPart): Location;
}

/** An object together with where it was written. */
export interface Located<T extends KubeObject = KubeObject> {
  readonly object: T;
  readonly origin: Origin;
}
