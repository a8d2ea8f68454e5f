import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { JsonObject, JsonValue } from "../../objects/json.js";
import { asObject, asString, isJsonObject } from "../../objects/json.js";
import { groupOf, versionOf } from "../../objects/kube-object.js";
import type { Item } from "./build-plan.js";
import { readFieldPath, splitFieldPath } from "./field-path.js";
import { updateFields } from "./field-spec.js";
import { buildFailure } from "./problem.js";
import { noteSet } from "./provenance.js";
import type { Resource } from "./resource.js";
import { idsOf, matchesGvk, nameOf } from "./resource.js";
import type { TransformerConfig } from "./transformer-config.js";
import { varReferenceSpecs } from "./var-reference-specs.js";

type Scalar = string | number | boolean;

/**
 * The resources with `$(NAME)` replaced in the fields where kustomize looks for it, by the values that `vars`
 * name. Old style; replacements are the new one.
 *
 * @see https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/vars/
 */
export function resolveVars(
  resources: readonly Resource[],
  vars: readonly Item<JsonObject>[],
  config: TransformerConfig,
  report: (diagnostic: Diagnostic) => void,
): readonly Resource[] {
  if (vars.length === 0) return resources;
  const values = new Map<string, Scalar>();
  for (const item of vars) {
    const name = asString(item.value.name);
    const value = varValue(item, resources, report);
    if (name !== undefined && value !== undefined) values.set(name, value);
  }
  const specs = [...varReferenceSpecs, ...config.varReferences];
  return resources.map((resource) =>
    updateFields(resource, specs, (value) => replaceIn(value, values), undefined),
  );
}

function varValue(
  item: Item<JsonObject>,
  resources: readonly Resource[],
  report: (diagnostic: Diagnostic) => void,
): Scalar | undefined {
  const target = asObject(item.value.objref);
  const apiVersion = asString(target.apiVersion) ?? "";
  const gvk = {
    group: asString(target.group) ?? groupOf(apiVersion),
    version: asString(target.version) ?? versionOf(apiVersion),
    kind: asString(target.kind) ?? "",
  };
  const namespace = asString(target.namespace);
  const found = resources.find((resource) =>
    idsOf(resource).some(
      (id) => matchesGvk(id, gvk) && id.name === target.name && (!namespace || id.namespace === namespace),
    ),
  );
  const name = String(item.value.name);
  if (found === undefined) {
    report(buildFailure(item.at, `The object of the var ${name} is not in the build.`));
    return undefined;
  }
  const path = asString(asObject(item.value.fieldref).fieldPath) || "metadata.name";
  const value = readFieldPath(found.object, splitFieldPath(path.replace(/\[(\d+)\]/g, ".$1")));
  if (value === undefined || typeof value === "object") {
    report(buildFailure(item.at, `${nameOf(found)} has no ${path} for the var ${name}.`));
    return undefined;
  }
  return value;
}

function replaceIn(value: JsonValue | undefined, values: ReadonlyMap<string, Scalar>): JsonValue | undefined {
  if (typeof value === "string") return replacedText(value, values);
  if (Array.isArray(value)) {
    const items = value as readonly JsonValue[];
    const next = items.map((item) => (typeof item === "string" ? replacedText(item, values) : item));
    return next.some((item, i) => item !== items[i]) ? noteSet(next, items, [], undefined) : value;
  }
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([key, text]): [string, JsonValue] => [
    key,
    typeof text === "string" ? replacedText(text, values) : (text ?? null),
  ]);
  return entries.some(([key, text]) => text !== value[key])
    ? noteSet(Object.fromEntries(entries), value, [], undefined)
    : value;
}

/** A text that is nothing but one variable takes the variable's type; `$$(NAME)` stays as it is. */
function replacedText(text: string, values: ReadonlyMap<string, Scalar>): Scalar {
  const whole = /^\$\(([^)]+)\)$/.exec(text)?.[1];
  if (whole !== undefined && values.has(whole)) return values.get(whole) ?? text;
  return text.replace(/\$\$|\$\(([^)]*)\)/g, (token, name?: string) =>
    name !== undefined && values.has(name) ? String(values.get(name)) : token === "$$" ? "$" : token,
  );
}
