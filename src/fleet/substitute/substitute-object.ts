import { annotations } from "../../flux/annotations.js";
import type { JsonObject, JsonValue } from "../../objects/json.js";
import { isJsonObject } from "../../objects/json.js";
import type { KubeObject } from "../../objects/kube-object.js";
import type { JsonPointer } from "../../objects/pointer.js";
import { pointerOf } from "../../objects/pointer.js";
import { withEntry, withoutEntry } from "../kustomize/entries.js";
import { noteSet } from "../kustomize/provenance.js";
import { envsubst, SubstitutionError } from "./envsubst.js";
import { isPrintedPlain, readPlain } from "./plain-scalar.js";

/** The variables of a Kustomization. */
export interface Variables {
  readonly values: ReadonlyMap<string, string>;
  /** Whether `values` are all: a Secret that something else fills leaves names open. */
  readonly complete: boolean;
}

/** What is wrong with a substitution: where in the object, and why. */
export type SubstitutionFinding =
  | { readonly pointer: JsonPointer; readonly kind: "unset"; readonly variable: string }
  | { readonly pointer: JsonPointer; readonly kind: "syntax"; readonly message: string };

/** Whether an object asks to be left as it is. */
export function keepsVariables(object: KubeObject): boolean {
  const { labels, annotations: notes } = object.metadata;
  return labels?.[annotations.substitute] === "disabled" || notes?.[annotations.substitute] === "disabled";
}

/**
 * The object with variables replaced in all its texts, keys among them. Flux replaces them in YAML and reads
 * that again, so a text that is nothing but a number afterwards is a number.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-substitution-of-numbers-and-booleans
 */
export function substituteObject(
  object: KubeObject,
  variables: Variables,
  report: (finding: SubstitutionFinding) => void,
): KubeObject {
  const { values, complete } = variables;
  const replace = (text: string, pointer: JsonPointer): string => {
    const onUnset = (variable: string, expression: string): string => {
      if (!complete) return expression;
      report({ pointer, kind: "unset", variable });
      return "";
    };
    try {
      return envsubst(text, (name) => values.get(name), onUnset);
    } catch (error) {
      if (!(error instanceof SubstitutionError)) throw error;
      report({ pointer, kind: "syntax", message: error.message });
      return text;
    }
  };
  const scalar = (text: string, pointer: JsonPointer): JsonValue => {
    const next = replace(text, pointer);
    if (next === text || !isPrintedPlain(text)) return next;
    const read = readPlain(next);
    if (read === undefined) {
      report({ pointer, kind: "syntax", message: `"${next}" is not YAML after substitution` });
    }
    return read === undefined ? next : read.value;
  };
  return walk(object, "", scalar, replace) as KubeObject;
}

type Replace<T> = (text: string, pointer: JsonPointer) => T;

function walk(
  node: JsonValue,
  pointer: JsonPointer,
  scalar: Replace<JsonValue>,
  key: Replace<string>,
): JsonValue {
  if (typeof node === "string") return node.includes("$") ? scalar(node, pointer) : node;
  if (Array.isArray(node)) {
    const items = node as readonly JsonValue[];
    let next: JsonValue[] | undefined;
    for (const [i, item] of items.entries()) {
      const value = walk(item, `${pointer}/${i}`, scalar, key);
      if (value === item) continue;
      next ??= items.slice();
      next[i] = value;
    }
    return next === undefined ? node : noteSet(next, items, [], undefined);
  }
  return isJsonObject(node) ? walkMap(node, pointer, scalar, key) : node;
}

function walkMap(
  map: JsonObject,
  pointer: JsonPointer,
  scalar: Replace<JsonValue>,
  key: Replace<string>,
): JsonObject {
  let next: JsonObject = map;
  for (const [name, value] of Object.entries(map)) {
    if (value === undefined) continue;
    if (typeof value !== "object" && typeof value !== "string" && !name.includes("$")) continue;
    const below = pointer + pointerOf([name]);
    const replaced = walk(value ?? null, below, scalar, key);
    const renamed = name.includes("$") ? key(name, below) : name;
    if (renamed !== name) next = withoutEntry(next, name);
    if (renamed !== name || replaced !== value) next = withEntry(next, renamed, replaced);
  }
  return next === map ? map : noteSet(next, map, [], undefined);
}
