import { globPattern } from "../kustomize/go-pattern.js";

const defaults: ReadonlySet<string> = new Set(["-", "+", "=", "?", ":-", ":+", ":=", ":?"]);

/** Whether an operator gives a value to a variable that is not set. */
export function isDefaultFunction(operator: string): boolean {
  return defaults.has(operator);
}

/**
 * The value of a variable after an operator: a default where it is empty, another case, a part of it.
 *
 * @see https://github.com/fluxcd/pkg/tree/main/envsubst
 */
export function applyFunction(operator: string, value: string, args: readonly string[]): string {
  const [first = "", second] = args;
  switch (operator) {
    case ",":
      return changeFirst(value, (letter) => letter.toLowerCase());
    case ",,":
      return value.toLowerCase();
    case "^":
      return changeFirst(value, (letter) => letter.toUpperCase());
    case "^^":
      return value.toUpperCase();
    case "#":
      return args.length === 0 ? String(Buffer.byteLength(value)) : trimStart(value, first, false);
    case "##":
      return trimStart(value, first, true);
    case "%":
      return reversed(trimStart(reversed(value), reversed(first), false));
    case "%%":
      return reversed(trimStart(reversed(value), reversed(first), true));
    case ":":
      return substring(value, first, second);
    case "/":
      return value.replace(first, () => second ?? "");
    case "//":
      return value.replaceAll(first, () => second ?? "");
    case "/#":
      return second !== undefined && value.startsWith(first) ? second + value.slice(first.length) : value;
    case "/%":
      return second !== undefined && value.endsWith(first)
        ? value.slice(0, value.length - first.length) + second
        : value;
    default:
      return value === "" ? args.join("") : value;
  }
}

function changeFirst(value: string, change: (letter: string) => string): string {
  const [first = ""] = value;
  return change(first) + value.slice(first.length);
}

function reversed(text: string): string {
  return [...text].reverse().join("");
}

/** The value without the shortest or longest start that a shell pattern matches. */
function trimStart(value: string, pattern: string, longest: boolean): string {
  let best = 0;
  const matches = globTest(pattern);
  for (let length = value.length; length > 0; length--) {
    if (!matches(value.slice(0, length))) continue;
    best = length;
    if (longest) break;
  }
  return value.slice(best);
}

function globTest(pattern: string): (text: string) => boolean {
  const source = pattern.replace(/\\(.)|\[\^?[^\]]+\]|[*?]|[.+^$(){}|[\]]/gs, (token, escaped?: string) => {
    if (escaped !== undefined) return `\\${escaped}`;
    if (token === "*") return ".*";
    if (token === "?") return ".";
    return token.length > 1 ? token : `\\${token}`;
  });
  try {
    return globPattern(source);
  } catch {
    return () => false;
  }
}

function substring(value: string, offset: string, count: string | undefined): string {
  const from = integer(offset);
  if (from === undefined) return value;
  const start = from < 0 ? Math.max(0, value.length + from) : from;
  if (count === undefined) return value.slice(start);
  const length = integer(count);
  if (length === undefined) return value;
  const end = length < 0 ? value.length + length : start + length;
  return end < start ? "" : value.slice(start, end);
}

function integer(text: string): number | undefined {
  return /^[+-]?\d+$/.test(text) ? Number(text) : undefined;
}
