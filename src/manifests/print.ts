import { FluxwrightError } from "../diagnostics/fluxwright-error.js";
import type { JsonObject, JsonValue } from "../objects/json.js";
import type { JsonPointer } from "../objects/pointer.js";
import { formatPointer, pointerOf } from "../objects/pointer.js";
import { inReadingOrder } from "./key-order.js";
import { maxDepth } from "./limits.js";
import {
  formatKey,
  formatNumber,
  formatString,
  isLiteral,
  whyUnsafeKey,
  whyUnsafeString,
} from "./print-scalar.js";
import { isPlain, unsafeValues } from "./unsafe-values.js";

/** No key of so few characters is too long, however it is escaped. */
const SHORT_KEY = 160;

/** Comments behind the scalars of one object, by pointer: without the `#`, on one line. */
export type ScalarComments = ReadonlyMap<JsonPointer, string>;

/** Settings of {@link printManifests}. */
export interface PrintOptions {
  /**
   * Comments of objects, by the object itself: an image-policy marker behind a tag, say (`imagePolicyComment` writes
   * one). A comment where no scalar stands is left out.
   */
  readonly comments?: ReadonlyMap<object, ScalarComments>;
}

/**
 * Writes objects as YAML that every reader in use takes for what was meant: no anchors, no byte order mark, `\n`,
 * documents parted by `---`, two spaces, keys as apiVersion, kind, metadata, spec, then as given. The same objects
 * give the same bytes. Nulls are kept, undefined entries are absent. Text of several lines becomes a block where that
 * is safe.
 *
 * @throws FluxwrightError `invalid` for what no writing makes safe; `unsafeValues` finds it beforehand
 */
export function printManifests(objects: readonly JsonObject[], options: PrintOptions = {}): string {
  return objects
    .map((object) => new ObjectWriter(object, options.comments?.get(object)).write())
    .join("---\n");
}

/** Writes one object. Appends to one string, which V8 keeps as a rope: faster than a list of lines, and smaller. */
class ObjectWriter {
  readonly #object: JsonObject;
  readonly #comments: ScalarComments | undefined;
  #text = "";

  constructor(object: JsonObject, comments: ScalarComments | undefined) {
    this.#object = object;
    this.#comments = comments;
  }

  write(): string {
    if (!hasEntries(this.#object)) return "{}\n";
    this.#writeMap(inReadingOrder(this.#object), "", "", "");
    return this.#text;
  }

  /** `lead` is what the first line starts with: the indentation, or a blank behind the dash of a list item. */
  #writeMap(map: JsonObject, lead: string, indent: string, pointer: JsonPointer): void {
    let start = lead;
    for (const key of Object.keys(map)) {
      const value = map[key];
      if (value === undefined) continue;
      const written = formatKey(key);
      // A plain key can only be too long; looking at each for more would cost as much as writing.
      if ((written !== key || key.length > SHORT_KEY) && whyUnsafeKey(key) !== undefined)
        throw this.#refusal();
      this.#text += `${start}${written}:`;
      start = indent;
      this.#writeValue(value, indent, this.#child(pointer, key));
    }
  }

  /** A value behind its key or dash, to the end of its last line. */
  #writeValue(value: JsonValue, indent: string, pointer: JsonPointer): void {
    if (typeof value === "string") this.#writeString(value, indent, pointer);
    else if (typeof value === "object" && value !== null) this.#writeCollection(value, indent, pointer);
    else if (typeof value === "boolean" || value === null) this.#writeScalar(String(value), pointer);
    else if (Number.isFinite(value)) this.#writeScalar(formatNumber(value), pointer);
    else throw this.#refusal();
  }

  #writeCollection(value: readonly JsonValue[] | JsonObject, indent: string, pointer: JsonPointer): void {
    if (indent.length > 2 * maxDepth || !isPlain(value)) throw this.#refusal();
    const inner = `${indent}  `;
    if (isList(value)) {
      if (value.length === 0) this.#writeScalar("[]", pointer);
      else this.#writeItems(value, `\n${inner}`, inner, pointer);
    } else if (!hasEntries(value)) this.#writeScalar("{}", pointer);
    else this.#writeMap(value, `\n${inner}`, inner, pointer);
  }

  #writeItems(items: readonly JsonValue[], lead: string, indent: string, pointer: JsonPointer): void {
    const inner = `${indent}  `;
    for (let i = 0; i < items.length; i++) {
      const item = items[i] as JsonValue;
      this.#text += i === 0 ? `${lead}-` : `${indent}-`;
      const at = this.#child(pointer, i);
      if (typeof item !== "object" || item === null) this.#writeValue(item, indent, at);
      else if (isList(item) && item.length > 0) this.#writeItems(item, " ", inner, at);
      else if (!isList(item) && hasEntries(item)) this.#writeMap(item, " ", inner, at);
      else this.#writeCollection(item, indent, at);
    }
  }

  #writeString(text: string, indent: string, pointer: JsonPointer): void {
    if (isLiteral(text)) {
      const ended = text.endsWith("\n");
      this.#writeScalar(ended ? "|" : "|-", pointer);
      const lines = (ended ? text.slice(0, -1) : text).split("\n");
      for (const line of lines) this.#text += line === "" ? "\n" : `${indent}  ${line}\n`;
      return;
    }
    const written = formatString(text);
    if (written !== text && whyUnsafeString(text) !== undefined) throw this.#refusal();
    this.#writeScalar(written, pointer);
  }

  #writeScalar(written: string, pointer: JsonPointer): void {
    const comment = this.#comments?.get(pointer);
    if (comment === undefined) this.#text += ` ${written}\n`;
    else if (/[^\P{C}]|[\u2028\u2029]/u.test(comment)) throw commentRefusal(pointer);
    else this.#text += ` ${written} # ${comment}\n`;
  }

  /** Pointers are only built where a comment may ask for them. */
  #child(pointer: JsonPointer, step: string | number): JsonPointer {
    return this.#comments === undefined ? "" : pointer + pointerOf([step]);
  }

  #refusal(): FluxwrightError {
    const [unsafe] = unsafeValues(this.#object);
    const { pointer = "", part = "value", reason = "cannot be written" } = unsafe ?? {};
    return new FluxwrightError(
      "invalid",
      `The ${part} at ${formatPointer(pointer) || "the root"} ${reason}.`,
    );
  }
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function hasEntries(value: JsonObject): boolean {
  for (const key of Object.keys(value)) if (value[key] !== undefined) return true;
  return false;
}

function commentRefusal(pointer: JsonPointer): FluxwrightError {
  const message = `The comment at ${formatPointer(pointer)} must be one line without control characters.`;
  return new FluxwrightError("invalid", message);
}
