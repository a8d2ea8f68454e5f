import { describe, expect } from "vitest";
import { parse, stringify } from "yaml";
import { configMap, deployment, kustomization, manifest } from "../../lab/manifests.js";
import type { Space } from "../../lab/space.js";
import { connect } from "../../src/cluster/connect.js";
import { readFleet } from "../../src/fleet/read-fleet.js";
import { containsCommit } from "../../src/git/history.js";
import { directoryTree } from "../../src/manifests/directory-tree.js";
import type { ConvergeOptions, Snapshot } from "../../src/reconcile/converge.js";
import { converge } from "../../src/reconcile/converge.js";
import { createSpace, hasApplied, hasFailed, itInLab, lab } from "./lab.js";

const MALFORMED = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings\ndata: [oops\n";

/** YAML of an object in the namespace of the test, as a program or a person would commit it. */
function yaml(space: Space, object: { metadata: object }): string {
  return stringify({ ...object, metadata: { ...object.metadata, namespace: space.namespace } });
}

const settings = (space: Space, value: string): string => configMap("settings", { value }, space.namespace);

/** A fleet in git: the cluster's directory holds the source, the root and `app`, which applies `./app`. */
async function createFleet(name: string, spec: object = {}): Promise<{ space: Space; sha: string }> {
  const space = await createSpace(name);
  const source = manifest("GitRepository", "fleet", {
    interval: "1h",
    timeout: "10s",
    url: space.repository.url,
    ref: { branch: "main" },
  });
  const root = kustomization("root", { path: "./clusters/test", wait: false });
  const sha = await space.commit({
    "clusters/test/source.yaml": yaml(space, source),
    "clusters/test/root.yaml": yaml(space, root),
    "clusters/test/app.yaml": yaml(space, kustomization("app", spec)),
    "app/settings.yaml": settings(space, "first"),
  });
  await space.applySource();
  await space.apply(root);
  return { space, sha };
}

/** Watches until the end; the moments are told to `during`. */
async function watch(
  space: Space,
  options: ConvergeOptions & { kubeconfig?: string },
  during: (snapshot: Snapshot) => void = () => {},
): Promise<Snapshot> {
  const fleet = readFleet(directoryTree(space.repository.folder), { entry: ["clusters/test"] });
  const client = await connect({ env: {}, kubeconfig: options.kubeconfig ?? lab.kubeconfigFile });
  const revision = options.revision;
  const contains = (live: string) => containsCommit(space.repository.folder, revision ?? live, live);
  let last: Snapshot | undefined;
  for await (const snapshot of converge(client, fleet.clusters[0]!, {
    timeout: 60_000,
    contains,
    ...options,
  })) {
    during(snapshot);
    last = snapshot;
  }
  client.close();
  return last as Snapshot;
}

describe.concurrent("converge", () => {
  itInLab("says converged when the commit is live, from the first apply on", async () => {
    const { space, sha } = await createFleet("converge-happy");
    const end = await watch(space, { revision: sha });
    expect(end).toMatchObject({ answer: "converged", ending: "converged" });
    expect(end.objects.map(({ ref }) => `${ref.kind}/${ref.name}`).sort()).toEqual([
      "GitRepository/fleet",
      "Kustomization/app",
      "Kustomization/root",
    ]);
  });

  itInLab("says converged for a next commit only when that commit is applied", async () => {
    const { space, sha } = await createFleet("converge-next");
    await watch(space, { revision: sha });
    const next = await space.commit({ "app/settings.yaml": settings(space, "second") });
    let published = false;
    const end = await watch(space, { revision: next }, ({ answer }) => {
      if (!published) {
        published = true;
        expect(answer).toBe("waiting");
        void space.request("GitRepository", "fleet");
      }
    });
    expect(end.ending).toBe("converged");
    expect(hasApplied(next)(await space.get("Kustomization", "app"))).toBe(true);
  });

  itInLab("says converged for a commit that a later one contains", async () => {
    const { space, sha } = await createFleet("converge-later");
    const later = await space.commit({ "docs/readme.md": "nothing that Flux applies\n" });
    await space.request("GitRepository", "fleet");
    expect(await watch(space, { revision: sha })).toMatchObject({ ending: "converged" });
    expect(later).not.toBe(sha);
  });

  itInLab("ends at once, with the cause, when the commit does not build", async () => {
    const { space, sha } = await createFleet("converge-malformed");
    await watch(space, { revision: sha });
    const bad = await space.publish({ "app/settings.yaml": MALFORMED });
    const end = await watch(space, { revision: bad });
    expect(end).toMatchObject({ ending: "hopeless" });
    expect(end.causes[0]).toMatchObject({ ref: { name: "app" }, failure: { id: "malformed-yaml" } });
  });

  itInLab("says no while the source fails and the Kustomization still says Ready", async () => {
    const { space, sha } = await createFleet("converge-source");
    await watch(space, { revision: sha });
    await space.breakSource();
    await space.waitFor("GitRepository", "fleet", hasFailed("GitOperationFailed"));
    const end = await watch(space, { revision: sha, timeout: 2000 });
    expect(end.ending).not.toBe("converged");
    expect(end.causes[0]).toMatchObject({ ref: { kind: "GitRepository", name: "fleet" } });
    await space.healSource();
  });

  itInLab("says suspended, not converged, and ends", async () => {
    const { space, sha } = await createFleet("converge-suspended");
    await watch(space, { revision: sha });
    await space.suspend("Kustomization", "app");
    expect(await watch(space, { revision: sha })).toMatchObject({ answer: "suspended", ending: "hopeless" });
  });

  itInLab("waits through a rollout and names the workload until it is healthy", async () => {
    const { space, sha } = await createFleet("converge-rollout", { timeout: "40s" });
    await watch(space, { revision: sha });
    const next = await space.publish({ "app/web.yaml": deployment("web", "pending", space.namespace) });
    let released = false;
    const end = await watch(space, { revision: next }, ({ objects }) => {
      const app = objects.find(({ ref }) => ref.name === "app");
      if (released || app?.status.loop?.waitsFor !== "health-check") return;
      released = true;
      void space.releasePods();
    });
    expect(released).toBe(true);
    expect(end.ending).toBe("converged");
  });

  itInLab("says forbidden to who may not read Kustomizations", async () => {
    const { space, sha } = await createFleet("converge-forbidden");
    await watch(space, { revision: sha });
    const proxy = await lab.startFaultProxy();
    await proxy.inject({ kind: "status", code: 403 }, { match: /kustomizations/ });
    const fleet = readFleet(directoryTree(space.repository.folder), { entry: ["clusters/test"] });
    const client = await connect({ env: {}, config: parse(proxy.kubeconfig) });
    let last: Snapshot | undefined;
    for await (const snapshot of converge(client, fleet.clusters[0]!, { revision: sha, timeout: 20_000 }))
      last = snapshot;
    client.close();
    await proxy.close();
    expect(last).toMatchObject({ answer: "forbidden", ending: "hopeless" });
  });
});
