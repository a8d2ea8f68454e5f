/**
 * `npx jiti scripts/demo-recording.ts`: writes `src/cli/demo/recording.ts`, what `fluxwright demo` replays, from the
 * lab's recording of the state `stuck`. Each write is kept as its difference from the one before, so that it is
 * small enough to ship. Changed are the namespace, the repository's address, and `status.history`, which is left out.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { parseAllDocuments } from "yaml";
import type { JsonObject, JsonValue } from "../src/objects/json.js";
import { isJsonObject, jsonEqual } from "../src/objects/json.js";
import type { KubeObject } from "../src/objects/kube-object.js";

const FROM = "test/recordings/stuck";
const TO = "src/cli/demo/recording.ts";
const TIMELINES = ["timeline-gitrepository-fleet.yaml", "timeline-kustomization-app.yaml"];

const header = readFileSync(`${FROM}/${TIMELINES[0]}`, "utf8").split("\n")[0]?.replace(/^# /, "") ?? "";
const writes = TIMELINES.flatMap(readObjects).sort((a, b) => version(a) - version(b));

function readObjects(name: string): readonly KubeObject[] {
  const text = readFileSync(`${FROM}/${name}`, "utf8")
    .replaceAll(/(?<![A-Za-z0-9])stuck(?![A-Za-z0-9])/g, "shop")
    .replaceAll(/http:\/\/127\.0\.0\.1:\d+\/shop\.git/g, "https://git.example/shop/fleet")
    .replaceAll(/http:\/\/127\.0\.0\.1:\d+\//g, "http://source-controller.flux-system.svc.cluster.local./");
  return parseAllDocuments(text, { version: "1.1" }).map((document) => document.toJS() as KubeObject);
}

function version({ metadata }: KubeObject): number {
  return Number(metadata.resourceVersion);
}

/** The JSON merge patch that makes `after` of `before`. */
function difference(before: JsonValue | undefined, after: JsonValue): JsonValue {
  if (!isJsonObject(before) || !isJsonObject(after)) return after;
  const patch: Record<string, JsonValue> = {};
  for (const key of Object.keys(before)) if (after[key] === undefined) patch[key] = null;
  for (const [key, value] of Object.entries(after)) {
    if (value !== undefined && !jsonEqual(before[key], value)) patch[key] = difference(before[key], value);
  }
  return patch;
}

const last = new Map<string, JsonObject>();
const lines = writes.map(({ metadata, status, ...rest }) => {
  const { resourceVersion: _, ...kept } = metadata;
  const { history: __, ...shown } = status as JsonObject;
  const object: JsonObject = { ...rest, metadata: kept as JsonObject, status: shown };
  const patch = difference(last.get(rest.kind), object);
  last.set(rest.kind, object);
  return `  { kind: ${JSON.stringify(rest.kind)}, patch: ${JSON.stringify(patch)} },`;
});

writeFileSync(
  TO,
  `// Written by scripts/demo-recording.ts from ${FROM}; do not edit.
import type { JsonObject } from "../../objects/json.js";

/** One write to an object, as the JSON merge patch to its state before. */
export interface RecordedWrite {
  readonly kind: "GitRepository" | "Kustomization";
  readonly patch: JsonObject;
}

/** When, and by which programs, the writes were made. */
export const recordedBy = ${JSON.stringify(header)};

/** Every write to a source and its Kustomization while a bad commit kept it from four newer ones, in order. */
// biome-ignore format: a line for each write
export const recordedWrites: readonly RecordedWrite[] = [
${lines.join("\n")}
];
`,
);
console.log(`${TO}: ${writes.length} writes`);
