import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { stringify } from "yaml";
import type { KubeObject } from "../../lab/api.js";
import { API_VERSIONS, type Kind } from "../../lab/manifests.js";
import type { Space } from "../../lab/space.js";
import type { Timeline } from "../../lab/watch.js";
import { lab } from "./lab.js";

const RECORDINGS = fileURLToPath(new URL("../recordings/", import.meta.url));

/** Recordings are written only on demand, so that a run leaves no diff. */
const isRecording = process.env.RECORD === "1";

/** What is recorded of a namespace, in this order. */
const KINDS = [
  "GitRepository",
  "OCIRepository",
  "HelmRepository",
  "HelmChart",
  "Kustomization",
  "HelmRelease",
  "ImageRepository",
  "ImagePolicy",
  "ImageUpdateAutomation",
  "Deployment",
  "Pod",
  "ConfigMap",
  "Event",
] as const satisfies readonly Kind[];

/** Writes everything in the space to `test/recordings/<state>/<step>.yaml`. */
export async function record(space: Space, state: string, step: string): Promise<void> {
  if (!isRecording) return;
  write(`${state}/${step}.yaml`, await list(space));
}

async function list(space: Space): Promise<readonly KubeObject[]> {
  const lists = await Promise.all(KINDS.map((kind) => space.list(kind)));
  return lists.flat().filter(({ metadata }) => metadata.name !== "kube-root-ca.crt");
}

/** The same, with one object as it was in a moment that is already over. */
export async function recordMoment(
  space: Space,
  state: string,
  step: string,
  moment: KubeObject,
): Promise<void> {
  if (!isRecording) return;
  const others = (await list(space)).filter(({ metadata }) => metadata.uid !== moment.metadata.uid);
  write(`${state}/${step}.yaml`, [...others, moment]);
}

/** Writes every write to one object to `test/recordings/<state>/timeline-<kind>-<name>.yaml`. */
export function recordTimeline(state: string, kind: Kind, name: string, timeline: Timeline): void {
  if (!isRecording) return;
  const writes = timeline.writes.map((write) => ({ ...write, apiVersion: API_VERSIONS[kind], kind }));
  write(`${state}/timeline-${kind.toLowerCase()}-${name}.yaml`, writes);
}

function write(path: string, objects: readonly KubeObject[]): void {
  const file = join(RECORDINGS, path);
  const programs = Object.entries(lab.description?.versions ?? {})
    .filter(([name]) => name.endsWith("-controller") || name === "kube-apiserver")
    .map(([name, version]) => `${name} ${version}`);
  const header = `# Recorded ${new Date().toISOString()} from ${programs.join(", ")}.\n`;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, header + objects.map(format).join("---\n"));
}

/** YAML 1.1 quotes times and the like, so that every reader takes them for the strings that they are. */
function format(object: KubeObject): string {
  return stringify(withoutNoise(object), { version: "1.1", lineWidth: 0 });
}

function withoutNoise({ metadata, ...object }: KubeObject): object {
  const { managedFields: _, ...rest } = metadata;
  const { apiVersion, kind, ...body } = object;
  return { apiVersion, kind, metadata: rest, ...body };
}
