import { withDefaults } from "../flux/crd-defaults.js";
import type { CrdRule, CrdSchema } from "../flux/crd-schema.js";
import { type Axis, axesOf, combinations, type FieldState, schemaAt, statesByValue } from "./field-states.js";
import { type FieldRule, fieldRule } from "./rule-fields.js";

/** What one variant of an object asks of a field. */
export interface FieldDemand {
  readonly presence: "required" | "optional" | "forbidden";
  /** The type within the variant, where it is narrower than the field's own. */
  readonly type?: string;
  /** What the variant asks of the fields of this field: one of these. */
  readonly within?: readonly Variant[];
}

/** One way in which an object may be written: what it asks of the fields that the rules connect. */
export type Variant = Readonly<Record<string, FieldDemand>>;

export interface VariantOptions {
  /** CEL rules beside those of the schema. */
  readonly rules?: readonly string[];
  /** Fields whose types cannot be narrowed from within; rules that look into them are left out. */
  readonly opaque?: readonly string[];
}

/** Beyond this many combinations (or variants) a union would help nobody. */
const MOST_COMBINATIONS = 20_000;
const MOST_VARIANTS = 16;

/**
 * The CEL rules of an object as unions: for each group of fields that rules connect, the variants that they allow.
 * The rules are not read as text but tried on a sample of every combination of field states, so any way of writing
 * a rule counts. Rules that types cannot say are left to validation.
 */
export function variantsOf(
  schema: CrdSchema,
  { rules = [], opaque = [] }: VariantOptions = {},
): readonly (readonly Variant[])[] {
  const texts = [...(schema["x-kubernetes-validations"] ?? []).map(({ rule }: CrdRule) => rule), ...rules];
  const decidable = texts
    .map(fieldRule)
    .filter((rule) => rule !== undefined)
    .filter((rule) => isDecidable(schema, rule, opaque));
  return connected(decidable)
    .map((group) => variantsOfGroup(schema, group))
    .filter((variants) => variants.length > 0 && variants.length <= MOST_VARIANTS);
}

/** A value must be one of few kinds of value for samples to stand for all. */
function isDecidable(schema: CrdSchema, rule: FieldRule, opaque: readonly string[]): boolean {
  const paths = [...rule.byValue, ...rule.byPresence];
  return (
    paths.every((path) => schemaAt(schema, path) !== undefined) &&
    !paths.some((path) => path.includes(".") && opaque.includes(topOf(path))) &&
    [...rule.byValue].every((path) => statesByValue(schemaAt(schema, path)!).length > 0)
  );
}

function topOf(path: string): string {
  return path.split(".")[0]!;
}

/** Groups of rules that share no field with each other. */
function connected(rules: readonly FieldRule[]): readonly (readonly FieldRule[])[] {
  const groups: { fields: Set<string>; rules: FieldRule[] }[] = [];
  for (const rule of rules) {
    const fields = [...rule.byValue, ...rule.byPresence].map(topOf);
    const touched = groups.filter((group) => fields.some((field) => group.fields.has(field)));
    const merged = {
      fields: new Set([...touched.flatMap((group) => [...group.fields]), ...fields]),
      rules: [...touched.flatMap((group) => group.rules), rule],
    };
    groups.splice(0, groups.length, ...groups.filter((group) => !touched.includes(group)), merged);
  }
  return groups.map((group) => group.rules);
}

function variantsOfGroup(schema: CrdSchema, rules: readonly FieldRule[]): readonly Variant[] {
  const axes = axesOf(schema, {
    byValue: rules.flatMap((rule) => [...rule.byValue]),
    byPresence: rules.flatMap((rule) => [...rule.byPresence]),
  });
  const count = axes.reduce((product, { states }) => product * states.length, 1);
  if (count > MOST_COMBINATIONS) return [];
  const allowed = combinations(axes.map(({ states }) => states)).filter((states) =>
    holds(schema, axes, rules, states),
  );
  if (allowed.length === count) return [];
  return boxes(allowed, axes.length).map((box) => variantOf(axes, box));
}

/** An error while a rule runs counts as a no, as it does in the API server. */
function holds(
  schema: CrdSchema,
  axes: readonly Axis[],
  rules: readonly FieldRule[],
  states: readonly FieldState[],
): boolean {
  const entries = axes.map(({ field }, axis) => [field, states[axis]!.sample] as const);
  const given = Object.fromEntries(entries.filter(([, sample]) => sample !== undefined));
  const self = withDefaults(schema, given);
  try {
    return rules.every((rule) => rule.evaluate({ self }) === true);
  } catch {
    return false;
  }
}

/**
 * Covers combinations by few boxes (a set of states for each axis). States of an axis after which the same remains
 * are one; the axes are taken in order until what remains is a box itself.
 */
function boxes(
  all: readonly (readonly FieldState[])[],
  width: number,
): readonly (readonly ReadonlySet<FieldState>[])[] {
  const sides = Array.from({ length: width }, (_, axis) => new Set(all.map((states) => states[axis]!)));
  if (sides.reduce((size, side) => size * side.size, 1) === all.length) return [sides];
  const groups = new Map<string, { states: Set<FieldState>; rest: readonly (readonly FieldState[])[] }>();
  for (const state of sides[0]!) {
    const rest = all.filter((states) => states[0] === state).map((states) => states.slice(1));
    const key = JSON.stringify(rest.map((states) => states.map(({ id }) => id)));
    const group = groups.get(key) ?? { states: new Set(), rest };
    group.states.add(state);
    groups.set(key, group);
  }
  return [...groups.values()].flatMap(({ states, rest }) =>
    boxes(rest, width - 1).map((box) => [states, ...box]),
  );
}

function variantOf(axes: readonly Axis[], box: readonly ReadonlySet<FieldState>[]): Variant {
  const demands = axes.map((axis, index) => [axis.field, demandOf(axis, box[index]!)] as const);
  return Object.fromEntries(demands.filter(([, demand]) => demand !== undefined)) as Variant;
}

/** Undefined where every state is allowed. */
function demandOf({ states, within }: Axis, allowed: ReadonlySet<FieldState>): FieldDemand | undefined {
  if (allowed.size === states.length) return states.length === 1 ? { presence: "required" } : undefined;
  const present = [...allowed].filter(({ sample }) => sample !== undefined);
  if (present.length === 0) return { presence: "forbidden" };
  const presence = present.length < allowed.size ? "optional" : "required";
  const isNarrower = present.length < states.filter(({ sample }) => sample !== undefined).length;
  if (!isNarrower) return { presence };
  if (within.length === 0) return { presence, type: present.map(({ type }) => type).join(" | ") };
  const inner = boxes(
    present.map(({ within: inside }) => inside),
    within.length,
  );
  return { presence, within: inner.map((box) => variantOf(within, box)) };
}
