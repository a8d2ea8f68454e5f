import type { FieldChange } from "../diff/field-changes.js";
import type { ChangeKind, ObjectChange } from "../diff/object-change.js";
import { changeKinds } from "../diff/object-change.js";
import { formatRef } from "../objects/object-ref.js";
import { formatPointer } from "../objects/pointer.js";
import { plural } from "./counts.js";
import type { Paint } from "./paint.js";

const marks: Readonly<Record<ChangeKind, string>> = { added: "+", removed: "-", moved: ">", changed: "~" };
const SHOWN = 120;

/** A diff for people: a line per object, its fields below, risks as warnings. */
export function renderDiffText(changes: readonly ObjectChange[], paint: Paint): string {
  if (changes.length === 0) return "no differences\n";
  const lines = changes.flatMap((change) => renderChange(change, paint));
  return `${lines.join("\n")}\n\n${summarizeChanges(changes)}\n`;
}

/** `2 objects added, 1 removed, 3 changed`. */
export function summarizeChanges(changes: readonly ObjectChange[]): string {
  const counts = changeKinds
    .map((kind) => [kind, changes.filter(({ change }) => change === kind).length] as const)
    .filter(([, count]) => count > 0);
  return counts.map(([kind, count], i) => `${i === 0 ? plural(count, "object") : count} ${kind}`).join(", ");
}

function renderChange(
  { change, cluster, ref, before, after, fields, risks }: ObjectChange,
  paint: Paint,
): string[] {
  const color = { added: paint.green, removed: paint.red, moved: paint.yellow, changed: paint.cyan }[change];
  const owner = change === "moved" ? ` from ${ownerOf(before)} to ${ownerOf(after)}` : "";
  return [
    `${color(marks[change])} ${paint.dim(cluster)} ${paint.bold(formatRef(ref))}${owner}`,
    ...fields.map((field) => `    ${renderField(field)}`),
    ...risks.map(({ name, why }) => `    ${paint.yellow(`risk ${name}:`)} ${why}`),
  ];
}

function ownerOf(object: ObjectChange["before"]): string {
  return object?.owner ? formatRef(object.owner) : "the entry point";
}

/** One field as `spec.interval: 5m → 10m`. */
export function renderField({ pointer, before, after }: FieldChange): string {
  return `${formatPointer(pointer)}: ${show(before)} → ${show(after)}`;
}

function show(value: unknown): string {
  if (value === undefined) return "(none)";
  const text = typeof value === "string" && !value.includes("\n") ? value : JSON.stringify(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
