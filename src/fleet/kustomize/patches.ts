import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { JsonObject, JsonValue } from "../../objects/json.js";
import { asObject, asString, isJsonObject } from "../../objects/json.js";
import type { Item } from "./build-plan.js";
import { below } from "./build-plan.js";
import { entryOf, withEntry } from "./entries.js";
import type { JsonPatchOperation } from "./json-patch.js";
import { applyOperation, PatchConflict } from "./json-patch.js";
import { buildFailure } from "./problem.js";
import type { Written, WrittenPlace } from "./provenance.js";
import { noteSet } from "./provenance.js";
import type { Resource, ResourceId } from "./resource.js";
import { formatId, idOf, idsOf, nameOf, rememberId, withObject } from "./resource.js";
import type { ResourceSelector } from "./selector.js";
import { selectorOf } from "./selector.js";
import { MergeConflict, mergeObject } from "./strategic-merge.js";

/** A patch entry after its text or file was read. */
export interface LoadedPatch {
  readonly entry: Item<JsonObject>;
  readonly documents: readonly Written[];
}

type Report = (diagnostic: Diagnostic) => void;

/** The resources with a patch applied; those that it deletes are gone. Findings go to `report`. */
export function applyPatch(
  resources: readonly Resource[],
  patch: LoadedPatch,
  report: Report,
): readonly Resource[] {
  const { entry, documents } = patch;
  const first = documents[0]?.value;
  if (documents.length === 0) return resources;
  if (Array.isArray(first)) return applyJsonPatch(resources, patch, documents[0]!, report);
  const target = entry.value.target;
  if (isJsonObject(target)) {
    if (documents.length > 1) {
      report(buildFailure(entry.at, "A patch with a target must hold one document.", "Split the patch."));
      return resources;
    }
    const select = readSelector(target, entry.at, report);
    return select === undefined ? resources : mergeSelected(resources, select, documents[0]!, entry, report);
  }
  return documents.reduce((all, document) => mergeByIdentity(all, document, entry, report), resources);
}

function readSelector(target: JsonObject, at: WrittenPlace, report: Report): ResourceSelector | undefined {
  try {
    return selectorOf(target);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    report(buildFailure(below(at, "target"), `The target cannot be read: ${error.message}.`));
    return undefined;
  }
}

function mergeSelected(
  resources: readonly Resource[],
  select: ResourceSelector,
  document: Written,
  entry: Item<JsonObject>,
  report: Report,
): readonly Resource[] {
  return resources.flatMap((resource) => {
    if (!select(resource)) return [resource];
    const merged = mergeInto(resource, document, entry, report);
    return merged === undefined ? [] : [merged];
  });
}

function mergeByIdentity(
  resources: readonly Resource[],
  document: Written,
  entry: Item<JsonObject>,
  report: Report,
): readonly Resource[] {
  const wanted = idOfPatch(document.value);
  if (wanted === undefined) {
    const place = { origin: document.origin, pointer: "" };
    report(
      buildFailure(
        place,
        "The patch names no object: it needs apiVersion, kind and metadata.name, or a target.",
      ),
    );
    return resources;
  }
  const found = resources.filter((resource) => idsOf(resource).some((id) => isSameId(id, wanted)));
  if (found.length !== 1) {
    const place = { origin: document.origin, pointer: "" };
    const what = formatId(wanted);
    const near = nearMiss(resources, wanted);
    report(
      found.length === 0
        ? buildFailure(place, `The patch is for ${what}, which is not in the build.${near}`)
        : buildFailure(place, `The patch is for ${what}, which matches ${found.length} objects.`),
    );
    return resources;
  }
  const [target] = found;
  return resources.flatMap((resource) => {
    if (resource !== target) return [resource];
    const merged = mergeInto(resource, document, entry, report);
    return merged === undefined ? [] : [merged];
  });
}

/** The identity that a patch without a target is for. */
function idOfPatch(value: JsonValue): ResourceId | undefined {
  const { apiVersion, kind, metadata } = asObject(value);
  const name = asObject(metadata).name;
  if (typeof kind !== "string" || typeof name !== "string") return undefined;
  return idOf({ apiVersion: asString(apiVersion) ?? "", kind, metadata: asObject(metadata) });
}

function isSameId(a: ResourceId, b: ResourceId): boolean {
  return (
    a.group === b.group &&
    a.version === b.version &&
    a.kind === b.kind &&
    a.name === b.name &&
    a.namespace === b.namespace
  );
}

/** What the build has that the patch may have meant: the same kind and name elsewhere, or the same kind. */
function nearMiss(resources: readonly Resource[], wanted: ResourceId): string {
  const ids = resources.flatMap((resource) => idsOf(resource)).filter((id) => id.kind === wanted.kind);
  const twin = ids.find((id) => id.name === wanted.name);
  if (twin !== undefined) {
    const version = twin.group === "" ? twin.version : `${twin.group}/${twin.version}`;
    return ` It has ${formatId(twin)} (${version}).`;
  }
  const names = [...new Set(ids.map((id) => id.name))];
  return names.length === 0 ? "" : ` It has ${wanted.kind} ${names.slice(0, 5).join(", ")}.`;
}

function mergeInto(
  resource: Resource,
  document: Written,
  entry: Item<JsonObject>,
  report: Report,
): Resource | undefined {
  const patch = asObject(document.value);
  try {
    const merged = mergeObject(resource.object, patch);
    if (merged === undefined) return undefined;
    const options = asObject(entry.value.options);
    const kept = keepIdentity(merged, resource.object, options);
    const changesId = options.allowNameChange === true || options.allowKindChange === true;
    return withObject(changesId ? rememberId(resource) : resource, kept, document);
  } catch (error) {
    if (!(error instanceof MergeConflict)) throw error;
    const place = { origin: document.origin, pointer: "" };
    report(buildFailure(place, `The patch does not fit ${nameOf(resource)}: ${error.message}.`));
    return resource;
  }
}

/** A patch does not rename, move or retype what it patches, unless its options say so. */
function keepIdentity(merged: JsonObject, old: JsonObject, options: JsonObject): JsonObject {
  const before = asObject(old.metadata);
  let metadata = asObject(merged.metadata);
  const restore = (key: string): void => {
    const value = entryOf(before, key);
    if (metadata[key] === value) return;
    const next = value === undefined ? withoutKey(metadata, key) : withEntry(metadata, key, value);
    metadata = noteSet(next, metadata, [], undefined);
  };
  if (options.allowNameChange !== true) restore("name");
  restore("namespace");
  let next = merged;
  if (metadata !== merged.metadata)
    next = noteSet(withEntry(next, "metadata", metadata), next, [], undefined);
  if (options.allowKindChange !== true) {
    for (const key of ["kind", "apiVersion"] as const) {
      if (next[key] !== old[key]) next = noteSet(withEntry(next, key, old[key] ?? ""), next, [], undefined);
    }
  }
  return next;
}

function withoutKey(map: JsonObject, key: string): JsonObject {
  const { [key]: _, ...rest } = map;
  return rest;
}

function applyJsonPatch(
  resources: readonly Resource[],
  patch: LoadedPatch,
  document: Written,
  report: Report,
): readonly Resource[] {
  const { entry } = patch;
  if (!isJsonObject(entry.value.target)) {
    report(
      buildFailure(entry.at, "A JSON patch needs a target.", "Add target with the kind and name to patch."),
    );
    return resources;
  }
  const select = readSelector(entry.value.target, entry.at, report);
  if (select === undefined) return resources;
  const operations = readOperations(document, report);
  return resources.map((resource) =>
    select(resource) ? applyOperations(resource, operations, document, report) : resource,
  );
}

interface PlacedOperation {
  readonly operation: JsonPatchOperation;
  readonly at: WrittenPlace;
}

function readOperations(document: Written, report: Report): PlacedOperation[] {
  const { origin } = document;
  return (document.value as readonly JsonValue[]).flatMap((item, i) => {
    const { op, path, from, value } = asObject(item);
    const at = { origin, pointer: `/${i}` };
    if (typeof op !== "string" || typeof path !== "string") {
      report(buildFailure(at, "An operation of a JSON patch needs op and path."));
      return [];
    }
    const operation = {
      op,
      path,
      ...(typeof from === "string" ? { from } : {}),
      ...(value === undefined ? {} : { value }),
    };
    return [{ operation, at }];
  });
}

function applyOperations(
  resource: Resource,
  operations: readonly PlacedOperation[],
  document: Written,
  report: Report,
): Resource {
  let object: JsonObject = resource.object;
  for (const { operation, at } of operations) {
    try {
      object = applyOperation(object, operation, below(at, "value"));
    } catch (error) {
      if (!(error instanceof PatchConflict)) throw error;
      const what = nameOf(resource);
      report(buildFailure(at, `The JSON patch does not fit ${what}: ${error.message}.`));
    }
  }
  return withObject(rememberId(resource), object, document);
}
