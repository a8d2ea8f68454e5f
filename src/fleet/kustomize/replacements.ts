import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { isJsonScalar, resolvePlain } from "../../manifests/resolve-scalar.js";
import type { JsonObject, JsonValue } from "../../objects/json.js";
import { asArray, asObject, asString, isJsonObject } from "../../objects/json.js";
import type { Item } from "./build-plan.js";
import { below } from "./build-plan.js";
import { editFieldPath, FieldPathError, readFieldPath, splitFieldPath } from "./field-path.js";
import type { TextTest } from "./go-pattern.js";
import { goPattern } from "./go-pattern.js";
import { buildFailure } from "./problem.js";
import type { WrittenPlace } from "./provenance.js";
import type { Resource, ResourceId } from "./resource.js";
import { idsOf, matchesGvk, nameOf, withObject } from "./resource.js";
import { labelSelector } from "./selector.js";

type Report = (diagnostic: Diagnostic) => void;

/**
 * The resources with the value of one field copied into others.
 *
 * @see https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/replacements/
 */
export function applyReplacement(
  resources: readonly Resource[],
  replacement: Item<JsonObject>,
  report: Report,
): readonly Resource[] {
  const { value, at } = replacement;
  const source = readSource(resources, replacement, report);
  if (source === undefined) return resources;
  return asArray(value.targets).reduce<readonly Resource[]>((all, target, i) => {
    const item = { value: asObject(target), at: below(at, "targets", i) };
    return applyTarget(all, item, source, report);
  }, resources);
}

function readSource(
  resources: readonly Resource[],
  { value, at }: Item<JsonObject>,
  report: Report,
): JsonValue | undefined {
  if (typeof value.sourceValue === "string") return value.sourceValue;
  const source = asObject(value.source);
  const found = resources.filter((resource) => idsOf(resource).some((id) => isSelected(id, source)));
  const place = below(at, "source");
  const [first] = found;
  if (first === undefined || found.length > 1) {
    report(
      buildFailure(
        place,
        `The source of the replacement matches ${found.length} objects; it must match one.`,
      ),
    );
    return undefined;
  }
  const path = asString(source.fieldPath) || "metadata.name";
  const read = readFieldPath(first.object, splitFieldPath(path));
  if (read === undefined || read === null || read === "") {
    report(buildFailure(place, `${nameOf(first)} has no ${path}.`));
    return undefined;
  }
  return refined(read, asObject(source.options), place, report);
}

function isSelected(id: ResourceId, selector: JsonObject): boolean {
  const { group, version, kind, name, namespace } = selector;
  const text = (part: JsonValue | undefined): string => asString(part) ?? "";
  return (
    matchesGvk(id, { group: text(group), version: text(version), kind: text(kind) }) &&
    (!text(name) || name === id.name) &&
    (!text(namespace) || namespace === id.namespace)
  );
}

/** One part of a text, when the options name a delimiter. */
function refined(
  value: JsonValue,
  options: JsonObject,
  at: WrittenPlace,
  report: Report,
): JsonValue | undefined {
  const delimiter = asString(options.delimiter);
  if (!delimiter) return value;
  const parts = String(value).split(delimiter);
  const index = Number(options.index ?? 0);
  const part = parts[index];
  if (part === undefined) report(buildFailure(at, `"${String(value)}" has no part ${index}.`));
  return part;
}

function applyTarget(
  resources: readonly Resource[],
  target: Item<JsonObject>,
  source: JsonValue,
  report: Report,
): readonly Resource[] {
  const { select, reject, fieldPaths, options } = target.value;
  if (!isJsonObject(select)) {
    report(buildFailure(target.at, "The target of a replacement needs select."));
    return resources;
  }
  const tests = readTests([select, ...asArray(reject).map(asObject)], target.at, report);
  if (tests === undefined) return resources;
  const [selects, ...rejects] = tests;
  const given = asArray(fieldPaths).map(String);
  const paths = given.length === 0 ? ["metadata.name"] : given;
  return resources.map((resource) => {
    if (selects?.(resource) !== true || rejects.some((isRejected) => isRejected(resource))) return resource;
    return paths.reduce(
      (next, path, i) =>
        replaceIn(next, path, below(target.at, "fieldPaths", i), source, asObject(options), report),
      resource,
    );
  });
}

type IdTest = (resource: Resource) => boolean;

function readTests(
  selectors: readonly JsonObject[],
  at: WrittenPlace,
  report: Report,
): readonly IdTest[] | undefined {
  try {
    return selectors.map(idTest);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    report(buildFailure(at, `The target cannot be read: ${error.message}.`));
    return undefined;
  }
}

/** A selector of replacements must match one identity as a whole, unlike that of patches. */
function idTest(selector: JsonObject): IdTest {
  const test = (key: string): TextTest => {
    const pattern = asString(selector[key]);
    return pattern ? goPattern(pattern) : () => true;
  };
  const keys = ["group", "version", "kind", "name", "namespace"] as const;
  const tests = keys.map((key) => [key, test(key)] as const);
  const labels = labelSelector(asString(selector.labelSelector));
  const annotations = labelSelector(asString(selector.annotationSelector));
  return (resource) => {
    const { metadata } = resource.object;
    return (
      idsOf(resource).some((id) => tests.every(([key, matches]) => matches(id[key]))) &&
      labels(metadata.labels ?? {}) &&
      annotations(metadata.annotations ?? {})
    );
  };
}

function replaceIn(
  resource: Resource,
  path: string,
  at: WrittenPlace,
  source: JsonValue,
  options: JsonObject,
  report: Report,
): Resource {
  const set = (old: JsonValue | undefined): JsonValue => replaced(old, source, options);
  const edit = { set, create: options.create === true, by: at };
  const what = nameOf(resource);
  try {
    const { value, count } = editFieldPath(resource.object, splitFieldPath(path), edit);
    if (count === 0) report(buildFailure(at, `${what} has no field "${path}" to replace.`));
    return count === 0 ? resource : withObject(resource, asObject(value));
  } catch (error) {
    if (!(error instanceof FieldPathError)) throw error;
    report(buildFailure(at, `"${path}" does not fit ${what}: ${error.message}.`));
    return resource;
  }
}

/** The new value; a scalar keeps the type that it had, so a port stays a number, and fails where it cannot. */
function replaced(old: JsonValue | undefined, source: JsonValue, options: JsonObject): JsonValue {
  const delimiter = asString(options.delimiter);
  if (delimiter && typeof old === "object" && old !== null)
    throw new FieldPathError("a delimiter is for scalars, not for maps and lists");
  const value =
    delimiter && typeof old !== "object" ? joined(String(old ?? ""), source, delimiter, options) : source;
  if ((typeof old === "object" && old !== null) || old === undefined || typeof value === "object")
    return value;
  if (typeof old === "string") return String(value);
  const typed = resolvePlain(String(value));
  const isSame = typeof typed === typeof old && (!Number.isInteger(old) || Number.isInteger(typed));
  if (isSame && isJsonScalar(typed)) return typed;
  throw new FieldPathError(`"${String(value)}" cannot take the place of ${String(old)}`);
}

function joined(old: string, source: JsonValue, delimiter: string, options: JsonObject): string {
  const parts = old.split(delimiter);
  const index = Number(options.index ?? 0);
  if (index < 0) parts.unshift(String(source));
  else if (index >= parts.length) parts.push(String(source));
  else parts[index] = String(source);
  return parts.join(delimiter);
}
