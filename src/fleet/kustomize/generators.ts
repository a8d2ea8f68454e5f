import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { suggestion } from "../../diagnostics/did-you-mean.js";
import type { JsonObject, JsonValue } from "../../objects/json.js";
import { asArray, asObject, asString, isJsonObject } from "../../objects/json.js";
import type { KubeObject } from "../../objects/kube-object.js";
import type { Location } from "../../objects/location.js";
import type { Origin } from "../../objects/origin.js";
import type { Item } from "./build-plan.js";
import { below } from "./build-plan.js";
import { buildFailure } from "./problem.js";
import type { WrittenPlace } from "./provenance.js";
import { isRemoteFile } from "./remote.js";
import type { GeneratorBehavior, Resource } from "./resource.js";
import { idKey, idOf, idsOf, nameOf, resourceOf, withObject } from "./resource.js";
import { isUnknown, markUnknown } from "./unknown-data.js";

/** The text of a file relative to the kustomization; undefined where there is none at hand, which it reports. */
export type ReadSource = (item: Item<string>) => string | undefined;

type Report = (diagnostic: Diagnostic) => void;
type Pair = readonly [key: string, value: string];

/** The place of everything that a generator makes: its entry in the kustomization. */
export class GeneratedOrigin implements Origin {
  readonly file: string;
  constructor(private readonly at: WrittenPlace) {
    this.file = at.origin.file;
  }
  locate(): Location {
    return this.at.origin.locate(this.at.pointer);
  }
}

/** The ConfigMap or Secret of a generator entry; undefined when kustomize would refuse the entry. */
export function generate(
  kind: "ConfigMap" | "Secret",
  entry: Item<JsonObject>,
  global: JsonObject,
  read: ReadSource,
  report: Report,
): { resource: Resource; behavior: GeneratorBehavior } | undefined {
  const { name, namespace, type, behavior } = entry.value;
  if (typeof name !== "string" || name === "") {
    report(buildFailure(entry.at, `A generated ${kind} needs a name.`));
    return undefined;
  }
  const pairs = [...readPairs(entry, read, report)];
  if (!checkKeys(pairs, entry, report)) return undefined;
  const [data, isPartial] = [dataOf(kind, pairs), hasRemote(entry.value)];
  const options = mergeOptions(global, asObject(entry.value.options));
  const metadata = {
    name,
    ...(typeof namespace === "string" && namespace !== "" ? { namespace } : {}),
    ...withTexts("labels", options.labels),
    ...withTexts("annotations", options.annotations),
  };
  const object: KubeObject = {
    apiVersion: "v1",
    kind,
    metadata,
    ...(kind === "Secret" ? { type: asString(type) || "Opaque" } : {}),
    ...(pairs.length === 0 && !isPartial ? {} : { data: isPartial ? markUnknown(data) : data }),
    ...(options.immutable === true ? { immutable: true } : {}),
  };
  const resource = resourceOf(object, new GeneratedOrigin(entry.at));
  const needsHash = options.disableNameSuffixHash !== true;
  return { resource: { ...resource, needsHash }, behavior: behaviorOf(behavior) };
}

function behaviorOf(value: JsonValue | undefined): GeneratorBehavior {
  return value === "merge" || value === "replace" ? value : "create";
}

function withTexts(key: string, value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) && Object.keys(value).length > 0
    ? { [key]: Object.fromEntries(Object.entries(value).map(([name, text]) => [name, String(text)])) }
    : {};
}

function dataOf(kind: string, pairs: readonly Pair[]): JsonObject {
  const encode = (value: string): string =>
    kind === "Secret" ? Buffer.from(value, "utf8").toString("base64") : value;
  return Object.fromEntries(pairs.map(([key, value]) => [key, encode(value)]));
}

/** `generatorOptions` hold for all generators; an entry's own options add to them and win. */
function mergeOptions(global: JsonObject, own: JsonObject): JsonObject {
  return {
    labels: { ...asObject(global.labels), ...asObject(own.labels) },
    annotations: { ...asObject(global.annotations), ...asObject(own.annotations) },
    disableNameSuffixHash: global.disableNameSuffixHash === true || own.disableNameSuffixHash === true,
    immutable: global.immutable === true || own.immutable === true,
  };
}

function checkKeys(pairs: readonly Pair[], entry: Item<JsonObject>, report: Report): boolean {
  const seen = new Set<string>();
  for (const [key] of pairs) {
    if (!/^[-._a-zA-Z0-9]+$/.test(key)) {
      report(
        buildFailure(
          entry.at,
          `"${key}" is no key of a ConfigMap or Secret: letters, digits, -, _ and . only.`,
        ),
      );
      return false;
    }
    if (seen.has(key)) {
      report(buildFailure(entry.at, `The key "${key}" is generated twice.`));
      return false;
    }
    seen.add(key);
  }
  return true;
}

function* readPairs(entry: Item<JsonObject>, read: ReadSource, report: Report): Iterable<Pair> {
  const { env, envs, literals, files: sources } = entry.value;
  const envFiles: (readonly [JsonValue, WrittenPlace])[] = asArray(envs).map((path, i) => [
    path,
    below(entry.at, "envs", i),
  ]);
  if (typeof env === "string" && env !== "") envFiles.push([env, below(entry.at, "env")]);
  for (const [path, at] of envFiles) {
    const content = read({ value: String(path), at });
    if (content !== undefined) yield* envPairs(content);
  }
  for (const [i, literal] of asArray(literals).entries()) {
    const pair = literalPair(String(literal));
    if (pair !== undefined) yield pair;
    else {
      const at = below(entry.at, "literals", i);
      report(buildFailure(at, `"${String(literal)}" is not a literal of the form key=value.`));
    }
  }
  for (const [i, source] of asArray(sources).entries()) {
    const at = below(entry.at, "files", i);
    const [key, path] = fileSource(String(source));
    const content = read({ value: path, at });
    if (content !== undefined) yield [key, content];
    else if (isRemoteFile(path)) yield [key, ""];
  }
}

/** Whether a part of the data is fetched, so not known here. */
function hasRemote({ env, envs, files }: JsonObject): boolean {
  const paths = [env, ...asArray(envs), ...asArray(files).map((source) => fileSource(String(source))[1])];
  return paths.some((path) => typeof path === "string" && isRemoteFile(path));
}

function fileSource(source: string): readonly [key: string, path: string] {
  const at = source.indexOf("=");
  if (at >= 0) return [source.slice(0, at), source.slice(at + 1)];
  return [source.slice(source.lastIndexOf("/") + 1), source];
}

function literalPair(literal: string): Pair | undefined {
  const at = literal.indexOf("=");
  if (at < 1) return undefined;
  const value = literal.slice(at + 1);
  const quote = value[0];
  const isQuoted = value.length > 1 && (quote === '"' || quote === "'") && value.at(-1) === quote;
  return [literal.slice(0, at), isQuoted ? value.slice(1, -1) : value];
}

function* envPairs(content: string): Iterable<Pair> {
  for (const line of content.split(/\r?\n/)) {
    const text = line.trimStart();
    if (text === "" || text.startsWith("#")) continue;
    const at = text.indexOf("=");
    yield at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
  }
}

/** The resources with a generated one added, merged into, or put in place of the one of its name. */
export function absorb(
  resources: readonly Resource[],
  generated: Resource,
  behavior: GeneratorBehavior,
  at: WrittenPlace,
  report: Report,
): readonly Resource[] {
  const key = idKey(idOf(generated.object));
  const index = resources.findIndex((resource) => idsOf(resource).some((id) => idKey(id) === key));
  const old = resources[index];
  const what = nameOf(generated);
  if (old === undefined) {
    if (behavior === "create") return [...resources, generated];
    const { kind } = generated.object;
    const names = resources.filter((r) => r.object.kind === kind).map((r) => idOf(r.object).name);
    const near = suggestion(idOf(generated.object).name, names);
    report(buildFailure(at, `There is no ${what} to ${behavior}.${near}`));
    return resources;
  }
  if (behavior === "create") {
    report(
      buildFailure(at, `${what} exists already.`, "Set behavior to merge or replace, or use another name."),
    );
    return resources;
  }
  const next = resources.slice();
  next[index] = overlaid(old, generated, behavior);
  return next;
}

function overlaid(old: Resource, generated: Resource, behavior: GeneratorBehavior): Resource {
  const [before, after] = [old.object, generated.object];
  const merge = (key: string): JsonObject => {
    return withTexts(key, { ...asObject(before[key]), ...asObject(after[key]) });
  };
  const labels = { ...before.metadata.labels, ...after.metadata.labels };
  const annotations = { ...before.metadata.annotations, ...after.metadata.annotations };
  const { name, namespace } = before.metadata;
  const metadata = {
    ...(name === undefined ? {} : { name }),
    ...(namespace === undefined ? {} : { namespace }),
    ...withTexts("labels", labels),
    ...withTexts("annotations", annotations),
  };
  const data: JsonObject = behavior === "merge" ? { ...merge("data"), ...merge("binaryData") } : {};
  const isPartial = isUnknown(before.data) || isUnknown(after.data);
  if (isPartial && isJsonObject(data.data)) markUnknown(data.data);
  const object: JsonObject = { ...after, ...data, metadata };
  // What was written by hand keeps its name: only what was generated with a hash can have one.
  const needsHash = old.needsHash && generated.needsHash;
  return { ...withObject(old, object, generated.documents[0]), needsHash };
}
