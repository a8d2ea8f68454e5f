import { execFileSync } from "node:child_process";
import { parse } from "yaml";
import type { KubeObject } from "../../../lab/api.js";
import type { Space } from "../../../lab/space.js";

/** What an independent judge sees: whether the cluster is what `main` says, and if not, what stands against it. */
export interface Truth {
  readonly converged: boolean;
  readonly against: readonly string[];
}

/**
 * Judges a space without any code of ours: reads the objects straight from the API server and the files straight
 * from git, and compares what a person would compare.
 */
export async function findTruth(space: Space, wanted: string): Promise<Truth> {
  const against: string[] = [];
  const source = await space.find("GitRepository", "fleet");
  const artifact = source?.status?.artifact as { revision?: string } | undefined;
  if (artifact?.revision !== `main@sha1:${wanted}`) against.push(`artifact ${artifact?.revision}`);
  if (!isReady(source)) against.push("source not ready");
  for (const name of ["root", "app"]) {
    const object = await space.find("Kustomization", name);
    if (object === undefined) against.push(`${name} missing`);
    else against.push(...objections(object, wanted));
  }
  against.push(...(await contentObjections(space, wanted)));
  return { converged: against.length === 0, against };
}

function objections(object: KubeObject, wanted: string): string[] {
  const { name, generation, deletionTimestamp } = object.metadata as Record<string, unknown>;
  const found: string[] = [];
  if (deletionTimestamp !== undefined) found.push(`${name} deleting`);
  if ((object as { spec?: { suspend?: boolean } }).spec?.suspend) found.push(`${name} suspended`);
  if (!isReady(object)) found.push(`${name} not ready`);
  if (object.status?.observedGeneration !== generation) found.push(`${name} generation not observed`);
  if (object.status?.lastAppliedRevision !== `main@sha1:${wanted}`)
    found.push(`${name} applied ${object.status?.lastAppliedRevision}`);
  return found;
}

function isReady(object: KubeObject | undefined): boolean {
  const ready = object?.status?.conditions?.find(({ type }) => type === "Ready") as
    | { status: string; observedGeneration?: number }
    | undefined;
  return ready?.status === "True" && ready.observedGeneration === object?.metadata.generation;
}

/** Whether the ConfigMap holds what the commit says and the Deployments of the commit, and no others, run. */
async function contentObjections(space: Space, wanted: string): Promise<string[]> {
  const found: string[] = [];
  const text = showFile(space, wanted, "app/settings.yaml");
  const intended = tryParse(text);
  const live = (await space.find("ConfigMap", "settings")) as { data?: Record<string, string> } | undefined;
  if (intended === undefined) found.push("the commit's settings are no YAML");
  else if (live?.data?.value !== intended.data?.value)
    found.push(`settings ${live?.data?.value}, not ${intended.data?.value}`);
  if (showFile(space, wanted, "app/invalid.yaml") !== undefined)
    found.push("the commit holds an invalid object");
  const web = tryParse(showFile(space, wanted, "app/web.yaml"));
  const deployments = await space.list("Deployment");
  const names = deployments.map(({ metadata }) => metadata.name);
  const wantedNames = web?.metadata ? [web.metadata.name] : [];
  if (names.join() !== wantedNames.join())
    found.push(`deployments ${names.join()}, not ${wantedNames.join()}`);
  for (const each of deployments) {
    if (!each.status?.availableReplicas) found.push(`${each.metadata.name} not available`);
  }
  return found;
}

function showFile(space: Space, commit: string, path: string): string | undefined {
  try {
    return execFileSync("git", ["show", `${commit}:${path}`], {
      cwd: space.repository.folder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  } catch {
    return undefined;
  }
}

interface Written {
  readonly metadata?: { readonly name: string };
  readonly data?: Readonly<Record<string, string>>;
}

function tryParse(text: string | undefined): Written | undefined {
  try {
    return text === undefined ? undefined : (parse(text) as Written);
  } catch {
    return undefined;
  }
}
