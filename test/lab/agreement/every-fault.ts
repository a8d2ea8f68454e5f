import type { Json } from "./generate.js";
import type { Generated, Mutation } from "./mutate.js";

type Container = Record<string, Json> | Json[];

/** A place in an object: the map or list, and the key in it. */
interface Slot {
  readonly path: readonly string[];
  readonly value: Json;
}

/** What identifies an object stays, so that the server can be asked about it. */
const KEPT = new Set(["apiVersion", "kind", "metadata", "metadata/name", "metadata/namespace"]);

/** Every change of an object at a single place: each a mistake that a person could make, or nearly one. */
export function* everyFault(original: Generated): Generator<Mutation> {
  for (const slot of slotsOf(original)) {
    const where = slot.path.join("/");
    if (KEPT.has(where)) continue;
    yield { name: `removed at ${where}`, object: without(original, slot.path) };
    for (const [name, value] of Object.entries(valuesInstead(slot.value))) {
      yield { name: `${name} at ${where}`, object: changed(original, slot.path, value) };
    }
  }
  yield { name: "unknown field at metadata", object: changed(original, ["metadata", "namspace"], "x") };
  yield { name: "unknown field at ", object: changed(original, ["notAField"], "x") };
}

/** What a value might be instead of what it is. */
function valuesInstead(value: Json): Readonly<Record<string, Json>> {
  if (Array.isArray(value)) {
    const [first] = value as readonly Json[];
    return {
      null: null,
      "a text": "text",
      "a map": { a: "b" },
      empty: [],
      ...(first !== undefined && { "an item twice": [...value, structuredClone(first)] }),
      ...(first !== undefined && { "a null item": [...value, null] }),
    };
  }
  switch (typeof value) {
    case "string":
      return {
        null: null,
        "a number": 7,
        "a map": { a: "b" },
        empty: "",
        "another text": "Bogus",
      };
    case "number":
      return {
        null: null,
        "a text": String(value),
        "a fraction": 1.5,
        "a boolean": true,
        "a map": {},
        "a large number": 2 ** 40,
      };
    case "boolean":
      return { null: null, "a text": String(value), "a number": 1, "a list": [] };
    default:
      return {
        null: null,
        "a text": "text",
        "a list": [],
        empty: {},
        "an unknown field": { ...(value as object), notAField: "x" },
      };
  }
}

function slotsOf(container: Json, path: readonly string[] = []): readonly Slot[] {
  if (typeof container !== "object" || container === null) return [];
  return Object.entries(container).flatMap(([key, value]: [string, Json]) => {
    const below = [...path, key];
    return [{ path: below, value }, ...slotsOf(value, below)];
  });
}

function changed(original: Generated, path: readonly string[], value: Json): Generated {
  const object = structuredClone(original);
  const [container, key] = containerAt(object, path);
  (container as Record<string, Json>)[key] = value;
  return object;
}

function without(original: Generated, path: readonly string[]): Generated {
  const object = structuredClone(original);
  const [container, key] = containerAt(object, path);
  if (Array.isArray(container)) container.splice(Number(key), 1);
  else delete container[key];
  return object;
}

function containerAt(object: Generated, path: readonly string[]): readonly [Container, string] {
  const around = path
    .slice(0, -1)
    .reduce<Json>((value, key) => (value as Record<string, Json>)[key] as Json, object);
  return [around as Container, path.at(-1) ?? ""];
}
