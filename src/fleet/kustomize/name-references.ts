import type { JsonObject, JsonValue } from "../../objects/json.js";
import { asArray, asObject, asString, isJsonObject } from "../../objects/json.js";
import { withEntry } from "./entries.js";
import type { FieldSpec } from "./field-spec.js";
import { pathKeys, updateAt } from "./field-spec.js";
import type { NameReference } from "./name-reference-specs.js";
import { noteSet } from "./provenance.js";
import type { Gvk, Resource } from "./resource.js";
import { currentId, matchesGvk, originalId, withObject } from "./resource.js";

interface Field {
  readonly spec: FieldSpec;
  readonly target: NameReference;
}

/**
 * The resources with the names in their fields set to the names that the objects have now. Only what the build
 * itself holds is followed, within a namespace.
 */
export function fixNameReferences(
  resources: readonly Resource[],
  references: readonly NameReference[],
): readonly Resource[] {
  const candidates = resources.filter((resource) => resource.previousIds.length > 0);
  if (candidates.length === 0 && !resources.some(namesAccounts)) return resources;
  const fields = fieldsByKind(references);
  return resources.map((resource) => {
    const wanted = fields.get(originalId(resource).kind) ?? [];
    return wanted.reduce((next, field) => fixField(next, field, resources), resource);
  });
}

/** Subjects get the namespace of the account they name even where no name changed. */
function namesAccounts(resource: Resource): boolean {
  return /^(Cluster)?RoleBinding$|WebhookConfiguration$/.test(resource.object.kind);
}

const indexes = new WeakMap<readonly NameReference[], Map<string, Field[]>>();

function fieldsByKind(references: readonly NameReference[]): ReadonlyMap<string, readonly Field[]> {
  let index = indexes.get(references);
  if (index === undefined) {
    index = new Map();
    for (const target of references) {
      for (const spec of target.fields) {
        const list = index.get(spec.kind ?? "") ?? [];
        list.push({ spec, target });
        index.set(spec.kind ?? "", list);
      }
    }
    indexes.set(references, index);
  }
  return index;
}

function fixField(resource: Resource, field: Field, all: readonly Resource[]): Resource {
  const { spec, target } = field;
  if (!matchesGvk(originalId(resource), spec)) return resource;
  const fix = (value: JsonValue | undefined): JsonValue | undefined =>
    fixValue(value, resource, field, all, target);
  return withObject(resource, updateAt(resource.object, pathKeys(spec.path), false, fix, undefined));
}

function fixValue(
  value: JsonValue | undefined,
  referrer: Resource,
  field: Field,
  all: readonly Resource[],
  target: Gvk,
): JsonValue | undefined {
  if (Array.isArray(value)) {
    const items = value as readonly JsonValue[];
    const next = items.map((item) => fixValue(item, referrer, field, all, target) ?? item);
    return next.some((item, i) => item !== items[i]) ? noteSet(next, items, [], undefined) : value;
  }
  if (typeof value === "string") {
    const found = findReferral(value, referrer, field, candidatesFor(referrer, all), false);
    return found === undefined ? value : currentId(found).name;
  }
  return isJsonObject(value) ? fixMap(value, referrer, field, all) : value;
}

/** A map with name and perhaps namespace: both follow the object. */
function fixMap(map: JsonObject, referrer: Resource, field: Field, all: readonly Resource[]): JsonObject {
  const name = asString(map.name);
  if (name === undefined) return map;
  const near = candidatesFor(referrer, all);
  const namespace = asString(map.namespace);
  const candidates = namespace === undefined ? near : inNamespace(near, namespace);
  const found = findReferral(name, referrer, field, candidates, true);
  if (found === undefined) return map;
  const written = found.object.metadata.namespace;
  let next = map;
  if (name !== currentId(found).name) next = withEntry(next, "name", currentId(found).name);
  if (written && namespace !== written) next = withEntry(next, "namespace", written);
  return next === map ? map : noteSet(next, map, [], undefined);
}

function inNamespace(candidates: readonly Resource[], namespace: string): readonly Resource[] {
  const original = candidates.filter((resource) => originalId(resource).namespace === namespace);
  return original.length > 0
    ? original
    : candidates.filter((resource) => currentId(resource).namespace === namespace);
}

/** What a resource may refer to: its own namespace, cluster-scoped objects, and accounts that a binding names. */
function candidatesFor(referrer: Resource, all: readonly Resource[]): readonly Resource[] {
  const { namespace, kind } = currentId(referrer);
  if (namespace === "") return all;
  const accounts = kind === "RoleBinding" ? accountNamespaces(referrer) : undefined;
  return all.filter((resource) => {
    const id = currentId(resource);
    return (
      id.namespace === "" ||
      id.namespace === namespace ||
      accounts?.has(asString(resource.object.metadata.namespace) ?? "") === true
    );
  });
}

function accountNamespaces(referrer: Resource): ReadonlySet<string> {
  return new Set(
    asArray(referrer.object.subjects)
      .map(asObject)
      .filter((subject) => subject.kind === "ServiceAccount")
      .flatMap((subject) => asString(subject.namespace) ?? []),
  );
}

function findReferral(
  oldName: string,
  referrer: Resource,
  field: Field,
  candidates: readonly Resource[],
  byNamespace: boolean,
): Resource | undefined {
  const named = candidates.filter(
    (resource) =>
      resource.previousIds.some((id) => id.name === oldName) &&
      resource.previousIds.some((id) => matchesGvk(id, field.target)) &&
      fitsRole(resource, referrer, field.spec),
  );
  if (named.length <= 1) return named[0];
  const near = named.filter((resource) => sameAffixes(resource, referrer, true));
  const exact = near.length > 1 ? near.filter((resource) => sameAffixes(resource, referrer, false)) : near;
  const [first] = exact;
  const isSame = exact.every(
    (resource) =>
      currentId(resource).name === currentId(first!).name &&
      (!byNamespace || currentId(resource).namespace === currentId(first!).namespace),
  );
  return isSame ? first : undefined;
}

/** A roleRef names the group and kind of its role beside the name. */
function fitsRole(resource: Resource, referrer: Resource, spec: FieldSpec): boolean {
  if (!spec.path.endsWith("roleRef/name")) return true;
  const { apiGroup, kind } = asObject(referrer.object.roleRef);
  if (typeof apiGroup !== "string" || typeof kind !== "string") return true;
  return resource.previousIds.some((id) => matchesGvk(id, { group: apiGroup, kind }));
}

function sameAffixes(a: Resource, b: Resource, allowEmpty: boolean): boolean {
  return sameEnd(a.prefixes, b.prefixes, allowEmpty) && sameEnd(a.suffixes, b.suffixes, allowEmpty);
}

function sameEnd(a: readonly string[], b: readonly string[], allowEmpty: boolean): boolean {
  if (a.length === 0 || b.length === 0) return allowEmpty || a.length === b.length;
  const count = Math.min(a.length, b.length);
  return a.slice(-count).join("\0") === b.slice(-count).join("\0");
}
