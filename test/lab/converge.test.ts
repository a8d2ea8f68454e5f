import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect } from "vitest";
import { parse, stringify } from "yaml";
import { configMap, deployment, kustomization, manifest } from "../../lab/manifests.js";
import type { Space } from "../../lab/space.js";
import { connect } from "../../src/cluster/connect.js";
import { readFleet } from "../../src/fleet/read-fleet.js";
import { containsCommit } from "../../src/git/history.js";
import { directoryTree } from "../../src/manifests/directory-tree.js";
import { printManifests } from "../../src/manifests/print.js";
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
  /** As it was when the watching began: what is committed meanwhile is not what was asked for. */
  fleet = readFleet(directoryTree(space.repository.folder), { entry: ["clusters/test"] }),
): Promise<Snapshot> {
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

  itInLab("says converged for a next commit only when that commit is applied (row 19)", async () => {
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

  itInLab("ends at once, with the cause, when the commit does not build (row 20)", async () => {
    const { space, sha } = await createFleet("converge-malformed");
    await watch(space, { revision: sha });
    const bad = await space.publish({ "app/settings.yaml": MALFORMED });
    const end = await watch(space, { revision: bad });
    expect(end).toMatchObject({ ending: "hopeless" });
    expect(end.causes[0]).toMatchObject({ ref: { name: "app" }, failure: { id: "malformed-yaml" } });
  });

  itInLab("says no while the source fails and the Kustomization still says Ready (row 19)", async () => {
    const { space, sha } = await createFleet("converge-source");
    await watch(space, { revision: sha });
    await space.breakSource();
    await space.waitFor("GitRepository", "fleet", hasFailed("GitOperationFailed"));
    const end = await watch(space, { revision: sha, timeout: 10_000 });
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

  itInLab("says forbidden to who may not read Kustomizations (row 10)", async () => {
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

  itInLab(
    "judges an object anew that was deleted and created while it waits, and says so (row 15)",
    async () => {
      const { space, sha } = await createFleet("converge-recreated");
      await watch(space, { revision: sha });
      const next = await space.commit({ "app/settings.yaml": settings(space, "second") });
      const told: unknown[] = [];
      const end = await watch(space, { revision: next }, ({ objects }) => {
        const answer = objects.find(({ ref }) => ref.name === "app")?.answer;
        if (told.includes(answer)) return;
        told.push(answer);
        if (told.length === 1) void space.api.delete(space.key("Kustomization", "app"));
        if (answer === "missing") void space.request("Kustomization", "root");
        if (answer === "recreated") void space.request("GitRepository", "fleet");
      });
      expect(told).toEqual(expect.arrayContaining(["missing", "recreated"]));
      expect(end.ending).toBe("converged");
      const { checks } = end.objects.find(({ ref }) => ref.name === "app")!;
      expect(checks.find(({ name }) => name === "same-object")?.found).toContain("created anew");
    },
  );

  itInLab("says at the deadline that an object was deleted and not created again (row 14)", async () => {
    const { space, sha } = await createFleet("converge-deleted");
    await watch(space, { revision: sha });
    const next = await space.commit({ "app/settings.yaml": settings(space, "second") });
    let deleted = false;
    const end = await watch(space, { revision: next, timeout: 20_000 }, () => {
      if (!deleted) void space.api.delete(space.key("Kustomization", "app"));
      deleted = true;
    });
    expect(end).toMatchObject({ answer: "missing", ending: "deadline" });
  });

  itInLab("says superseded when a later commit has changed what was waited for (row 16)", async () => {
    const { space, sha } = await createFleet("converge-superseded", { timeout: "40s" });
    await watch(space, { revision: sha });
    const next = await space.publish({ "app/web.yaml": deployment("web", "pending", space.namespace) });
    const fleet = readFleet(directoryTree(space.repository.folder), { entry: ["clusters/test"] });
    let changed = false;
    const end = await watch(
      space,
      { revision: next },
      ({ objects }) => {
        const app = objects.find(({ ref }) => ref.name === "app");
        if (changed || app?.status.loop?.waitsFor !== "health-check") return;
        changed = true;
        const later = yaml(space, kustomization("app", { timeout: "40s", interval: "2h" }));
        void space.publish({ "clusters/test/app.yaml": later });
      },
      fleet,
    );
    expect(end.objects.find(({ ref }) => ref.name === "app")?.answer).toBe("superseded");
    expect(end.ending).toBe("hopeless");
  });

  itInLab("ends at once when a controller gave up (row 21)", async () => {
    const { space, sha } = await createFleet("converge-stalled", {
      healthCheckExprs: [{ apiVersion: "v1", kind: "ConfigMap", current: "status.is not CEL" }],
    });
    const end = await watch(space, { revision: sha });
    expect(end).toMatchObject({ answer: "stalled", ending: "hopeless" });
    expect(end.causes[0]?.failure?.id).toBe("cel-invalid");
  });

  itInLab("holds what Flux made of every reader's YAML for what was built (rows 49, 53, 54)", async () => {
    const { space } = await createFleet("converge-yaml", { postBuild: { substitute: { name: "Flux" } } });
    const tricky = ["yes", "0x1F", "1e3", "012", "~", "", " a ", "a: b # c", "2001-01-01", "\u00e9\u2028x"];
    const data = Object.fromEntries(tricky.map((text, i) => [`k${i}`, text]));
    const printed = printManifests([
      { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "tricky", namespace: space.namespace }, data },
    ]);
    const windows = `\ufeff${configMap("windows", { text: "a\nb" }, space.namespace)}`.replaceAll(
      "\n",
      "\r\n",
    );
    const escaped = configMap("escaped", { hello: "${name}", literal: "$${name}" }, space.namespace);
    const sha = await space.publish({
      "app/tricky.yaml": printed,
      "app/windows.yaml": windows,
      "app/escaped.yaml": escaped,
    });
    expect((await watch(space, { revision: sha })).ending).toBe("converged");
    const fleet = readFleet(directoryTree(space.repository.folder), { entry: ["clusters/test"] });
    for (const name of ["tricky", "windows", "escaped"]) {
      const built = fleet.clusters[0]?.objects.find(({ object }) => object.metadata.name === name);
      expect((await space.get("ConfigMap", name)).data, name).toEqual(built?.object.data);
    }
    expect((await space.get("ConfigMap", "tricky")).data).toEqual(data);
    expect((await space.get("ConfigMap", "escaped")).data).toEqual({ hello: "Flux", literal: "${name}" });
  });

  itInLab("tells the last state when it is interrupted, and the process ends with 130 (row 34)", async () => {
    const { space, sha } = await createFleet("converge-interrupted");
    await watch(space, { revision: sha });
    const next = await space.commit({ "app/settings.yaml": settings(space, "second") });
    const bin = fileURLToPath(new URL("../../dist/cli/bin.js", import.meta.url));
    const argv = ["converge", space.repository.folder, "--entry", "clusters/test", "--revision", next];
    const child = spawn(process.execPath, [bin, ...argv, "--kubeconfig", lab.kubeconfigFile]);
    let told = "";
    let isAsked = false;
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        told += chunk.toString();
        // Once: a second signal is another wish.
        if (!isAsked && told.includes("waiting")) isAsked = child.kill("SIGINT");
      });
    }
    const code = await new Promise((resolve) => child.on("exit", resolve));
    expect(code).toBe(130);
    expect(told).toContain("interrupted");
  });
});
