import { describe, expect } from "vitest";
import type { KubeObject } from "../../lab/api.js";
import { configMap, deployment, kustomization } from "../../lab/manifests.js";
import type { Space } from "../../lab/space.js";
import { condition, createSpace, hasApplied, hasFailed, itInLab, revision, short } from "./lab.js";
import { record, recordTimeline } from "./record.js";

/** Longer than two health checks, whose time-out is 30 s however little is asked for. */
const LONG = 100_000;

const MALFORMED = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings\ndata: [oops\n";

/** A space whose Kustomization `app` has applied a ConfigMap; gives the commit too. */
async function createApplied(name: string, spec: object = {}): Promise<{ space: Space; good: string }> {
  const space = await createSpace(name);
  const good = await space.commit({ "app/settings.yaml": settings(space, "first") });
  await space.applySource();
  await space.waitFor("GitRepository", "fleet", (source) => short(source) === "True/Succeeded");
  await space.apply(kustomization("app", spec));
  await space.waitFor("Kustomization", "app", hasApplied(good));
  return { space, good };
}

function settings(space: Space, value: string): string {
  return configMap("settings", { value }, space.namespace);
}

function failed(space: Space, reason: string, sha?: string): Promise<KubeObject> {
  return space.waitFor("Kustomization", "app", hasFailed(reason, sha));
}

function applied(space: Space, sha: string): Promise<KubeObject> {
  return space.waitFor("Kustomization", "app", hasApplied(sha));
}

describe.concurrent("a Kustomization", () => {
  itInLab("says Ready with the commit applied, and lists what it applied", async () => {
    const { space, good } = await createApplied("happy");
    const { status, metadata } = await space.get("Kustomization", "app");
    await record(space, "happy", "01-ready");
    expect(status).toMatchObject({
      lastAppliedRevision: revision(good),
      lastAttemptedRevision: revision(good),
      observedGeneration: metadata.generation,
      inventory: { entries: [{ id: `${space.namespace}_settings__ConfigMap`, v: "v1" }] },
    });
    const next = await space.publish({ "app/settings.yaml": settings(space, "second") });
    await applied(space, next);
    await record(space, "happy", "02-next-commit");
  });

  itInLab("reports a success in three writes: Ready, then the revision, then the token", async () => {
    const { space } = await createApplied("three-writes");
    const timeline = await space.watch("Kustomization", "app");
    const next = await space.commit({ "app/settings.yaml": settings(space, "second") });
    const token = await space.request("Kustomization", "app");
    await space.request("GitRepository", "fleet");
    await space.waitFor("Kustomization", "app", (object) => object.status?.lastHandledReconcileAt === token);
    await applied(space, next);
    const last = await space.request("Kustomization", "app");
    await space.waitFor("Kustomization", "app", (object) => object.status?.lastHandledReconcileAt === last);
    timeline.stop();
    recordTimeline("three-writes", "Kustomization", "app", timeline);
    const saidReady = timeline.writes.findIndex(
      (object) =>
        short(object).startsWith("True/") && condition(object, "Ready")?.message.includes(next) === true,
    );
    const saidRevision = timeline.writes.findIndex(
      (object) => object.status?.lastAppliedRevision === revision(next),
    );
    const saidToken = timeline.writes.findIndex((object) => object.status?.lastHandledReconcileAt === last);
    expect(saidReady).toBeGreaterThanOrEqual(0);
    expect(saidRevision).toBeGreaterThan(saidReady);
    expect(saidToken).toBeGreaterThan(saidRevision);
  });

  itInLab("says BuildFailed for YAML that cannot be parsed, until the fix is pushed", async () => {
    const { space, good } = await createApplied("malformed");
    const bad = await space.publish({ "app/settings.yaml": MALFORMED });
    const object = await failed(space, "BuildFailed", bad);
    await record(space, "malformed", "01-failed");
    expect(object.status?.lastAppliedRevision).toBe(revision(good));
    expect(short(object, "Reconciling")).toBe("True/ProgressingWithRetry");
    expect(short(object, "Stalled")).toBe("-");
    expect(condition(object, "Ready")?.message).toContain("MalformedYAMLError");
    const fix = await space.publish({ "app/settings.yaml": settings(space, "fixed") });
    await applied(space, fix);
    await record(space, "malformed", "02-fixed");
  });

  itInLab("says ReconciliationFailed for a manifest that the API server refuses", async () => {
    const { space, good } = await createApplied("invalid");
    const invalid = deployment("web", "healthy", space.namespace).replace("selector:", "selectr:");
    const bad = await space.publish({ "app/web.yaml": invalid });
    const object = await failed(space, "ReconciliationFailed", bad);
    await record(space, "invalid", "01-failed");
    expect(object.status?.lastAppliedRevision).toBe(revision(good));
    expect(condition(object, "Ready")?.message).toContain("selector");
    const fix = await space.publish({ "app/web.yaml": deployment("web", "healthy", space.namespace) });
    await applied(space, fix);
    await record(space, "invalid", "02-fixed");
  });

  itInLab(
    "says ArtifactFailed for a path that is gone, and does not count the commit as attempted",
    async () => {
      const { space, good } = await createApplied("path-missing");
      await space.publish({ app: null, "other/settings.yaml": settings(space, "first") });
      const object = await failed(space, "ArtifactFailed");
      await record(space, "path-missing", "01-failed");
      expect(object.status?.lastAttemptedRevision).toBe(revision(good));
    },
  );

  itInLab("says ReconciliationFailed for a namespace that does not exist", async () => {
    const { space } = await createApplied("namespace-missing");
    const bad = await space.publish({
      "app/other.yaml": configMap("other", { a: "b" }, `${space.namespace}-nowhere`),
    });
    const object = await failed(space, "ReconciliationFailed", bad);
    await record(space, "namespace-missing", "01-failed");
    expect(condition(object, "Ready")?.message).toContain("not found");
  });

  itInLab("says ReconciliationFailed for a kind whose CustomResourceDefinition is missing", async () => {
    const { space } = await createApplied("crd-missing");
    const bad = await space.publish({
      "app/widget.yaml": `apiVersion: example.test/v1\nkind: Widget\nmetadata:\n  name: w\n  namespace: ${space.namespace}\n`,
    });
    const object = await failed(space, "ReconciliationFailed", bad);
    await record(space, "crd-missing", "01-failed");
    expect(condition(object, "Ready")?.message).toContain("no matches for kind");
  });

  itInLab("stays Ready while its source is gone", async () => {
    const { space, good } = await createApplied("source-gone");
    await space.breakSource();
    const source = await space.waitFor("GitRepository", "fleet", (o) => short(o).startsWith("False/"));
    await record(space, "source-gone", "01-stale-ready");
    expect(short(source, "FetchFailed")).toMatch(/^True\//);
    expect(source.status?.artifact?.revision).toBe(revision(good));
    expect(hasApplied(good)(await space.get("Kustomization", "app"))).toBe(true);
    await space.healSource();
    await space.waitFor("GitRepository", "fleet", (o) => short(o) === "True/Succeeded");
    await record(space, "source-gone", "02-healed");
  });

  itInLab(
    "waits for its health check, says HealthCheckFailed at the time-out, and then cools down",
    async () => {
      const { space, good } = await createApplied("health-check", { timeout: "30s", retryInterval: "1h" });
      const bad = await space.publish({ "app/web.yaml": deployment("web", "pending", space.namespace) });
      const during = await space.waitFor(
        "Kustomization",
        "app",
        (object) =>
          object.status?.lastAttemptedRevision === revision(bad) && short(object) === "Unknown/Progressing",
      );
      await record(space, "health-check", "01-checking");
      expect(short(during, "Reconciling")).toMatch(/^True\/Progressing/);
      const after = await failed(space, "HealthCheckFailed", bad);
      await record(space, "health-check", "02-cooling-down");
      expect(short(after, "Healthy")).toBe("False/HealthCheckFailed");
      expect(short(after, "Reconciling")).toBe("True/ProgressingWithRetry");
      expect(after.status?.lastAppliedRevision).toBe(revision(good));
      await space.releasePods();
      await space.waitFor("Deployment", "web", (object) => object.status?.availableReplicas === 1);
      // Healthy now, and nobody looks: the next try is an hour away.
      expect(short(await space.get("Kustomization", "app"))).toBe("False/HealthCheckFailed");
      await record(space, "health-check", "03-healthy-in-cool-down");
      const token = await space.request("Kustomization", "app");
      const again = await applied(space, bad);
      expect(again.status?.lastHandledReconcileAt ?? token).toBe(token);
      await record(space, "health-check", "04-requested");
    },
  );

  itInLab("does not look at a fix while the health check of the old commit runs", async () => {
    const { space } = await createApplied("fix-during-health-check", { timeout: "30s" });
    const bad = await space.publish({ "app/web.yaml": deployment("web", "pending", space.namespace) });
    await space.waitFor(
      "Kustomization",
      "app",
      (object) => object.status?.lastAttemptedRevision === revision(bad),
    );
    const timeline = await space.watch("Kustomization", "app");
    const fix = await space.publish({ "app/web.yaml": deployment("web", "healthy", space.namespace) });
    await space.waitFor("GitRepository", "fleet", (o) => o.status?.artifact?.revision === revision(fix));
    const token = await space.request("Kustomization", "app");
    await record(space, "fix-during-health-check", "01-fix-fetched");
    const stuck = await space.get("Kustomization", "app");
    expect(stuck.status?.lastAttemptedRevision).toBe(revision(bad));
    expect(stuck.status?.lastHandledReconcileAt).not.toBe(token);
    await applied(space, fix);
    timeline.stop();
    recordTimeline("fix-during-health-check", "Kustomization", "app", timeline);
    await record(space, "fix-during-health-check", "02-applied");
    const reasons = timeline.writes.map((object) => short(object));
    expect(reasons).toContain("False/HealthCheckFailed");
  });

  itInLab("is stuck on a bad commit while newer ones are pushed, and only their artifact moves", async () => {
    const { space } = await createApplied("stuck", { timeout: "30s" });
    const timelines = [
      ["GitRepository", "fleet", await space.watch("GitRepository", "fleet")],
      ["Kustomization", "app", await space.watch("Kustomization", "app")],
    ] as const;
    const bad = await space.publish({ "app/web.yaml": deployment("web", "pending", space.namespace) });
    await space.waitFor("Kustomization", "app", (o) => o.status?.lastAttemptedRevision === revision(bad));
    for (const attempt of ["first", "second", "third"]) {
      const sha = await space.publish({ "app/settings.yaml": settings(space, `${attempt} attempt`) });
      await space.waitFor("GitRepository", "fleet", (o) => o.status?.artifact?.revision === revision(sha));
      await record(space, "stuck", `${attempt}-push`);
      expect((await space.get("Kustomization", "app")).status?.lastAttemptedRevision).toBe(revision(bad));
    }
    // The failure is seen for a moment only: the newest commit, still bad, is tried at once.
    await space.waitFor(
      "Kustomization",
      "app",
      (o) => o.status?.history?.[0]?.lastReconciledStatus === "HealthCheckFailed",
      LONG,
    );
    await record(space, "stuck", "failed");
    const fix = await space.publish({ "app/web.yaml": deployment("web", "healthy", space.namespace) });
    await space.waitFor("Kustomization", "app", hasApplied(fix), LONG);
    await record(space, "stuck", "fixed");
    for (const [kind, name, timeline] of timelines) {
      timeline.stop();
      recordTimeline("stuck", kind, name, timeline);
    }
  });

  itInLab("moves its markers while it is suspended, and stays Ready", async () => {
    const { space, good } = await createApplied("suspended");
    await space.suspend("Kustomization", "app");
    const token = await space.request("Kustomization", "app");
    const next = await space.publish({ "app/settings.yaml": settings(space, "while suspended") });
    await space.waitFor("GitRepository", "fleet", (o) => o.status?.artifact?.revision === revision(next));
    const object = await space.waitFor(
      "Kustomization",
      "app",
      ({ status }) => status?.lastHandledReconcileAt === token,
    );
    await record(space, "suspended", "01-requested");
    expect(object.status?.observedGeneration).toBe(object.metadata.generation);
    expect(hasApplied(good)(object)).toBe(true);
    expect(condition(object, "Ready")?.observedGeneration).toBeLessThan(object.metadata.generation ?? 0);
    await space.suspend("Kustomization", "app", false);
    await applied(space, next);
    await record(space, "suspended", "02-resumed");
  });

  itInLab("waits for a dependency that is not ready, and goes on when it is", async () => {
    const { space } = await createApplied("dependency");
    const bad = await space.publish({ "app/settings.yaml": MALFORMED });
    await failed(space, "BuildFailed", bad);
    await space.apply(kustomization("later", { path: "./later", dependsOn: [{ name: "app" }] }));
    const waiting = await space.waitFor("Kustomization", "later", hasFailed("DependencyNotReady"));
    await record(space, "dependency", "01-waiting");
    expect(short(waiting, "Reconciling")).toBe("-");
    expect(waiting.status?.lastAttemptedRevision).toBeUndefined();
    const fix = await space.publish({
      "app/settings.yaml": settings(space, "fixed"),
      "later/settings.yaml": configMap("later", { a: "b" }, space.namespace),
    });
    await space.waitFor("Kustomization", "later", hasApplied(fix));
    await record(space, "dependency", "02-ready");
  });

  itInLab("waits for ever in a cycle of dependencies, and nothing tells that it is one", async () => {
    const { space } = await createApplied("cycle");
    await space.apply(
      kustomization("chicken", { dependsOn: [{ name: "egg" }] }),
      kustomization("egg", { dependsOn: [{ name: "chicken" }] }),
    );
    const chicken = await space.waitFor("Kustomization", "chicken", hasFailed("DependencyNotReady"));
    await space.waitFor("Kustomization", "egg", hasFailed("DependencyNotReady"));
    await record(space, "cycle", "01-waiting");
    expect(short(chicken, "Stalled")).toBe("-");
    expect(condition(chicken, "Ready")?.message).toContain("egg");
  });

  itInLab("says ReconciliationFailed when a field is immutable, and applies it with force", async () => {
    const { space } = await createApplied("immutable");
    const before = await space.publish({ "app/web.yaml": deployment("web", "healthy", space.namespace) });
    await applied(space, before);
    const { uid } = (await space.get("Deployment", "web")).metadata;
    const relabelled = deployment("web", "healthy", space.namespace).replaceAll("app: web", "app: other");
    const bad = await space.publish({ "app/web.yaml": relabelled });
    const object = await failed(space, "ReconciliationFailed", bad);
    await record(space, "immutable", "01-failed");
    expect(condition(object, "Ready")?.message).toContain("immutable");
    await space.patch("Kustomization", "app", { spec: { force: true } });
    await applied(space, bad);
    await record(space, "immutable", "02-forced");
    expect((await space.get("Deployment", "web")).metadata.uid).not.toBe(uid);
  });

  itInLab("takes over a field that somebody else owns, without a conflict", async () => {
    const { space } = await createApplied("ownership");
    await space.patch("ConfigMap", "settings", { data: { value: "by hand", other: "by hand" } });
    const token = await space.request("Kustomization", "app");
    await space.waitFor("Kustomization", "app", ({ status }) => status?.lastHandledReconcileAt === token);
    await record(space, "ownership", "01-taken-over");
    const map = await space.get("ConfigMap", "settings");
    expect(map.data).toMatchObject({ value: "first" });
    expect(short(await space.get("Kustomization", "app"))).toBe("True/ReconciliationSucceeded");
  });

  itInLab("does not notice that another one owns the same object: both say Ready", async () => {
    const { space, good } = await createApplied("two-owners");
    await space.apply(kustomization("second", { path: "./app" }));
    await space.waitFor("Kustomization", "second", hasApplied(good));
    await record(space, "two-owners", "01-both-ready");
    const { labels } = (await space.get("ConfigMap", "settings")).metadata;
    expect(labels?.["kustomize.toolkit.fluxcd.io/name"]).toBe("second");
    expect(short(await space.get("Kustomization", "app"))).toBe("True/ReconciliationSucceeded");
  });

  itInLab("deletes what is no longer in git, and all of it when it is deleted itself", async () => {
    const { space } = await createApplied("prune");
    const more = await space.publish({ "app/more.yaml": configMap("more", { a: "b" }, space.namespace) });
    await applied(space, more);
    await record(space, "prune", "01-two-objects");
    const less = await space.publish({ "app/more.yaml": null });
    const object = await applied(space, less);
    await record(space, "prune", "02-one-object");
    expect(object.status?.inventory?.entries).toHaveLength(1);
    expect(await space.find("ConfigMap", "more")).toBeUndefined();
    await space.api.delete(space.key("Kustomization", "app"));
    await space.waitUntilGone("Kustomization", "app");
    expect(await space.find("ConfigMap", "settings")).toBeUndefined();
  });
});
