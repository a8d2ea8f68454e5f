import type { JsonObject } from "../objects/json.js";
import { ApiRefusal } from "./api-status.js";
import { apiVersionOfKind } from "./fake-watch.js";
import type { ServedKind } from "./served-kinds.js";

/** What the path of a request means. */
export interface Route {
  readonly kind: ServedKind;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
}

/** A path of the API that is not served: a real server answers in plain text, without a `Status`. */
export class NotServed extends Error {}

/** The object or collection of a path. @throws NotServed when there is none; ApiRefusal 404 for a subresource. */
export function routeOf(path: string, kinds: readonly ServedKind[]): Route {
  const parts = path
    .split("/")
    .filter((part) => part !== "")
    .map(decodeURIComponent);
  const [group, version, rest] =
    parts[0] === "api" ? ["", parts[1], parts.slice(2)] : [parts[1], parts[2], parts.slice(3)];
  const isNamespace = group === "" && rest[0] === "namespaces" && rest.length <= 2;
  const inNamespace = rest[0] === "namespaces" && !isNamespace;
  const [plural, name, subresource] = inNamespace ? rest.slice(2) : rest;
  const kind = kinds.find(
    (candidate) => candidate.group === group && candidate.version === version && candidate.plural === plural,
  );
  const fits = kind?.namespaced === true ? inNamespace || name === undefined : !inNamespace;
  if (kind === undefined || !fits) throw new NotServed();
  if (subresource !== undefined)
    throw new ApiRefusal(404, "the server could not find the requested resource");
  return { kind, namespace: inNamespace ? rest[1] : undefined, name };
}

/** The document of a discovery path, or undefined for another path. */
export function discoveryDocument(path: string, kinds: readonly ServedKind[]): JsonObject | undefined {
  const parts = path.split("/").filter((part) => part !== "");
  const [root, first, second] = parts;
  if (parts.length > 3) return undefined;
  if (path === "/version") return { major: "1", minor: "36", gitVersion: "v1.36.4" };
  if (root === "api" && parts.length <= 2) {
    return first === undefined ? { kind: "APIVersions", versions: ["v1"] } : resourceList("", first, kinds);
  }
  if (root !== "apis") return undefined;
  const groups = [...new Set(kinds.map((kind) => kind.group))].filter((group) => group !== "");
  if (first === undefined) {
    return {
      kind: "APIGroupList",
      apiVersion: "v1",
      groups: groups.map((group) => groupDocument(group, kinds)),
    };
  }
  if (!groups.includes(first)) throw new NotServed();
  if (second === undefined) return { kind: "APIGroup", apiVersion: "v1", ...groupDocument(first, kinds) };
  return resourceList(first, second, kinds);
}

function groupDocument(group: string, kinds: readonly ServedKind[]): JsonObject {
  const names = new Set(kinds.filter((kind) => kind.group === group).map((kind) => kind.version));
  const versions = [...names].map((version) => ({ groupVersion: `${group}/${version}`, version }));
  return { name: group, versions, preferredVersion: versions[0] as JsonObject };
}

function resourceList(group: string, version: string, kinds: readonly ServedKind[]): JsonObject {
  const served = kinds.filter((kind) => kind.group === group && kind.version === version);
  const [any] = served;
  if (any === undefined) throw new NotServed();
  const resources = served.map(({ kind, plural, namespaced }) => ({
    name: plural,
    singularName: kind.toLowerCase(),
    namespaced,
    kind,
    verbs: ["delete", "get", "list", "patch", "watch"],
  }));
  return { kind: "APIResourceList", apiVersion: "v1", groupVersion: apiVersionOfKind(any), resources };
}
