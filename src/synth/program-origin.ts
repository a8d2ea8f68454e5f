import type { IConstruct } from "constructs";
import type { CallPlace } from "../constructs/call-place.js";
import { callPlaceOf } from "../constructs/construct-place.js";
import type { Location } from "../objects/location.js";
import type { Origin } from "../objects/origin.js";
import { sourceLocation } from "./source-location.js";

/** An object's origin in a program: the statement that created its construct, for each of its values. */
export class ProgramOrigin implements Origin {
  readonly construct: string;
  readonly #place: CallPlace | undefined;
  readonly #cwd: string;

  /** @param cwd directory that file names are relative to. */
  constructor(construct: IConstruct, cwd: string) {
    this.construct = construct.node.path;
    this.#place = callPlaceOf(construct);
    this.#cwd = cwd;
  }

  get file(): string {
    return this.locate().file;
  }

  locate(): Location {
    // Without a place (the construct came from a package's own code alone) the program as a whole is meant.
    return this.locateFrom(this.#cwd) ?? { file: "", line: 1, column: 1 };
  }

  /** The same place with its file relative to another directory; undefined where it is not known. */
  locateFrom(directory: string): Location | undefined {
    return this.#place === undefined ? undefined : sourceLocation(this.#place, directory);
  }
}
