import type { JsonObject, JsonValue } from "../../objects/json.js";
import { isJsonObject } from "../../objects/json.js";
import type { Origin } from "../../objects/origin.js";
import { entryOf } from "./entries.js";
import type { WrittenPlace } from "./provenance.js";

/** A value of a kustomization and where it was written. */
export interface Item<T extends JsonValue = JsonValue> {
  readonly value: T;
  readonly at: WrittenPlace;
}

/**
 * What a kustomization asks for, each part with its place. A Flux Kustomization adds to the plan of the file
 * in its path, so the parts of one plan may come from two files.
 */
export interface BuildPlan {
  /** Directory, relative to the tree; `""` is the root. */
  readonly directory: string;
  /** Place of the file itself, or of the field that named the directory when there is no file. */
  readonly at: WrittenPlace;
  readonly isComponent: boolean;
  readonly fields: Readonly<Record<string, Item>>;
  readonly lists: Readonly<Record<string, readonly Item[]>>;
}

/** The fields of a kustomization, and whether each is a list. */
const listFields: ReadonlySet<string> = new Set([
  "labels",
  "patchesStrategicMerge",
  "patchesJson6902",
  "patches",
  "images",
  "imageTags",
  "replacements",
  "replicas",
  "vars",
  "resources",
  "components",
  "crds",
  "bases",
  "configMapGenerator",
  "secretGenerator",
  "helmCharts",
  "helmChartInflationGenerator",
  "configurations",
  "generators",
  "transformers",
  "validators",
  "buildMetadata",
]);
const otherFields: ReadonlySet<string> = new Set([
  "apiVersion",
  "kind",
  "metadata",
  "openapi",
  "namePrefix",
  "nameSuffix",
  "namespace",
  "commonLabels",
  "commonAnnotations",
  "sortOptions",
  "helmGlobals",
  "generatorOptions",
]);

/** All fields that kustomize knows at the top of a kustomization. */
export const kustomizationFields: readonly string[] = [...listFields, ...otherFields];

/** The plan of a kustomization. Fields of a wrong shape are left out (see `checkKustomization`). */
export function planOf(value: JsonObject, origin: Origin, directory: string): BuildPlan {
  const fields: Record<string, Item> = {};
  const lists: Record<string, readonly Item[]> = {};
  for (const key of kustomizationFields) {
    const entry = entryOf(value, key);
    if (entry === undefined || entry === null) continue;
    if (!listFields.has(key)) fields[key] = { value: entry, at: { origin, pointer: `/${key}` } };
    else if (Array.isArray(entry)) {
      lists[key] = entry.map((item: JsonValue, i) => ({
        value: item,
        at: { origin, pointer: `/${key}/${i}` },
      }));
    }
  }
  const at = { origin, pointer: "" };
  return { directory, at, isComponent: value.kind === "Component", fields, lists };
}

/** The items of one or more list fields that are texts, in order. */
export function textItems(plan: BuildPlan, ...keys: readonly string[]): Item<string>[] {
  return keys
    .flatMap((key) => plan.lists[key] ?? [])
    .filter((item): item is Item<string> => typeof item.value === "string");
}

/** The items of one or more list fields that are maps, in order. */
export function mapItems(plan: BuildPlan, ...keys: readonly string[]): Item<JsonObject>[] {
  return keys
    .flatMap((key) => plan.lists[key] ?? [])
    .filter((item): item is Item<JsonObject> => isJsonObject(item.value));
}

/** A field that is a non-empty text. */
export function textField(plan: BuildPlan, key: string): Item<string> | undefined {
  const item = plan.fields[key];
  return typeof item?.value === "string" && item.value !== "" ? (item as Item<string>) : undefined;
}

/** A field that is a map. */
export function mapField(plan: BuildPlan, key: string): Item<JsonObject> | undefined {
  const item = plan.fields[key];
  return isJsonObject(item?.value) ? (item as Item<JsonObject>) : undefined;
}

/** The place of a key below an item. */
export function below(at: WrittenPlace, ...keys: readonly (string | number)[]): WrittenPlace {
  return { origin: at.origin, pointer: [at.pointer, ...keys].join("/") };
}
