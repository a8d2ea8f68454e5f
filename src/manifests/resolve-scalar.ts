import type { JsonValue } from "../objects/json.js";

/** What a scalar of YAML stands for: a JSON scalar, or a number that JSON cannot carry. */
export type ScalarValue = null | boolean | number | string;

const WORDS: ReadonlyMap<string, ScalarValue> = new Map<string, ScalarValue>([
  ...["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"].map(asTrue),
  ...["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"].map(asFalse),
  ...["", "~", "null", "Null", "NULL"].map((word): [string, ScalarValue] => [word, null]),
  ...[".nan", ".NaN", ".NAN"].map((word): [string, ScalarValue] => [word, Number.NaN]),
  ...[".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"].map((word): [string, ScalarValue] => [
    word,
    Number.POSITIVE_INFINITY,
  ]),
  ...["-.inf", "-.Inf", "-.INF"].map((word): [string, ScalarValue] => [word, Number.NEGATIVE_INFINITY]),
]);

/** First characters of words and signed or dotted numbers. */
const STARTS: ReadonlySet<number> = new Set([..."yYnNtTfFoO~+-."].map((mark) => mark.charCodeAt(0)));

const DECIMAL = /^[+-]?[1-9]\d*$|^[+-]?0$/;
const INTEGER = /^([+-]?)(?:0[xX]([\da-fA-F]+)|0[bB]([01]+)|0[oO]([0-7]+)|0([0-7]+))$/;
const FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
const SIGNED_AFTER_0B = /^0b([+-])([01]+)$/;
const MAX_INT64 = 2n ** 63n - 1n;
const MAX_UINT64 = 2n ** 64n - 1n;

function asTrue(word: string): [string, ScalarValue] {
  return [word, true];
}

function asFalse(word: string): [string, ScalarValue] {
  return [word, false];
}

/**
 * The value of a plain (unquoted) scalar as Kubernetes' reader takes it: sigs.k8s.io/yaml over go-yaml v2, which
 * is neither YAML 1.1 nor 1.2. `on` and `y` are booleans, `0777` and `0o777` are octal, `1_000` is a number,
 * `22:22`, `12e4567` and dates are strings. Integers beyond 2^53 become the nearest double.
 *
 * May return NaN or an infinity (`.nan`, `.inf`), which Kubernetes refuses: the caller says so.
 *
 * @see https://pkg.go.dev/sigs.k8s.io/yaml#YAMLToJSON
 */
export function resolvePlain(text: string): ScalarValue {
  const code = text.charCodeAt(0);
  // A digit, the commonest start of a number.
  if (code >= 0x30 && code <= 0x39) return resolveNumber(text);
  // Only few other characters start anything but a string: most scalars end here.
  if (!STARTS.has(code)) return text === "" ? null : text;
  if (WORDS.has(text)) return WORDS.get(text) as ScalarValue;
  if (code === 0x2e) return resolveDotted(text);
  return code === 0x2b || code === 0x2d ? resolveNumber(text) : text;
}

/** The key that a plain scalar becomes in a map, or undefined for what Kubernetes' reader refuses as one. */
export function resolveKey(text: string): string | undefined {
  const value = resolvePlain(text);
  if (typeof value === "string") return value;
  if (value === null) return undefined;
  if (typeof value === "boolean") return String(value);
  const integer = text.startsWith(".") ? undefined : integerOf(text.replaceAll("_", ""));
  if (integer === undefined) return formatFloat32(text.startsWith("-") && value === 0 ? -0 : value);
  // All digits stay. Beyond the signed range Go refuses the key, as it does null.
  return integer > MAX_INT64 ? undefined : String(integer);
}

/** Whether a value that {@link resolvePlain} gave is JSON: not NaN and not an infinity. */
export function isJsonScalar(value: ScalarValue): value is JsonValue & ScalarValue {
  return typeof value !== "number" || Number.isFinite(value);
}

function resolveDotted(text: string): ScalarValue {
  // Here Go parses the text itself, which takes an underscore between digits but not elsewhere.
  if (!/^\.\d+(?:_\d+)*(?:[eE][-+]?\d+(?:_\d+)*)?$/.test(text)) return text;
  return finiteOr(Number(text.replaceAll("_", "")), text);
}

function resolveNumber(text: string): ScalarValue {
  if (DECIMAL.test(text)) return Number(text) + 0;
  const plain = text.includes("_") ? text.replaceAll("_", "") : text;
  const integer = integerOf(plain);
  if (integer !== undefined) return Number(integer);
  return FLOAT.test(plain) ? finiteOr(Number(plain), text) : text;
}

/** An integer as Go's ParseInt and ParseUint with base 0 take it, 64 bits wide; else undefined. */
function integerOf(plain: string): bigint | undefined {
  if (DECIMAL.test(plain)) return within64(plain.startsWith("-"), BigInt(plain.replace(/^[+-]/, "")), plain);
  const match = INTEGER.exec(plain);
  if (match === null) return signedBinary(plain);
  const [, sign, hex, binary, octal, old] = match;
  const digits = hex ? `0x${hex}` : binary ? `0b${binary}` : `0o${octal ?? old}`;
  return within64(sign === "-", BigInt(digits), plain);
}

function within64(negative: boolean, magnitude: bigint, plain: string): bigint | undefined {
  if (negative) return magnitude <= MAX_INT64 + 1n ? -magnitude : undefined;
  // ParseUint takes no sign, so `+` keeps to the signed range.
  return magnitude <= (plain.startsWith("+") ? MAX_INT64 : MAX_UINT64) ? magnitude : undefined;
}

/** go-yaml cuts `0b` off and parses the rest with its sign: `0b-11` is -3. */
function signedBinary(plain: string): bigint | undefined {
  const match = SIGNED_AFTER_0B.exec(plain);
  return match === null ? undefined : BigInt(`0b${match[2]}`) * (match[1] === "-" ? -1n : 1n);
}

function finiteOr(value: number, text: string): number | string {
  // Adding zero takes the sign off -0, as Kubernetes does.
  return Number.isFinite(value) ? value + 0 : text;
}

/** A float key as Go's FormatFloat(key, 'g', -1, 32) writes it: the shortest text that is the same float32. */
function formatFloat32(value: number): string {
  if (Number.isNaN(value)) return ".nan";
  const single = Math.fround(value);
  if (!Number.isFinite(single)) return single > 0 ? ".inf" : "-.inf";
  if (single === 0) return Object.is(single, -0) ? "-0" : "0";
  let digits = 1;
  while (digits < 9 && Math.fround(Number(single.toPrecision(digits))) !== single) digits++;
  const [mantissa = "", exponent = "0"] = single.toExponential(digits - 1).split("e");
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(Number(single.toPrecision(digits)));
  return `${mantissa}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
}
