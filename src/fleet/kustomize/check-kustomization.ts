import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { suggestion } from "../../diagnostics/did-you-mean.js";
import type { JsonObject, JsonValue } from "../../objects/json.js";
import { isJsonObject } from "../../objects/json.js";
import type { Origin } from "../../objects/origin.js";
import { kustomizationFields } from "./build-plan.js";
import { problemAt } from "./problem.js";

type Shape = "text" | "texts" | "map" | Readonly<Record<string, true>>;

const keysOf = (...names: readonly string[]): Readonly<Record<string, true>> =>
  Object.fromEntries(names.map((name) => [name, true]));
const image = keysOf("name", "newName", "newTag", "digest", "tagSuffix");
const patch = keysOf("path", "patch", "target", "options");
const generator = ["namespace", "name", "behavior", "literals", "files", "envs", "env", "options"] as const;

/**
 * What kustomize accepts in each field: it decodes strictly, so one misspelled key fails the build. A record
 * names the keys of each item of a list.
 *
 * @see https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/
 */
const shapes: Readonly<Record<string, Shape>> = {
  namePrefix: "text",
  nameSuffix: "text",
  namespace: "text",
  commonLabels: "map",
  commonAnnotations: "map",
  generatorOptions: "map",
  resources: "texts",
  bases: "texts",
  components: "texts",
  crds: "texts",
  configurations: "texts",
  generators: "texts",
  transformers: "texts",
  validators: "texts",
  buildMetadata: "texts",
  patchesStrategicMerge: "texts",
  patches: patch,
  patchesJson6902: patch,
  images: image,
  imageTags: image,
  labels: keysOf("pairs", "includeSelectors", "includeTemplates", "fields"),
  replicas: keysOf("name", "count"),
  replacements: keysOf("path", "source", "targets", "sourceValue"),
  vars: keysOf("name", "objref", "fieldref"),
  configMapGenerator: keysOf(...generator),
  secretGenerator: keysOf(...generator, "type"),
};

const versions: Readonly<Record<string, string>> = {
  Kustomization: "kustomize.config.k8s.io/v1beta1",
  Component: "kustomize.config.k8s.io/v1alpha1",
};

/** What kustomize would refuse in a kustomization before it builds anything. */
export function* checkKustomization(value: JsonObject, origin: Origin): Iterable<Diagnostic> {
  yield* checkKind(value, origin);
  for (const [key, entry] of Object.entries(value)) {
    const field = kustomizationFields.find((name) => name.toLowerCase() === key.toLowerCase());
    if (field === undefined) {
      yield unknownField(key, `/${key}`, origin, kustomizationFields, "kustomize");
    } else if (entry !== null && entry !== undefined) {
      yield* checkShape(field, entry, shapes[field], origin);
    }
  }
}

function* checkKind(value: JsonObject, origin: Origin): Iterable<Diagnostic> {
  const kind = value.kind ?? "Kustomization";
  const expected = typeof kind === "string" ? versions[kind] : undefined;
  if (expected === undefined) {
    const message = `The kind is "${String(kind)}"; kustomize takes Kustomization or Component.`;
    yield problemAt("build-failed", { origin, pointer: "/kind" }, { message });
  } else if (value.apiVersion !== undefined && value.apiVersion !== "" && value.apiVersion !== expected) {
    const message = `The apiVersion of a ${String(kind)} of kustomize is "${expected}", not "${String(value.apiVersion)}".`;
    yield problemAt("build-failed", { origin, pointer: "/apiVersion" }, { message });
  }
}

function* checkShape(
  field: string,
  entry: JsonValue,
  shape: Shape | undefined,
  origin: Origin,
): Iterable<Diagnostic> {
  const at = { origin, pointer: `/${field}` };
  if (shape === undefined) return;
  if (shape === "text") {
    if (typeof entry !== "string") yield wrongShape(at, field, "a text");
  } else if (shape === "map") {
    if (!isJsonObject(entry)) yield wrongShape(at, field, "a map");
  } else if (!Array.isArray(entry)) {
    yield wrongShape(at, field, "a list");
  } else {
    for (const [i, item] of entry.entries()) yield* checkItem(field, i, item as JsonValue, shape, origin);
  }
}

function* checkItem(
  field: string,
  index: number,
  item: JsonValue,
  shape: "texts" | Readonly<Record<string, true>>,
  origin: Origin,
): Iterable<Diagnostic> {
  const pointer = `/${field}/${index}`;
  if (shape === "texts") {
    if (typeof item !== "string") yield wrongShape({ origin, pointer }, `${field}[${index}]`, "a text");
  } else if (!isJsonObject(item)) {
    yield wrongShape({ origin, pointer }, `${field}[${index}]`, "a map");
  } else {
    for (const key of Object.keys(item)) {
      if (Object.hasOwn(shape, key)) continue;
      yield unknownField(key, `${pointer}/${key}`, origin, Object.keys(shape), field);
    }
  }
}

function wrongShape(at: { origin: Origin; pointer: string }, field: string, expected: string): Diagnostic {
  return problemAt("build-failed", at, { message: `${field} must be ${expected}.` });
}

function unknownField(
  key: string,
  pointer: string,
  origin: Origin,
  known: readonly string[],
  owner: string,
): Diagnostic {
  const message = `${owner} has no field "${key}".${suggestion(key, known)}`;
  return problemAt("build-failed", { origin, pointer }, { message }, "key");
}
