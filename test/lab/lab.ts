import { afterAll, inject, it } from "vitest";
import type { KubeObject } from "../../lab/api.js";
import { connectLab, type Lab } from "../../lab/client.js";
import type { Condition } from "../../lab/flux-status.js";
import type { Space } from "../../lab/space.js";

/** The cluster under test. */
export const lab: Lab = connectLab(inject("kubeconfig"));

/** A test that moves levers of the lab: skipped, by name, on any other cluster. */
export const itInLab: ReturnType<typeof it.skipIf> = it.skipIf(!inject("isLab"));

const spaces: Space[] = [];

/** A fresh namespace and git repository; the namespace is deleted after the tests of the file. */
export async function createSpace(name: string): Promise<Space> {
  const space = await lab.createSpace(name);
  spaces.push(space);
  return space;
}

/** The revision of a commit on `main`, as Flux writes it. */
export function revision(sha: string): string {
  return `main@sha1:${sha}`;
}

/** A condition of an object by its type. */
export function condition(object: KubeObject, type: string): Condition | undefined {
  return object.status?.conditions?.find((candidate) => candidate.type === type);
}

/** `True/ReconciliationSucceeded`, or `-` when there is no such condition. */
export function short(object: KubeObject, type = "Ready"): string {
  const found = condition(object, type);
  return found === undefined ? "-" : `${found.status}/${found.reason}`;
}

/** Whether the object says Ready, for its own generation, with the commit applied. */
export function hasApplied(sha: string): (object: KubeObject) => boolean {
  return (object) =>
    object.status?.lastAppliedRevision === revision(sha) && short(object).startsWith("True/");
}

/** Whether the object says Ready=False for that reason, after it has tried the commit. */
export function hasFailed(reason: string, sha?: string): (object: KubeObject) => boolean {
  return (object) =>
    short(object) === `False/${reason}` &&
    (sha === undefined || object.status?.lastAttemptedRevision === revision(sha));
}

afterAll(async () => {
  await Promise.all(spaces.map((space) => space.destroy()));
  lab.close();
});
