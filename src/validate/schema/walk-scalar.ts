import type { CrdSchema } from "../../flux/crd-schema.js";
import { hasFormat } from "../../flux/formats.js";
import { isQuantity, takesQuantity } from "../../flux/kubernetes-schemas.js";
import type { Walk } from "./schema-fault.js";

/** Form and length of a text. */
export function walkText(schema: CrdSchema, value: string, walk: Walk): void {
  const { pattern, format, minLength, maxLength } = schema;
  if (pattern !== undefined && !walk.matches(pattern, value))
    walk.report(schema, { fault: "pattern", value });
  if (format !== undefined && !hasForm(schema, format, value))
    walk.report(schema, { fault: "format", value });
  if (minLength === undefined && maxLength === undefined) return;
  const length = [...value].length;
  if (maxLength !== undefined && length > maxLength) {
    walk.report(schema, { fault: "range", value, bound: `at most ${maxLength} characters` });
  }
  if (minLength !== undefined && length < minLength) {
    walk.report(schema, { fault: "range", value, bound: `at least ${counted(minLength, "character")}` });
  }
}

function hasForm(schema: CrdSchema, format: string, value: string): boolean {
  return takesQuantity(schema) ? isQuantity(value) : hasFormat(format, value);
}

/** Bounds of a number. */
export function walkNumber(schema: CrdSchema, value: number, walk: Walk): void {
  const { minimum, maximum, multipleOf } = schema;
  if (minimum !== undefined && (schema.exclusiveMinimum ? value <= minimum : value < minimum)) {
    const bound = schema.exclusiveMinimum ? `more than ${minimum}` : `at least ${minimum}`;
    walk.report(schema, { fault: "range", value, bound });
  }
  if (maximum !== undefined && (schema.exclusiveMaximum ? value >= maximum : value > maximum)) {
    const bound = schema.exclusiveMaximum ? `less than ${maximum}` : `at most ${maximum}`;
    walk.report(schema, { fault: "range", value, bound });
  }
  if (multipleOf !== undefined && !Number.isInteger(value / multipleOf)) {
    walk.report(schema, { fault: "range", value, bound: `a multiple of ${multipleOf}` });
  }
}

/** `1 item`, `2 items`. */
export function counted(number: number, noun: string): string {
  if (number === 1) return `1 ${noun}`;
  return `${number} ${noun === "entry" ? "entries" : `${noun}s`}`;
}
