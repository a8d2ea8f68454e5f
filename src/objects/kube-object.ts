import type { JsonObject, JsonValue } from "./json.js";
import { isJsonObject } from "./json.js";

/** `metadata` of a Kubernetes object, as far as the project reads it. */
export interface ObjectMeta {
  readonly name?: string;
  readonly generateName?: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly [key: string]: JsonValue | undefined;
}

/** A Kubernetes object as plain data. */
export interface KubeObject extends JsonObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta & JsonObject;
}

/** Whether a JSON value has the three things that make a Kubernetes object: apiVersion, kind, metadata. */
export function isKubeObject(value: unknown): value is KubeObject {
  return (
    isJsonObject(value) &&
    typeof value.apiVersion === "string" &&
    typeof value.kind === "string" &&
    isJsonObject(value.metadata)
  );
}

/** The API group of an apiVersion: `"apps"` of `"apps/v1"`, `""` (the core group) of `"v1"`. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf("/");
  return slash < 0 ? "" : apiVersion.slice(0, slash);
}

/** The version of an apiVersion: `"v1"` of `"apps/v1"`. */
export function versionOf(apiVersion: string): string {
  return apiVersion.slice(apiVersion.indexOf("/") + 1);
}

/** The namespace that an object names; undefined where there is none, or where what is written is no text. */
export function namespaceOf({ metadata }: KubeObject): string | undefined {
  const namespace: unknown = metadata.namespace;
  return typeof namespace === "string" ? namespace : undefined;
}
