import type { JsonObject } from "../../objects/json.js";
import { asArray, asObject, asString, isJsonObject } from "../../objects/json.js";
import type { KubeObject } from "../../objects/kube-object.js";
import { isUnknown } from "../kustomize/unknown-data.js";
import type { Variables } from "./substitute-object.js";

/** Finds a ConfigMap or Secret in the namespace of the Kustomization. */
export type FindData = (kind: string, name: string) => KubeObject | undefined;

/** Whether a Kustomization substitutes at all. */
export function hasSubstitution(spec: JsonObject): boolean {
  return isJsonObject(spec.postBuild);
}

/** The names of the ConfigMaps and Secrets that variables come from, in order. */
export function variableSources(spec: JsonObject): { kind: string; name: string; optional: boolean }[] {
  return asArray(asObject(spec.postBuild).substituteFrom).flatMap((entry) => {
    const { kind, name, optional } = asObject(entry);
    return typeof kind === "string" && typeof name === "string"
      ? [{ kind, name, optional: optional === true }]
      : [];
  });
}

/**
 * The variables of a Kustomization: those of `substituteFrom` in order, then `substitute`; later ones win. Line
 * breaks in values are dropped, as Flux does.
 */
export function variablesOf(spec: JsonObject, find: FindData): Variables {
  const values = new Map<string, string>();
  let complete = true;
  for (const { kind, name } of variableSources(spec)) {
    const object = find(kind, name);
    const data = object === undefined ? undefined : dataOf(object);
    // One that is missing, encrypted or partly on the network may hold any name, optional or not.
    if (data === undefined) complete = false;
    else for (const [key, value] of data) values.set(key, value.replaceAll("\n", ""));
  }
  for (const [key, value] of Object.entries(asObject(asObject(spec.postBuild).substitute))) {
    values.set(key, String(value ?? "").replaceAll("\n", ""));
  }
  return { values, complete };
}

/** Whether Flux would replace variables: with none set it leaves all texts alone, unless told otherwise. */
export function isSubstituted(spec: JsonObject, variables: Variables): boolean {
  const { substituteStrategy } = asObject(spec.postBuild);
  return variables.values.size > 0 || !variables.complete || substituteStrategy === "Always";
}

function dataOf(object: KubeObject): [string, string][] | undefined {
  if (isJsonObject(object.sops) || isUnknown(object.data)) return undefined;
  const plain = [...textEntries(object.data), ...textEntries(object.stringData)];
  if (plain.some(([, value]) => value.startsWith("ENC["))) return undefined;
  if (object.kind !== "Secret") return textEntries(object.data);
  const decoded = textEntries(object.data).map(([key, value]): [string, string] => [
    key,
    Buffer.from(value, "base64").toString("utf8"),
  ]);
  return [...decoded, ...textEntries(object.stringData)];
}

function textEntries(value: unknown): [string, string][] {
  return Object.entries(asObject(value)).flatMap(([key, text]): [string, string][] => {
    const string = asString(text);
    return string === undefined ? [] : [[key, string]];
  });
}
