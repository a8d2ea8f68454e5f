/**
 * The least code that prints such objects as YAML: no checks of what a reader would make of a string, beyond quotes
 * where a scalar looks odd. What we measure ourselves against.
 */
export function printBare(objects: readonly object[]): string {
  return objects.map((object) => printMap(object as Record<string, unknown>, "")).join("---\n");
}

function printMap(map: Readonly<Record<string, unknown>>, indent: string): string {
  let text = "";
  for (const key of Object.keys(map)) text += `${indent}${key}:${printValue(map[key], indent)}`;
  return text;
}

function printValue(value: unknown, indent: string): string {
  if (typeof value !== "object" || value === null) return ` ${printScalar(value)}\n`;
  const inner = `${indent}  `;
  if (!Array.isArray(value)) return `\n${printMap(value as Record<string, unknown>, inner)}`;
  return `\n${value.map((item) => `${inner}-${printItem(item, inner)}`).join("")}`;
}

function printItem(item: unknown, indent: string): string {
  if (typeof item !== "object" || item === null) return ` ${printScalar(item)}\n`;
  return ` ${printMap(item as Record<string, unknown>, `${indent}  `).trimStart()}`;
}

function printScalar(value: unknown): string {
  if (typeof value !== "string") return String(value);
  return /^[A-Za-z./][\w./-]*$/.test(value) && !/^(?:yes|no|true|false|on|off|null)$/i.test(value)
    ? value
    : JSON.stringify(value);
}
