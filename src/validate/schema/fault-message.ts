import type { DiagnosticCode } from "../../diagnostics/catalog.js";
import { suggestion } from "../../diagnostics/did-you-mean.js";
import type { Finding } from "../../diagnostics/report.js";
import type { CrdSchema } from "../../flux/crd-schema.js";
import { childrenOf } from "../../flux/crd-schema.js";
import { takesQuantity } from "../../flux/kubernetes-schemas.js";
import type { JsonValue } from "../../objects/json.js";
import { asObject } from "../../objects/json.js";
import { formatPointer, pointerOf } from "../../objects/pointer.js";
import type { SchemaFault } from "./schema-fault.js";

/** The code of each fault. */
export const codeOfFault = {
  "unknown-field": "schema-unknown-field",
  required: "schema-required",
  type: "schema-type",
  enum: "schema-enum",
  pattern: "schema-pattern",
  format: "schema-pattern",
  range: "schema-range",
  duplicate: "schema-duplicate-item",
  combination: "schema-combination",
} as const satisfies Readonly<Record<SchemaFault["fault"], DiagnosticCode>>;

/** The kind whose schema found a fault. */
export interface JudgedKind {
  readonly name: string;
  readonly root: CrdSchema;
  /** The release that the schema is that of, for kinds that gain fields with every release. */
  readonly release?: string;
  /** Whether Flux leaves out fields that it does not know, so that nobody refuses them. */
  readonly dropsUnknown?: boolean;
}

/** Says what is wrong: the value, what is expected, and the nearest right one. */
export function describeFault(found: SchemaFault, kind: JudgedKind): Finding {
  const place = formatPointer(found.pointer);
  switch (found.fault) {
    case "unknown-field":
      return describeUnknown(found.name, found.schema, kind, place);
    case "required": {
      const field = formatPointer(found.pointer + pointerOf([found.name]));
      return { message: `${field} is missing; ${kind.name} requires it.`, hint: requiredHint(found) };
    }
    case "type":
      return describeType(found.value, found.schema, place);
    case "enum": {
      const members = (found.schema.enum ?? []).filter((member) => member !== "");
      const near = typeof found.value === "string" ? suggestion(found.value, members.map(String)) : "";
      return {
        message: `${place} is ${show(found.value)}, which is not one of ${members.map(show).join(", ")}.${near}`,
        hint: "Use one of the allowed values.",
      };
    }
    case "pattern":
      return describePattern(String(found.value), found.schema.pattern ?? "", place);
    case "format": {
      const format = found.schema.format ?? "";
      const example = examples[format];
      return {
        message: `${place} is ${show(found.value)}, which is not a ${format}.`,
        ...(example !== undefined && { hint: example }),
      };
    }
    case "range":
      return { message: describeBound(place, found.value, found.bound), hint: "Stay within the bounds." };
    case "duplicate": {
      const by = found.keys.length > 0 ? ` with the same ${found.keys.join(" and ")}` : "";
      return { message: `${place} stands twice in its list${by}.`, hint: "Remove one of the two." };
    }
    case "combination":
      return {
        message: `${place || "The object"} does not fit any of the alternatives that ${kind.name} allows.`,
      };
  }
}

/** How values of a format are written. */
const examples: Readonly<Record<string, string>> = {
  "date-time": 'Write date and time as in "2026-01-31T08:00:00Z".',
  quantity: 'Write a number with a unit that Kubernetes knows, such as "500m", "128Mi" or "2G".',
  byte: "Encode it as base64.",
};

function describeBound(place: string, value: JsonValue, bound: string): string {
  if (typeof value === "number") return `${place} is ${value}; it must be ${bound}.`;
  if (typeof value === "string")
    return `${place} has ${[...value].length} characters; it must have ${bound}.`;
  const size = Array.isArray(value)
    ? `${value.length} items`
    : `${Object.keys(asObject(value)).length} entries`;
  return `${place} has ${size}; it must have ${bound}.`;
}

function requiredHint({ name, schema }: { readonly name: string; readonly schema: CrdSchema }): string {
  const members = schema.properties?.[name]?.enum;
  return members ? `Set ${name} to one of ${members.map(show).join(", ")}.` : `Add ${name}.`;
}

function describeUnknown(
  name: string,
  schema: CrdSchema,
  { name: kind, root, release, dropsUnknown = false }: JudgedKind,
  place: string,
): Finding {
  const near = suggestion(name, Object.keys(schema.properties ?? {}));
  const owner = release === undefined ? kind : `${kind} in ${release}`;
  const message = `${place} is not a field of ${owner}.${near}`;
  const otherwise = dropsUnknown ? ": Flux applies the object without it." : ".";
  // What nobody refuses becomes ready all the same.
  const severity = dropsUnknown ? ({ severity: "warning" } as const) : {};
  if (near !== "") return { ...severity, message, hint: `Correct the name of the field${otherwise}` };
  const elsewhere = pathsOf(name, root).slice(0, 3);
  if (elsewhere.length === 0) return { ...severity, message, hint: `Remove the field${otherwise}` };
  const hint = `Move it to where ${kind} has it, ${elsewhere.join(", ")}${otherwise}`;
  return { ...severity, message, hint };
}

/** Where in a kind a field of this name stands. A schema may hold itself; it is not entered a second time. */
function pathsOf(name: string, schema: CrdSchema, path = "", around: readonly CrdSchema[] = []): string[] {
  if (around.includes(schema)) return [];
  return childrenOf(schema, path).flatMap(([below, child]) => {
    if (below.startsWith("status")) return [];
    const own = below.endsWith(`.${name}`) ? [below] : [];
    return [...own, ...pathsOf(name, child, below, [...around, schema])];
  });
}

function describeType(value: JsonValue, schema: CrdSchema, place: string): Finding {
  const expected = expectedOf(schema);
  if (value === null) {
    return {
      message: `${place} is null; ${expected} is expected.`,
      hint: "Give it a value, or remove the key.",
    };
  }
  return { message: `${place} is ${describe(value)}; ${expected} is expected.`, ...typeHint(value, schema) };
}

function expectedOf(schema: CrdSchema): string {
  if (takesQuantity(schema)) return "a quantity";
  return schema["x-kubernetes-int-or-string"] ? "an integer or a text" : typeWords[schema.type ?? "object"];
}

const typeWords = {
  object: "a map",
  array: "a list",
  string: "a text",
  integer: "an integer",
  number: "a number",
  boolean: "true or false",
} as const;

function describe(value: JsonValue): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a map";
  return typeof value === "string" ? `the text ${show(value)}` : `the ${typeof value} ${show(value)}`;
}

function typeHint(value: JsonValue, schema: CrdSchema): Pick<Finding, "hint"> {
  if (typeof value === "object") return {};
  if (schema.type === "string") return { hint: `Quote it: "${String(value)}".` };
  if (typeof value === "string" && (schema.type === "boolean" || schema.type === "integer")) {
    return /^(true|false|-?\d+)$/.test(value) ? { hint: `Remove the quotes: ${value}.` } : {};
  }
  if (schema.type === "array") return { hint: `Write a list with one item: [${String(value)}].` };
  return {};
}

const DURATION = /\(ms\|s\|m(\|h)?\)/;

function describePattern(value: string, pattern: string, place: string): Finding {
  const duration = DURATION.exec(pattern);
  if (duration === null) {
    return {
      message: `${place} is ${show(value)}, which does not have the form ${pattern}.`,
      hint: "Write the value in the form that the field requires.",
    };
  }
  const hours = duration[1] !== undefined;
  const hint = hours
    ? 'Write hours, minutes and seconds, such as "1h30m", "10m" or "45s".'
    : 'Write minutes and seconds, such as "90m" or "45s".';
  return {
    message: `${place} is ${show(value)}, which is not a duration${durationCause(value, hours)}.`,
    hint,
  };
}

function durationCause(value: string, hours: boolean): string {
  if (/^\d+$/.test(value)) return ": the unit is missing";
  if (/\dd/.test(value)) return ": there is no unit for days";
  if (!hours && value.includes("h")) return " in this field: it takes no hours";
  if (/\s/.test(value)) return ": it has a space";
  return value.startsWith("-") ? ": it cannot be negative" : "";
}

function show(value: JsonValue): string {
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
