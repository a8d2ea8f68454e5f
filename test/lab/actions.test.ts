import { afterAll, beforeAll, describe, expect, vi } from "vitest";
import { lowPrivilegeKubeconfig } from "../../lab/low-privilege.js";
import { chartFiles, configMap, deployment, helmRelease, kustomization } from "../../lab/manifests.js";
import type { Space } from "../../lab/space.js";
import type { ClusterClient } from "../../src/cluster/cluster-client.js";
import { connect } from "../../src/cluster/connect.js";
import type { FluxKind } from "../../src/flux/kinds.js";
import { factsOf } from "../../src/flux/kinds.js";
import type { JsonObject } from "../../src/objects/json.js";
import type { ObjectRef } from "../../src/objects/object-ref.js";
import type { ActionContext } from "../../src/reconcile/actions/action-result.js";
import { reconcileObject } from "../../src/reconcile/actions/reconcile-object.js";
import { planRecreate, recreateObject } from "../../src/reconcile/actions/recreate-object.js";
import { controllerRef, restartController } from "../../src/reconcile/actions/restart-controller.js";
import { resumeObject, suspendObject } from "../../src/reconcile/actions/suspend-object.js";
import type { Ran } from "../cli/run-main.js";
import { runMain, writeKubeconfig } from "../cli/run-main.js";
import { createSpace, itInLab, lab, revision } from "./lab.js";

let client: ClusterClient;

beforeAll(async () => {
  client = await connect({ env: {}, kubeconfig: lab.kubeconfigFile });
});

afterAll(() => client.close());

function context(): ActionContext {
  return { signal: AbortSignal.timeout(60_000), now: Date.now };
}

function refIn(space: Space, kind: FluxKind, name: string): ObjectRef {
  return { group: factsOf(kind).group, kind, namespace: space.namespace, name };
}

/** A namespace with a Kustomization `app` that is Ready. */
async function readySpace(name: string, files: Readonly<Record<string, string>> = {}): Promise<Space> {
  const space = await createSpace(name);
  await space.commit({ "app/cm.yaml": configMap("cm", { round: "1" }, space.namespace), ...files });
  await space.applySource();
  await space.apply(kustomization("app"));
  const app = refIn(space, "Kustomization", "app");
  expect(await reconcileObject(client, app, { withSource: true }, context())).toMatchObject({
    outcome: "done",
  });
  return space;
}

function command(argv: readonly string[], kubeconfig = lab.kubeconfigFile): Promise<Ran> {
  return runMain([...argv, "--kubeconfig", kubeconfig]);
}

describe("reconcile", () => {
  itInLab("applies the commit that was just pushed", async () => {
    const space = await readySpace("act-healthy");
    const sha = await space.commit({ "app/cm.yaml": configMap("cm", { round: "2" }, space.namespace) });
    const { code, stdout } = await command([
      "reconcile",
      "ks",
      "app",
      "-n",
      space.namespace,
      "--with-source",
    ]);
    expect(stdout).toContain(`is reconciled at main@sha1:${sha.slice(0, 12)}`);
    expect(code).toBe(0);
    const applied = await space.get("Kustomization", "app");
    expect(applied.status?.lastAppliedRevision).toBe(revision(sha));
  });

  itInLab("waits for its own request when there is nothing new", async () => {
    const space = await readySpace("act-idle");
    const app = refIn(space, "Kustomization", "app");
    expect(await reconcileObject(client, app, {}, context())).toMatchObject({ outcome: "done" });
    const { metadata, status } = await client.get(app);
    expect((status as JsonObject).lastHandledReconcileAt).toBe(
      metadata.annotations?.["reconcile.fluxcd.io/requestedAt"],
    );
  });

  itInLab(
    "waits for its own request, not for another client's, whatever the clocks say (rows 22, 23)",
    async () => {
      const space = await readySpace("act-two-clients");
      const app = refIn(space, "Kustomization", "app");
      const day = 24 * 60 * 60 * 1000;
      const clocks = [() => Date.now() - day, () => Date.now() + day, Date.now];
      const ends = await Promise.all(
        clocks.map((now) => reconcileObject(client, app, {}, { ...context(), now })),
      );
      expect(ends.map(({ outcome }) => outcome)).toEqual(["done", "done", "done"]);
      const { metadata, status } = await client.get(app);
      const last = metadata.annotations?.["reconcile.fluxcd.io/requestedAt"];
      expect((status as JsonObject).lastHandledReconcileAt).toBe(last);
    },
  );

  itInLab("shows the cause of a malformed commit, and then that it is fixed (row 20)", async () => {
    const space = await readySpace("act-malformed");
    await space.commit({ "app/cm.yaml": "data: {a: [\n" });
    const argv = ["reconcile", "ks", "app", "-n", space.namespace, "--with-source"];
    const bad = await command(argv);
    expect(bad.code).toBe(1);
    expect(bad.stdout).toMatch(/failed, BuildFailed[\s\S]*MalformedYAMLError/);
    await space.commit({ "app/cm.yaml": configMap("cm", { round: "3" }, space.namespace) });
    expect((await command(argv)).code).toBe(0);
  });

  itInLab("shows that a path is not there, though no attempt is written down", async () => {
    const space = await readySpace("act-path");
    await space.commit({ "app/cm.yaml": null, "other/cm.yaml": configMap("cm", {}, space.namespace) });
    const app = refIn(space, "Kustomization", "app");
    const result = await reconcileObject(client, app, { withSource: true }, context());
    expect(result).toMatchObject({ outcome: "failed", failure: { id: "path-not-found" } });
  });

  itInLab("ends with the source when that cannot be fetched", async () => {
    const space = await readySpace("act-source");
    await space.repository.hide();
    const app = refIn(space, "Kustomization", "app");
    const result = await reconcileObject(client, app, { withSource: true }, context());
    expect(result).toMatchObject({ outcome: "failed", ref: { kind: "GitRepository", name: "fleet" } });
    await space.repository.show();
  });

  itInLab("does not take a suspended object, or one that is not there, for reconciled", async () => {
    const space = await readySpace("act-suspended");
    await space.suspend("Kustomization", "app");
    const argv = ["reconcile", "ks", "-n", space.namespace];
    const suspended = await command([...argv, "app"]);
    expect(suspended.code).toBe(1);
    expect(suspended.stdout).toContain("is suspended");
    const missing = await command([...argv, "nope"]);
    expect(missing.code).toBe(1);
    expect(missing.stderr).toContain("does not exist");
  });

  itInLab("walks from a release over its chart to the repository", async () => {
    const space = await createSpace("act-release");
    await space.commit(chartFiles());
    await space.applySource();
    await space.apply(helmRelease("web"));
    const release = refIn(space, "HelmRelease", "web");
    expect(await reconcileObject(client, release, { withSource: true }, context())).toMatchObject({
      outcome: "done",
    });
    const sha = await space.commit(chartFiles("0.2.0"));
    const upgraded = await reconcileObject(client, release, { withSource: true }, context());
    expect(upgraded).toMatchObject({ outcome: "done", revision: `0.2.0+${sha.slice(0, 12)}` });
    const forced = await reconcileObject(client, release, { force: true }, context());
    expect(forced).toMatchObject({ outcome: "done" });
    const { status } = await client.get(release);
    expect((status as { history: readonly JsonObject[] }).history[0]).toMatchObject({
      version: 3,
      status: "deployed",
    });
  });
});

describe("suspend and resume", () => {
  itInLab("holds a commit back, and applies it on resume", async () => {
    const space = await readySpace("act-resume");
    const app = refIn(space, "Kustomization", "app");
    await suspendObject(client, app, context());
    const sha = await space.publish({ "app/cm.yaml": configMap("cm", { round: "2" }, space.namespace) });
    await space.waitFor("GitRepository", "fleet", (o) => o.status?.artifact?.revision === revision(sha));
    expect((await client.get(app)).status).not.toMatchObject({ lastAppliedRevision: revision(sha) });
    expect(await resumeObject(client, app, {}, context())).toMatchObject({
      outcome: "done",
      revision: revision(sha),
    });
  });
});

describe("recreate", () => {
  itInLab("brings a Deployment back under another uid, and it is ready", async () => {
    const space = await createSpace("act-recreate");
    await space.commit({ "app/web.yaml": deployment("web", "healthy", space.namespace) });
    await space.applySource();
    await space.apply(kustomization("app"));
    const app = refIn(space, "Kustomization", "app");
    await reconcileObject(client, app, { withSource: true }, context());
    const web = { group: "apps", kind: "Deployment", namespace: space.namespace, name: "web" };
    const plan = await planRecreate(client, web, AbortSignal.timeout(10_000));
    const elapsed = () => performance.now();
    const result = await recreateObject(client, plan, { ...context(), elapsed });
    expect(result).toMatchObject({ outcome: "done", status: { name: "current" } });
    expect((await client.get(web)).metadata.uid).not.toBe(plan.object.metadata.uid);
  });

  itInLab("deletes one object by its name, never what a pattern means (row 40)", async () => {
    const space = await readySpace("act-pattern");
    for (const name of ["*", "", "cm,other"]) {
      const { code } = await command(["recreate", `cm/${space.namespace}/${name}`, "--yes"]);
      expect(code).not.toBe(0);
    }
    expect(await space.find("ConfigMap", "cm")).toBeDefined();
  });

  itInLab("refuses what a suspended owner would not bring back", async () => {
    const space = await readySpace("act-orphan");
    await space.suspend("Kustomization", "app");
    const { code, stderr } = await command(["recreate", `cm/${space.namespace}/cm`, "--yes"]);
    expect(code).toBe(3);
    expect(stderr).toContain("is suspended and would not create it again");
    expect(await space.find("ConfigMap", "cm")).toBeDefined();
  });
});

describe("what a release says", () => {
  itInLab(
    "is cut, redacted and without escapes on a terminal, and whole in JSON (rows 25, 26, 27)",
    async () => {
      const space = await createSpace("act-message");
      const fail = `{{ fail (printf "%s" .Values.message) }}`;
      await space.commit({ ...chartFiles(), "chart/templates/fail.yaml": fail });
      await space.applySource();
      const secret = "https://bob:hunter2@example.test/repo";
      const message = `\u001b[2Jfake \u001b]0;title\u0007 ${secret} \u202e ${"long ".repeat(1000)}the end`;
      await space.apply(helmRelease("web", { values: { message } }));
      const argv = (form: string) => ["explain", `hr/${space.namespace}/web`, "-o", form];
      for (const form of ["text", "json"]) {
        // Between two tries Flux only says that it is at it again.
        const { stdout } = await vi.waitFor(
          async () => {
            const ran = await command(argv(form));
            expect(ran.stdout).toContain("fake");
            return ran;
          },
          { timeout: 60_000 },
        );
        expect(stdout).not.toMatch(/hunter2|[\u001b\u0007\u202e]/);
        expect(stdout.includes("the end")).toBe(form === "json");
      }
    },
  );
});

describe("restart", () => {
  itInLab("rolls a Deployment out anew and waits for it", async () => {
    const space = await createSpace("act-restart");
    const name = "kustomize-controller";
    const labels = { app: name };
    await space.apply({
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name },
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: { containers: [{ name: "manager", image: "registry.example/manager:1" }] },
        },
      },
    });
    const ref = controllerRef(name, space.namespace);
    expect(await restartController(client, ref, context())).toMatchObject({ outcome: "done" });
    expect((await client.get(ref)).metadata.generation).toBe(2);
  });
});

describe("trace and events", () => {
  itInLab("goes from an applied object to the repository", async () => {
    const space = await readySpace("act-trace");
    const { code, stdout } = await command(["trace", `cm/${space.namespace}/cm`]);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /applied by Kustomization\/\S+\/app current[\s\S]*from GitRepository\/\S+\/fleet current/,
    );
  });

  itInLab("shows what the controllers reported", async () => {
    const space = await readySpace("act-events");
    const { stdout } = await command(["events", `ks/${space.namespace}/app`]);
    expect(stdout).toMatch(/GitRepository\/\S+\/fleet/);
  });
});

describe("with the view role only", () => {
  itInLab("reads, and says what it may not do", async () => {
    const space = await readySpace("act-view");
    const yaml = await lowPrivilegeKubeconfig(lab.api, space.namespace, ["view"]);
    const { parse } = await import("yaml");
    const kubeconfig = await writeKubeconfig(parse(yaml) as JsonObject);
    expect(await command(["get", "all", "-A"], kubeconfig)).toMatchObject({ code: 0 });
    const events = await command(["events", `ks/${space.namespace}/app`], kubeconfig);
    expect(events).toMatchObject({ code: 0, stderr: "" });
    const trace = await command(["trace", `ks/${space.namespace}/app`], kubeconfig);
    expect(trace.stdout).toContain("from GitRepository");
    const write = await command(["reconcile", "ks", "app", "-n", space.namespace], kubeconfig);
    expect(write.code).toBe(3);
    expect(write.stderr).toContain("cannot patch resource");
  });

  itInLab("operates with the operate role", async () => {
    const space = await readySpace("act-operate");
    const yaml = await lowPrivilegeKubeconfig(lab.api, space.namespace);
    const { parse } = await import("yaml");
    const kubeconfig = await writeKubeconfig(parse(yaml) as JsonObject);
    for (const argv of [
      ["reconcile", "ks", "app", "--with-source"],
      ["suspend", "ks", "app"],
      ["resume", "ks", "app"],
    ]) {
      expect(await command([...argv, "-n", space.namespace], kubeconfig)).toMatchObject({ code: 0 });
    }
  });
});
