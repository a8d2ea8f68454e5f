import type { JsonObject, JsonValue } from "../../objects/json.js";
import { isJsonObject } from "../../objects/json.js";
import type { Location } from "../../objects/location.js";
import type { EntryPart, Origin } from "../../objects/origin.js";
import type { JsonPointer } from "../../objects/pointer.js";
import { pointerOf, pointerPath } from "../../objects/pointer.js";

/** A document as it was written: its value and where it stands. Objects of a build are made of such documents. */
export interface Written {
  readonly value: JsonValue;
  readonly origin: Origin;
}

/** A place in a written document. */
export interface WrittenPlace {
  readonly origin: Origin;
  readonly pointer: JsonPointer;
}

type Container = JsonObject | readonly JsonValue[];

/** How a container came to be: the container it replaces, and what was laid over it. */
interface Derivation {
  readonly base: Container | undefined;
  /** A container of a patch whose entries won. */
  readonly overlay?: Container;
  /** Entries that a transformer set, and where it was told to. */
  readonly keys?: readonly string[];
  readonly by?: WrittenPlace;
}

/**
 * Values do not change in place, so a container that no step touched is still the very one that was read, and
 * its place is known by identity. Only copied containers need a note, and only until they are forgotten.
 */
const derivations = new WeakMap<object, Derivation>();

/** Notes that `next` is `base` with entries of the patch `overlay` laid over it. */
export function noteMerge<T extends JsonValue>(next: T, base: Container | undefined, overlay?: Container): T {
  if (isContainer(next) && next !== base)
    derivations.set(next, overlay === undefined ? { base } : { base, overlay });
  return next;
}

/** Notes that a transformer set entries of `next`, a copy of `base`. */
export function noteSet<T extends JsonValue>(
  next: T,
  base: Container,
  keys: readonly string[],
  by: WrittenPlace | undefined,
): T {
  if (isContainer(next) && next !== base) {
    derivations.set(next, by === undefined ? { base } : { base, keys, by });
  }
  return next;
}

/** The origin of an object that a build made out of `documents`. */
export class BuiltOrigin implements Origin {
  readonly file: string;
  readonly construct?: string;
  private index: Map<object, WrittenPlace> | undefined;

  constructor(
    private readonly root: JsonObject,
    private readonly documents: readonly Written[],
    private readonly written: Origin,
  ) {
    this.file = written.file;
    if (written.construct !== undefined) this.construct = written.construct;
  }

  locate(pointer: JsonPointer = "", part?: EntryPart): Location {
    const place = this.find(this.root, pointerPath(pointer), 0);
    return place === undefined ? this.written.locate("") : place.origin.locate(place.pointer, part);
  }

  /** The written place of the deepest value on the path that has one. */
  private find(node: JsonValue, path: readonly string[], at: number): WrittenPlace | undefined {
    if (!isContainer(node)) return undefined;
    const known = this.placeOf(node);
    if (known !== undefined)
      return { origin: known.origin, pointer: known.pointer + pointerOf(path.slice(at)) };
    const derivation = derivations.get(node);
    if (derivation === undefined) return undefined;
    const key = path[at];
    if (key !== undefined) {
      const child = Array.isArray(node) ? node[Number(key)] : (node as JsonObject)[key];
      if (child !== undefined) {
        const deeper = this.find(child, path, at + 1);
        if (deeper !== undefined) return deeper;
        const entry = this.entryPlace(derivation, key, child);
        if (entry !== undefined) return entry;
      }
    }
    return this.containerPlace(derivation);
  }

  /** Where the entry `key` of a derived container was written. */
  private entryPlace(derivation: Derivation, key: string, child: JsonValue): WrittenPlace | undefined {
    const { base, overlay, keys, by } = derivation;
    if (by !== undefined && keys?.includes(key)) return by;
    // A patch that repeats what is there, a name say, did not write it.
    const isKept = base !== undefined && !Array.isArray(base) && (base as JsonObject)[key] === child;
    for (const source of isKept ? [base] : [overlay, base]) {
      if (source === undefined) continue;
      const own = Array.isArray(source) ? itemKey(source, key, child, source === base) : key;
      if (!Object.hasOwn(source, own)) continue;
      if (source === overlay && (source as JsonObject)[own] !== child) continue;
      const place = this.find(source, [own], 0);
      if (place !== undefined) return place;
    }
    return undefined;
  }

  private containerPlace(derivation: Derivation): WrittenPlace | undefined {
    const { base, overlay, by } = derivation;
    const source = base ?? overlay;
    return (source === undefined ? undefined : this.find(source, [], 0)) ?? by;
  }

  private placeOf(node: object): WrittenPlace | undefined {
    this.index ??= indexDocuments(this.documents);
    return this.index.get(node);
  }
}

/** A merged list moves its items; one that was only changed keeps them where they were. */
function itemKey(source: readonly JsonValue[], key: string, child: JsonValue, isBase: boolean): string {
  const index = source.indexOf(child);
  return index < 0 && isBase ? key : String(index);
}

function indexDocuments(documents: readonly Written[]): Map<object, WrittenPlace> {
  const index = new Map<object, WrittenPlace>();
  const walk = (node: JsonValue | undefined, pointer: JsonPointer, origin: Origin): void => {
    if (!isContainer(node) || index.has(node)) return;
    index.set(node, { origin, pointer });
    for (const [key, child] of Object.entries(node)) walk(child, pointer + pointerOf([key]), origin);
  };
  for (const { value, origin } of documents) walk(value, "", origin);
  return index;
}

function isContainer(value: unknown): value is Container {
  return Array.isArray(value) || isJsonObject(value);
}
