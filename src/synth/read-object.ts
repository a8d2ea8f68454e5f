import { ApiObject, JsonPatch } from "cdk8s";
import type { ImageMarker } from "../constructs/image-marker.js";
import { isClusterScoped } from "../fleet/kustomize/cluster-scoped.js";
import type { JsonValue } from "../objects/json.js";
import { asObject, isJsonObject } from "../objects/json.js";
import type { JsonPointer } from "../objects/pointer.js";
import type { ValueProblem } from "./json-reader.js";
import { JsonReader } from "./json-reader.js";

/** What an `ApiObject` amounts to. */
export interface ReadObject {
  /** The object as JSON; without what has a problem. */
  readonly value: Readonly<Record<string, JsonValue>>;
  /** Values that image automation keeps current, by place. */
  readonly markers: ReadonlyMap<JsonPointer, ImageMarker>;
  readonly problems: readonly ValueProblem[];
}

/**
 * Reads an `ApiObject` as it will be written. cdk8s' own `toJson` would drop nulls, sort keys by an environment
 * variable and let functions through, so it is only used where a class has its own (`cdk8s import`, cdk8s-plus).
 */
export function readObject(object: ApiObject): ReadObject {
  const reader = new JsonReader(object);
  const json = hasOwnJson(object) ? reader.read(ownJson(object, reader)) : plainJson(object, reader);
  const value = isJsonObject(json) ? withoutMisplacedNamespace(object, json as ReadObject["value"]) : {};
  const { markers, problems } = reader;
  return { value, markers, problems };
}

/** cdk8s gives every object the namespace of its chart, also those that can have none. */
function withoutMisplacedNamespace(object: ApiObject, value: ReadObject["value"]): ReadObject["value"] {
  const { apiVersion, apiGroup, kind } = object;
  const { metadata } = (object as unknown as Internals).props;
  if (metadata?.namespace !== undefined || !isClusterScoped(apiVersion.includes("/") ? apiGroup : "", kind)) {
    return value;
  }
  const { namespace: _namespace, ...rest } = asObject(value.metadata);
  return { ...value, metadata: rest as JsonValue };
}

function hasOwnJson(object: ApiObject): boolean {
  return object.toJson !== ApiObject.prototype.toJson;
}

function ownJson(object: ApiObject, reader: JsonReader): unknown {
  try {
    return object.toJson();
  } catch (error) {
    reader.refuse(`cannot be read: ${messageOf(error)}`);
    return identityOf(object);
  }
}

function plainJson(object: ApiObject, reader: JsonReader): unknown {
  const { props, patches } = object as unknown as Internals;
  const json = reader.read(Object.assign({}, props, { metadata: metadataOf(object) }));
  if (patches.length === 0) return json;
  try {
    // A patch changes what it is applied to, and that may be the program's own data.
    return reader.read(JsonPatch.apply(structuredClone(json), ...patches));
  } catch (error) {
    reader.refuse(`cannot be patched: ${messageOf(error)}`);
    return identityOf(object);
  }
}

function identityOf({ apiVersion, kind, name }: ApiObject): object {
  return { apiVersion, kind, metadata: { name } };
}

/** What a plain `ApiObject` was given. cdk8s keeps props and patches private and offers them only through `toJson`. */
interface Internals {
  readonly props: Readonly<Record<string, unknown>> & { readonly metadata?: { readonly namespace?: string } };
  readonly patches: readonly JsonPatch[];
}

interface MetadataInternals {
  readonly labels: object;
  readonly annotations: object;
  readonly finalizers: object;
  readonly ownerReferences: object;
  readonly _additionalAttributes: Readonly<Record<string, unknown>>;
}

function metadataOf({ metadata }: ApiObject): object {
  const internals = metadata as unknown as MetadataInternals;
  // Not `{ ...given, name, … }`, for the same reason as in `refOf`.
  return Object.assign({}, internals._additionalAttributes, {
    name: metadata.name,
    namespace: metadata.namespace,
    labels: unlessEmpty(internals.labels),
    annotations: unlessEmpty(internals.annotations),
    finalizers: unlessEmpty(internals.finalizers),
    ownerReferences: unlessEmpty(internals.ownerReferences),
  });
}

function unlessEmpty(value: object): object | undefined {
  return Object.keys(value).length === 0 ? undefined : value;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
