import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { ManifestFile } from "../../manifests/manifest-file.js";
import { asKustomizeReads } from "../../manifests/manifest-file.js";
import type { JsonObject, JsonValue } from "../../objects/json.js";
import { isJsonObject } from "../../objects/json.js";
import type { BuildMemo } from "./build-memo.js";
import type { BuildPlan, Item } from "./build-plan.js";
import { mapField, mapItems, textField, textItems } from "./build-plan.js";
import { entryOf } from "./entries.js";
import { imageSpecs, replaceImages } from "./images.js";
import { inlineDocuments, parseInline } from "./inline-text.js";
import { addLabels, annotationSpecs, setEntries } from "./labels.js";
import { prefixName, suffixName } from "./name-affix.js";
import { moveToNamespace, namespaceSpecs } from "./namespace.js";
import type { LoadedPatch } from "./patches.js";
import { applyPatch } from "./patches.js";
import { buildFailure } from "./problem.js";
import type { Written } from "./provenance.js";
import { applyReplacement } from "./replacements.js";
import { setReplicas } from "./replicas.js";
import type { Resource } from "./resource.js";
import { currentId, idKey, nameOf } from "./resource.js";
import type { TransformerConfig } from "./transformer-config.js";

/** What transformers work on, and how they read files and report. */
export interface Transformed {
  resources: readonly Resource[];
  readonly config: TransformerConfig;
  readonly memo: BuildMemo;
  readonly report: (diagnostic: Diagnostic) => void;
  readonly readManifests: (
    plan: BuildPlan,
    item: Item<string>,
    reading?: (file: ManifestFile) => ManifestFile,
  ) => ManifestFile | undefined;
}

/** Runs the transformers of a plan over what was accumulated, in kustomize's order. */
export function transform(run: Transformed, plan: BuildPlan): void {
  for (const item of textItems(plan, "patchesStrategicMerge")) applyLegacyPatch(run, plan, item);
  for (const entry of mapItems(plan, "patches")) applyEntry(run, plan, entry);
  moveAll(run, plan);
  const [prefix, suffix] = [textField(plan, "namePrefix"), textField(plan, "nameSuffix")];
  if (prefix !== undefined) run.resources = run.resources.map((resource) => prefixName(resource, prefix));
  if (suffix !== undefined) run.resources = run.resources.map((resource) => suffixName(resource, suffix));
  if (mapItems(plan, "labels").length > 0 || mapField(plan, "commonLabels") !== undefined) {
    run.resources = run.resources.map((resource) => addLabels(resource, plan, run.config.commonLabels));
  }
  const annotations = mapField(plan, "commonAnnotations");
  if (annotations !== undefined) {
    const specs = [...annotationSpecs, ...run.config.commonAnnotations];
    run.resources = run.resources.map((resource) => setEntries(resource, specs, annotations));
  }
  for (const entry of mapItems(plan, "patchesJson6902")) applyEntry(run, plan, entry);
  for (const entry of mapItems(plan, "replicas")) {
    run.resources = setReplicas(run.resources, entry, run.report);
  }
  for (const image of mapItems(plan, "images", "imageTags")) {
    const specs = [...imageSpecs, ...run.config.images];
    run.resources = replaceImages(run.resources, image, specs, run.report);
  }
  for (const entry of mapItems(plan, "replacements")) {
    for (const replacement of loadReplacements(run, plan, entry)) {
      run.resources = applyReplacement(run.resources, replacement, run.report);
    }
  }
}

/** An entry of replacements is one, or names a file with one or several. */
function loadReplacements(
  run: Transformed,
  plan: BuildPlan,
  entry: Item<JsonObject>,
): readonly Item<JsonObject>[] {
  const path = entryOf(entry.value, "path");
  if (typeof path !== "string" || path === "") return [entry];
  const [document] = run.readManifests(plan, { value: path, at: pathPlace(entry) })?.documents ?? [];
  if (document === undefined) return [];
  const { value, origin } = document;
  const items: readonly JsonValue[] = Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
  return items.flatMap((item, i) =>
    isJsonObject(item) ? [{ value: item, at: { origin, pointer: Array.isArray(value) ? `/${i}` : "" } }] : [],
  );
}

function moveAll(run: Transformed, plan: BuildPlan): void {
  const namespace = textField(plan, "namespace");
  if (namespace === undefined) return;
  const specs = [...namespaceSpecs, ...run.config.namespace];
  const moved = run.resources.map((resource) => moveToNamespace(resource, namespace, specs));
  const seen = new Map<string, Resource>();
  run.resources = moved.filter((resource) => {
    const key = idKey(currentId(resource));
    if (!seen.has(key)) return seen.set(key, resource);
    const what = nameOf(resource);
    run.report(buildFailure(namespace.at, `The namespace makes two objects one: ${what}.`));
    return false;
  });
}

/** An entry of patchesStrategicMerge is the patch itself, or a file. */
function applyLegacyPatch(run: Transformed, plan: BuildPlan, item: Item<string>): void {
  const isInline = item.value.includes("\n") || /^\s*\{/.test(item.value) || /:\s/.test(item.value);
  const documents = isInline
    ? inlineDocuments(patchReading(parseInline(item.value)), item.at, run.memo.readText)
    : run.readManifests(plan, item, patchReading)?.documents;
  if (documents === undefined) return;
  const entry = { value: {}, at: item.at };
  run.resources = applyPatch(run.resources, { entry, documents }, run.report);
}

function applyEntry(run: Transformed, plan: BuildPlan, entry: Item<JsonObject>): void {
  const loaded = loadPatch(run, plan, entry);
  if (loaded !== undefined) run.resources = applyPatch(run.resources, loaded, run.report);
}

function loadPatch(run: Transformed, plan: BuildPlan, entry: Item<JsonObject>): LoadedPatch | undefined {
  const [text, path] = [entryOf(entry.value, "patch"), entryOf(entry.value, "path")];
  const hasText = typeof text === "string" && text.trim() !== "";
  const hasPath = typeof path === "string" && path !== "";
  if (hasText === hasPath) {
    run.report(
      buildFailure(entry.at, hasText ? "A patch has patch or path, not both." : "The patch is empty."),
    );
    return undefined;
  }
  const documents = hasText
    ? readInlinePatch(run, entry, String(text))
    : run.readManifests(plan, { value: String(path), at: pathPlace(entry) }, patchReading)?.documents;
  return documents === undefined ? undefined : { entry, documents };
}

function pathPlace(entry: Item<JsonObject>): Item["at"] {
  return { origin: entry.at.origin, pointer: `${entry.at.pointer}/path` };
}

/** kustomize reads a patch as a resource, but the operations of a JSON patch as kubectl does. */
function patchReading(file: ManifestFile): ManifestFile {
  return Array.isArray(file.documents[0]?.value) ? file : asKustomizeReads(file);
}

function readInlinePatch(run: Transformed, entry: Item<JsonObject>, text: string): Written[] | undefined {
  const at = { origin: entry.at.origin, pointer: `${entry.at.pointer}/patch` };
  const file = patchReading(parseInline(text));
  const problem = file.diagnostics.find(({ severity }) => severity === "error");
  if (problem === undefined) return inlineDocuments(file, at, run.memo.readText);
  run.report(buildFailure(at, `The patch is not YAML: ${problem.message}`));
  return undefined;
}
