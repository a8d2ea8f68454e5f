import type { ApiObject, IResolver } from "cdk8s";
import { type App, ResolutionContext } from "cdk8s";
import type { ImageMarker } from "../constructs/image-marker.js";
import { findImageMarker } from "../constructs/image-marker.js";
import type { JsonValue } from "../objects/json.js";
import type { JsonPointer } from "../objects/pointer.js";
import { pointerOf } from "../objects/pointer.js";

/** A value that JSON cannot carry. */
export interface ValueProblem {
  readonly pointer: JsonPointer;
  /** Completes "the value …": `is a function, which JSON cannot carry`. */
  readonly reason: string;
}

/** cdk8s' own resolvers stand at the end of an app's list; before them are those that the program gave. */
const OWN_RESOLVERS = 3;
const MAX_DEPTH = 100;
const NOT_JSON = "which JSON cannot carry";

/** What most objects have to say: nothing, and all of them the same. */
const NO_PROBLEMS: readonly ValueProblem[] = [];
const NO_MARKERS: ReadonlyMap<JsonPointer, ImageMarker> = new Map();

/**
 * Reads the values of one object as JSON. What is plain data already is passed on, not copied. Tokens and custom
 * resolvers of cdk8s are asked; entries that are undefined are absent; a null stays: in Helm
 * values it removes a default of the chart.
 */
export class JsonReader {
  #problems: ValueProblem[] | undefined;
  #markers: Map<JsonPointer, ImageMarker> | undefined;
  readonly #object: ApiObject;
  readonly #resolvers: readonly IResolver[];
  readonly #custom: boolean;
  readonly #path: (string | number)[] = [];

  constructor(object: ApiObject) {
    this.#object = object;
    this.#resolvers = (object.node.root as App).resolvers;
    this.#custom = this.#resolvers.length > OWN_RESOLVERS;
  }

  get problems(): readonly ValueProblem[] {
    return this.#problems ?? NO_PROBLEMS;
  }

  get markers(): ReadonlyMap<JsonPointer, ImageMarker> {
    return this.#markers ?? NO_MARKERS;
  }

  /** The value as JSON; undefined where it is absent or has a problem. */
  read(value: unknown): JsonValue | undefined {
    if (this.#custom && value !== null && value !== undefined) {
      const context = this.#resolve(value, this.#resolvers.slice(0, -OWN_RESOLVERS));
      if (context.replaced) return this.#readPlain(context.replacedValue);
    }
    return this.#readPlain(value);
  }

  #readPlain(value: unknown): JsonValue | undefined {
    switch (typeof value) {
      case "string":
        return this.#readString(value);
      case "boolean":
      case "undefined":
        return value;
      case "number":
        return Number.isFinite(value) ? value : this.refuse(`is ${value}, ${NOT_JSON}`);
      case "object":
        return value === null ? null : this.#readObject(value);
      default:
        return this.refuse(`is a ${typeof value}, ${NOT_JSON}`);
    }
  }

  #readString(value: string): string {
    const marker = findImageMarker(value);
    if (marker === undefined) return value;
    this.#markers ??= new Map();
    this.#markers.set(pointerOf(this.#path), marker);
    return marker.initial;
  }

  #readObject(value: object): JsonValue | undefined {
    if (this.#path.length > MAX_DEPTH)
      return this.refuse(`is nested more than ${MAX_DEPTH} deep, or contains itself`);
    if (Array.isArray(value)) return this.#readList(value);
    const prototype: unknown = Object.getPrototypeOf(value);
    const isToken = typeof (value as { resolve?: unknown }).resolve === "function";
    if (!isToken && (prototype === Object.prototype || prototype === null)) {
      return this.#readMap(value as Record<string, unknown>);
    }
    const context = this.#resolve(value, this.#resolvers);
    if (context.replaced) return this.read(context.replacedValue);
    return this.refuse(`is a ${value.constructor?.name || "class instance"}, ${NOT_JSON}`);
  }

  #readList(list: readonly unknown[]): JsonValue {
    let copy: JsonValue[] | undefined;
    for (let i = 0; i < list.length; i++) {
      const item = this.#readAt(i, list[i]);
      if (item === undefined && list[i] === undefined)
        this.#refuseAt(i, `is undefined in a list, ${NOT_JSON}`);
      if (item !== list[i] || item === undefined) copy ??= list.slice(0, i) as JsonValue[];
      if (item !== undefined) copy?.push(item);
    }
    return copy ?? (list as JsonValue[]);
  }

  #readMap(map: Readonly<Record<string, unknown>>): JsonValue {
    let copy: Record<string, JsonValue> | undefined;
    const keys = Object.keys(map);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i]!;
      const value = this.#readAt(key, map[key]);
      if (copy === undefined && (value !== map[key] || value === undefined)) {
        copy = {};
        for (let before = 0; before < i; before++)
          setOwn(copy, keys[before]!, map[keys[before]!] as JsonValue);
      }
      if (copy !== undefined && value !== undefined) setOwn(copy, key, value);
    }
    return copy ?? (map as Record<string, JsonValue>);
  }

  #readAt(step: string | number, value: unknown): JsonValue | undefined {
    this.#path.push(step);
    const read = this.read(value);
    this.#path.pop();
    return read;
  }

  #resolve(value: unknown, resolvers: readonly IResolver[]): ResolutionContext {
    const context = new ResolutionContext(this.#object, this.#path.map(String), value);
    for (const resolver of resolvers) {
      resolver.resolve(context);
      if (context.replaced) break;
    }
    return context;
  }

  /** Notes a problem with the value that is being read. */
  refuse(reason: string): undefined {
    this.#problems ??= [];
    this.#problems.push({ pointer: pointerOf(this.#path), reason });
  }

  #refuseAt(step: number, reason: string): void {
    this.#path.push(step);
    this.refuse(reason);
    this.#path.pop();
  }
}

/** Sets an own property, also the one named `__proto__`. */
function setOwn(map: Record<string, JsonValue>, key: string, value: JsonValue): void {
  if (key === "__proto__")
    Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
  else map[key] = value;
}
