import type { CrdSchema } from "../flux/crd-schema.js";
import type { JsonValue } from "../objects/json.js";
import { prefixType, textPrefixes } from "./text-type.js";

/** One state of a field that rules can tell apart. */
export interface FieldState {
  /** Tells the states of a field apart, and stays the same from run to run. */
  readonly id: string;
  /** A value in this state; absent for the absent field. */
  readonly sample?: JsonValue;
  /** The type of the values in this state, where it is narrower than the field's. */
  readonly type?: string;
  /** The states of the fields of this field, in the order of its axes. */
  readonly within: readonly FieldState[];
}

/** A field and the states that it can be in. */
export interface Axis {
  readonly field: string;
  readonly states: readonly FieldState[];
  /** Fields of this field that rules look at. */
  readonly within: readonly Axis[];
}

/** Paths below an object that rules look at. */
export interface RulePaths {
  readonly byValue: readonly string[];
  readonly byPresence: readonly string[];
}

const ABSENT: FieldState = { id: "absent", within: [] };

/**
 * The fields of an object that rules look at. Fields whose value counts come first: they make the discriminated
 * unions; the required among them lead.
 */
export function axesOf(schema: CrdSchema, paths: RulePaths): readonly Axis[] {
  const rank = (field: string): number =>
    paths.byValue.includes(field) ? (schema.required?.includes(field) ? 0 : 1) : 2;
  const touched = new Set([...paths.byValue, ...paths.byPresence].map((path) => path.split(".")[0]));
  return Object.entries(schema.properties ?? {})
    .filter(([field]) => touched.has(field))
    .sort(([a], [b]) => rank(a) - rank(b))
    .map(([field, child]) => {
      const within = axesOf(child, {
        byValue: pathsBelow(paths.byValue, field),
        byPresence: pathsBelow(paths.byPresence, field),
      });
      const present = presentStates(child, within, paths.byValue.includes(field));
      const canBeAbsent = !schema.required?.includes(field) || child.default !== undefined;
      return { field, states: canBeAbsent ? [ABSENT, ...present] : present, within };
    });
}

function pathsBelow(paths: readonly string[], field: string): readonly string[] {
  return paths.filter((path) => path.startsWith(`${field}.`)).map((path) => path.slice(field.length + 1));
}

function presentStates(schema: CrdSchema, within: readonly Axis[], byValue: boolean): readonly FieldState[] {
  if (byValue) return statesByValue(schema);
  if (within.length === 0) return [{ id: "present", sample: sampleOf(schema), within: [] }];
  return combinations(within.map(({ states }) => states)).map((states) => {
    const entries = within.flatMap(({ field }, axis) => {
      const { sample } = states[axis]!;
      return sample === undefined ? [] : [[field, sample] as const];
    });
    return { id: states.map(({ id }) => id).join(), sample: Object.fromEntries(entries), within: states };
  });
}

/** The kinds of value that a field can have; none where they cannot be counted. */
export function statesByValue(schema: CrdSchema): readonly FieldState[] {
  const ofType = (sample: JsonValue, type: string): FieldState => ({ id: type, sample, type, within: [] });
  if (schema.enum) return schema.enum.map((member) => ofType(member, JSON.stringify(member)));
  if (schema.type === "boolean") return [true, false].map((flag) => ofType(flag, String(flag)));
  return textPrefixes(schema.pattern).map((prefix) =>
    ofType(prefix === "" ? "" : `${prefix}host/path`, prefixType(prefix)),
  );
}

function sampleOf(schema: CrdSchema): JsonValue {
  if (schema.type === "array") return [{}];
  return schema.type === "object" ? {} : "text";
}

/** One of each list, in every way. */
export function combinations<T>(lists: readonly (readonly T[])[]): readonly (readonly T[])[] {
  return lists.reduce<readonly (readonly T[])[]>(
    (heads, list) => heads.flatMap((head) => list.map((item) => [...head, item])),
    [[]],
  );
}

/** The schema at a path of properties. */
export function schemaAt(schema: CrdSchema, path: string): CrdSchema | undefined {
  return path
    .split(".")
    .reduce<CrdSchema | undefined>((parent, field) => parent?.properties?.[field], schema);
}
