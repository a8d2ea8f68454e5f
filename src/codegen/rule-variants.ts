import type { CrdRule, CrdSchema } from "../flux/crd-schema.js";
import type { JsonValue } from "../objects/json.js";
import { type FieldRule, fieldRule } from "./rule-fields.js";
import { prefixType, textPrefixes } from "./text-type.js";

/** What one variant of an object asks of a field. */
export interface FieldDemand {
  readonly presence: "required" | "optional" | "forbidden";
  /** The type within the variant, where it is narrower than the field's own. */
  readonly type?: string;
}

/** One way in which an object may be written: what it asks of the fields that the rules connect. */
export type Variant = Readonly<Record<string, FieldDemand>>;

/** One state of a field that rules can tell apart. */
interface FieldState {
  /** A value in this state; absent for the absent field. */
  readonly sample?: JsonValue;
  /** The type of the values in this state, where it is narrower than the field's. */
  readonly type?: string;
}

interface Axis {
  readonly field: string;
  readonly states: readonly FieldState[];
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
  moreRules: readonly string[] = [],
): readonly (readonly Variant[])[] {
  const texts = [
    ...(schema["x-kubernetes-validations"] ?? []).map(({ rule }: CrdRule) => rule),
    ...moreRules,
  ];
  const rules = texts.map(fieldRule).filter((rule) => rule !== undefined && isDecidable(schema, rule));
  return connected(rules as FieldRule[])
    .map((group) => variantsOfGroup(schema, group))
    .filter((variants) => variants.length > 0 && variants.length <= MOST_VARIANTS);
}

function fieldsOf(rule: FieldRule): readonly string[] {
  return [...rule.byValue, ...rule.byPresence];
}

/** A value must be one of few kinds of value for samples to stand for all. */
function isDecidable(schema: CrdSchema, rule: FieldRule): boolean {
  const { properties = {} } = schema;
  return (
    fieldsOf(rule).every((field) => properties[field] !== undefined) &&
    [...rule.byValue].every((field) => statesByValue(properties[field]!).length > 0)
  );
}

/** Groups of rules that share no field with each other. */
function connected(rules: readonly FieldRule[]): readonly (readonly FieldRule[])[] {
  const groups: { fields: Set<string>; rules: FieldRule[] }[] = [];
  for (const rule of rules) {
    const touched = groups.filter((group) => fieldsOf(rule).some((field) => group.fields.has(field)));
    const merged = {
      fields: new Set([...touched.flatMap((group) => [...group.fields]), ...fieldsOf(rule)]),
      rules: [...touched.flatMap((group) => group.rules), rule],
    };
    groups.splice(0, groups.length, ...groups.filter((group) => !touched.includes(group)), merged);
  }
  return groups.map((group) => group.rules);
}

function variantsOfGroup(schema: CrdSchema, rules: readonly FieldRule[]): readonly Variant[] {
  const axes = axesOf(schema, rules);
  const combinations = axes.reduce((product, { states }) => product * states.length, 1);
  if (combinations > MOST_COMBINATIONS) return [];
  const allowed = product(axes.map(({ states }) => states.map((_, index) => index))).filter((combination) =>
    rules.every((rule) => holds(schema, axes, rule, combination)),
  );
  if (allowed.length === combinations) return [];
  return boxes(allowed, axes.length).map((box) => variantOf(axes, box));
}

/** Fields whose value counts come first: they make the discriminated unions; the required among them lead. */
function axesOf(schema: CrdSchema, rules: readonly FieldRule[]): readonly Axis[] {
  const byValue = new Set(rules.flatMap((rule) => [...rule.byValue]));
  const fields = new Set(rules.flatMap(fieldsOf));
  const rank = (field: string): number =>
    byValue.has(field) ? (schema.required?.includes(field) ? 0 : 1) : 2;
  return Object.entries(schema.properties ?? {})
    .filter(([field]) => fields.has(field))
    .sort(([a], [b]) => rank(a) - rank(b))
    .map(([field, below]) => {
      const present = byValue.has(field) ? statesByValue(below) : [{ sample: sampleOf(below) }];
      const canBeAbsent = !schema.required?.includes(field) || below.default !== undefined;
      return { field, states: canBeAbsent ? [{}, ...present] : present };
    });
}

function statesByValue(schema: CrdSchema): readonly FieldState[] {
  if (schema.enum) return schema.enum.map((sample) => ({ sample, type: JSON.stringify(sample) }));
  if (schema.type === "boolean") return [true, false].map((sample) => ({ sample, type: String(sample) }));
  return textPrefixes(schema.pattern).map((prefix) => ({
    sample: prefix === "" ? "" : `${prefix}host/path`,
    type: prefixType(prefix),
  }));
}

function sampleOf(schema: CrdSchema): JsonValue {
  if (schema.type === "array") return [{}];
  return schema.type === "object" ? {} : "text";
}

/** An error while a rule runs counts as a no, as it does in the API server. */
function holds(
  schema: CrdSchema,
  axes: readonly Axis[],
  rule: FieldRule,
  combination: readonly number[],
): boolean {
  const entries = axes.flatMap(({ field, states }, axis) => {
    const value = states[combination[axis]!]!.sample ?? schema.properties?.[field]?.default;
    return value === undefined ? [] : [[field, value] as const];
  });
  try {
    return rule.evaluate({ self: Object.fromEntries(entries) }) === true;
  } catch {
    return false;
  }
}

function product(lists: readonly (readonly number[])[]): readonly (readonly number[])[] {
  return lists.reduce<readonly (readonly number[])[]>(
    (heads, list) => heads.flatMap((head) => list.map((item) => [...head, item])),
    [[]],
  );
}

/**
 * Covers combinations by few boxes (a set of states for each field). States of a field after which the same
 * remains are one; the fields are taken in order until what remains is a box itself.
 */
function boxes(
  combinations: readonly (readonly number[])[],
  width: number,
): readonly (readonly ReadonlySet<number>[])[] {
  const sides = Array.from({ length: width }, (_, axis) => new Set(combinations.map((each) => each[axis]!)));
  if (sides.reduce((size, side) => size * side.size, 1) === combinations.length) return [sides];
  const groups = new Map<string, { states: Set<number>; rest: readonly (readonly number[])[] }>();
  for (const state of sides[0]!) {
    const rest = combinations.filter((each) => each[0] === state).map((each) => each.slice(1));
    const key = JSON.stringify(rest);
    const group = groups.get(key) ?? { states: new Set(), rest };
    group.states.add(state);
    groups.set(key, group);
  }
  return [...groups.values()].flatMap(({ states, rest }) =>
    boxes(rest, width - 1).map((box) => [states, ...box]),
  );
}

function variantOf(axes: readonly Axis[], box: readonly ReadonlySet<number>[]): Variant {
  const demands = axes.map(({ field, states }, axis) => [field, demandOf(states, box[axis]!)] as const);
  return Object.fromEntries(demands.filter(([, demand]) => demand !== undefined)) as Variant;
}

/** Undefined where every state is allowed. */
function demandOf(states: readonly FieldState[], allowed: ReadonlySet<number>): FieldDemand | undefined {
  if (allowed.size === states.length) return states.length === 1 ? { presence: "required" } : undefined;
  const chosen = states.filter((_, index) => allowed.has(index));
  const present = chosen.filter((state) => state.sample !== undefined);
  if (present.length === 0) return { presence: "forbidden" };
  const isNarrower = present.length < states.filter((state) => state.sample !== undefined).length;
  return {
    presence: present.length < chosen.length ? "optional" : "required",
    ...(isNarrower && { type: present.map((state) => state.type).join(" | ") }),
  };
}
