import type { Item } from "./build-plan.js";
import { updateAt } from "./field-spec.js";
import type { Resource } from "./resource.js";
import { originalId, rememberId, withObject } from "./resource.js";

/** Kinds whose names mean something outside the fleet. */
const keptKinds: ReadonlySet<string> = new Set(["CustomResourceDefinition", "Namespace"]);

function keepsName(resource: Resource): boolean {
  const { group, kind } = originalId(resource);
  return keptKinds.has(kind) || (kind === "APIService" && group === "apiregistration.k8s.io");
}

/** The resource with a prefix before its name. CRDs, Namespaces and APIServices keep theirs. */
export function prefixName(resource: Resource, prefix: Item<string>): Resource {
  if (keepsName(resource)) return resource;
  const named = rename(rememberId(resource), (name) => prefix.value + name, prefix);
  return { ...named, prefixes: [...named.prefixes, prefix.value] };
}

/** The resource with a suffix behind its name. CRDs, Namespaces and APIServices keep theirs. */
export function suffixName(resource: Resource, suffix: Item<string>): Resource {
  if (keepsName(resource)) return resource;
  const named = rename(rememberId(resource), (name) => name + suffix.value, suffix);
  return { ...named, suffixes: [...named.suffixes, suffix.value] };
}

function rename(resource: Resource, change: (name: string) => string, by: Item<string>): Resource {
  const update = (name: unknown): string => change(typeof name === "string" ? name : "");
  return withObject(resource, updateAt(resource.object, ["metadata", "name"], true, update, by.at));
}
