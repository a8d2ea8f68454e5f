import type { Json } from "./generate.js";
import type { Random } from "./random.js";

/** An object before it is judged. */
export type Generated = { [key: string]: Json };

/** One change of an object, and what it is called. */
export interface Mutation {
  readonly name: string;
  readonly object: Generated;
}

type Container = Record<string, Json> | Json[];

/** A place in an object: the map or list, and the key in it. */
interface Slot {
  readonly container: Container;
  readonly key: string;
  readonly path: string;
  readonly value: Json;
}

type Change = (slot: Slot, random: Random) => void;

const CHANGES: Readonly<Record<string, Change>> = {
  removed: ({ container, key }) => {
    if (Array.isArray(container)) container.splice(Number(key), 1);
    else delete container[key];
  },
  null: (slot) => put(slot, null),
  "other type": (slot, random) =>
    put(
      slot,
      random.pick<Json>(
        [7, "text", true, [], {}, ["text"]].filter((value) => kindOf(value) !== kindOf(slot.value)),
      ),
    ),
  empty: (slot) => put(slot, emptyOf(slot.value)),
  "unknown field": (slot) => {
    const { value, container } = slot;
    const target = isMap(value) ? value : container;
    if (!Array.isArray(target)) (target as Record<string, Json>).notAField = "x";
  },
  "misspelled field": ({ container, key, value }) => {
    if (Array.isArray(container)) return;
    delete container[key];
    container[`${key}s`] = value;
  },
  "odd text": (slot, random) => {
    if (typeof slot.value === "string") {
      put(
        slot,
        random.pick([
          `${slot.value} `,
          slot.value.toUpperCase(),
          `${slot.value}é`,
          "x".repeat(300),
          "10",
          "-",
        ]),
      );
    }
  },
  "odd number": (slot, random) => {
    if (typeof slot.value === "number") put(slot, random.pick([-1, 0.5, 2 ** 40, 0, 1e300, 65536]));
  },
  "item twice": ({ value }) => {
    if (Array.isArray(value) && value.length > 0) (value as Json[]).push(structuredClone(value[0] as Json));
  },
  "many items": ({ value }) => {
    if (!Array.isArray(value) || value.length === 0) return;
    for (let count = 0; count < 1100; count++) (value as Json[]).push(structuredClone(value[0] as Json));
  },
};

const METADATA_CHANGES: Readonly<Record<string, Record<string, Json>>> = {
  "name with capitals": { name: "Web" },
  "name with underscore": { name: "web_app" },
  "long name": { name: "x".repeat(254) },
  "label value too long": { labels: { app: "x".repeat(64) } },
  "label value with a space": { labels: { app: "a b" } },
  "label key with two slashes": { labels: { "a/b/c": "x" } },
  "annotation key with a space": { annotations: { "a b": "x" } },
  "annotation that is a number": { annotations: { a: 1 } },
  "label that is a boolean": { labels: { a: true } },
  "unknown field of metadata": { namspace: "x" },
};

/** One random change of a copy of the object. */
export function mutate(original: Generated, random: Random): Mutation {
  const object = structuredClone(original);
  if (random.chance(0.08)) {
    const name = random.pick(Object.keys(METADATA_CHANGES));
    Object.assign(object.metadata as object, METADATA_CHANGES[name]);
    return { name, object };
  }
  const slot = random.pick(slotsOf({ spec: object.spec ?? null }));
  const root = slot.path === "/spec" ? { ...slot, container: object } : slot;
  const name = random.pick(Object.keys(CHANGES));
  CHANGES[name]?.(root, random);
  return { name: `${name} at ${slot.path}`, object };
}

function slotsOf(container: Container, path = ""): readonly Slot[] {
  return Object.entries(container).flatMap(([key, value]) => {
    const slot = { container, key, value, path: `${path}/${key}` };
    return [
      slot,
      ...(typeof value === "object" && value !== null ? slotsOf(value as Container, slot.path) : []),
    ];
  });
}

function put({ container, key }: Slot, value: Json): void {
  (container as Record<string, Json>)[key] = value;
}

function isMap(value: Json): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function kindOf(value: Json): string {
  return Array.isArray(value) ? "array" : value === null ? "null" : typeof value;
}

function emptyOf(value: Json): Json {
  if (Array.isArray(value)) return [];
  return isMap(value) ? {} : "";
}
