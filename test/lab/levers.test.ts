import { readFileSync } from "node:fs";
import { describe, expect, vi } from "vitest";
import { Api, type KubeObject as LabObject } from "../../lab/api.js";
import { chartFiles, configMap, deployment, helmRelease, kustomization } from "../../lab/manifests.js";
import { readParts } from "../../lab/processes.js";
import type { KubeObject } from "../../src/objects/kube-object.js";
import { failureOf } from "../../src/reconcile/explain.js";
import { statusOf } from "../../src/reconcile/status.js";
import { createSpace, hasApplied, itInLab, lab, revision, short } from "./lab.js";
import { record, recordMoment } from "./record.js";

describe("the levers of the lab", () => {
  itInLab(
    "a stopped kustomize-controller leaves everything as it was until it is started again (rows 17, 18)",
    async () => {
      const space = await createSpace("controller-down");
      const good = await space.commit({
        "app/settings.yaml": configMap("settings", { a: "1" }, space.namespace),
      });
      await space.applySource();
      await space.apply(kustomization("app"));
      await space.waitFor("Kustomization", "app", hasApplied(good));
      await lab.stopController("kustomize-controller");
      const next = await space.publish({
        "app/settings.yaml": configMap("settings", { a: "2" }, space.namespace),
      });
      await space.waitFor("GitRepository", "fleet", (o) => o.status?.artifact?.revision === revision(next));
      const token = await space.request("Kustomization", "app");
      const idle = await space.get("Kustomization", "app");
      await record(space, "controller-down", "01-stale-ready");
      expect(hasApplied(good)(idle)).toBe(true);
      expect(idle.status?.lastHandledReconcileAt).not.toBe(token);
      const changed = await space.patch("Kustomization", "app", { spec: { interval: "2h" } });
      expect(statusOf(changed as KubeObject)).toMatchObject({ reason: "GenerationNotObserved" });
      await space.apply(kustomization("new"));
      const unseen = await space.get("Kustomization", "new");
      expect(statusOf(unseen as KubeObject)).toMatchObject({ name: "in-progress", reason: "NotObserved" });
      await lab.startController("kustomize-controller");
      await space.waitFor("Kustomization", "app", hasApplied(next));
      await record(space, "controller-down", "02-started");
    },
  );

  itInLab("with its feature gate the controller drops the health check of an old commit", async () => {
    const gate = "--feature-gates=CancelHealthCheckOnNewRevision=true";
    await lab.stopController("kustomize-controller");
    await lab.startController("kustomize-controller", gate);
    try {
      const space = await createSpace("health-check-cancelled");
      const bad = await space.commit({ "app/web.yaml": deployment("web", "pending", space.namespace) });
      await space.applySource();
      await space.apply(kustomization("app", { timeout: "5m" }));
      await space.waitFor("Kustomization", "app", (o) => o.status?.lastAttemptedRevision === revision(bad));
      const timeline = await space.watch("Kustomization", "app");
      const fix = await space.publish({ "app/web.yaml": deployment("web", "healthy", space.namespace) });
      const object = await space.waitFor("Kustomization", "app", hasApplied(fix));
      timeline.stop();
      const dropped = timeline.writes.find((write) => short(write) === "False/HealthCheckCanceled");
      expect(failureOf(dropped as KubeObject)?.failure.id).toBe("health-canceled");
      await recordMoment(space, "health-check-cancelled", "00-dropped", dropped as LabObject);
      await record(space, "health-check-cancelled", "01-applied");
      expect(short(object)).toBe("True/ReconciliationSucceeded");
    } finally {
      await lab.stopController("kustomize-controller");
      await lab.startController("kustomize-controller");
    }
  });

  itInLab("with its flag the controller refuses a source of another namespace", async () => {
    await lab.stopController("kustomize-controller");
    await lab.startController("kustomize-controller", "--no-cross-namespace-refs=true");
    try {
      const space = await createSpace("access-denied");
      const sourceRef = { kind: "GitRepository", name: "fleet", namespace: "default" };
      await space.apply(kustomization("app", { sourceRef }));
      const object = await space.waitFor("Kustomization", "app", (o) => short(o) === "False/AccessDenied");
      await record(space, "access-denied", "01-stalled");
      expect(short(object, "Stalled")).toBe("True/AccessDenied");
      expect(failureOf(object as KubeObject)?.failure.id).toBe("access-denied");
    } finally {
      await lab.stopController("kustomize-controller");
      await lab.startController("kustomize-controller");
    }
  });

  itInLab("helm-controller that was ended in the middle of an upgrade unlocks the release", async () => {
    const space = await createSpace("helm-pending");
    await space.commit(chartFiles());
    await space.applySource();
    await space.apply(helmRelease("web", { timeout: "60s" }));
    await space.waitFor("HelmRelease", "web", (o) => short(o) === "True/InstallSucceeded");
    const timeline = await space.watch("HelmRelease", "web");
    await space.patch("HelmRelease", "web", { spec: { values: { pods: "pending" } } });
    await space.waitFor("Deployment", "web", ({ metadata }) => (metadata.generation ?? 0) > 1);
    await lab.killController("helm-controller");
    await lab.startController("helm-controller");
    const unlocked = (o: LabObject): boolean => short(o, "Released") === "False/PendingRelease";
    await vi.waitFor(() => expect(timeline.writes.some(unlocked)).toBe(true), { timeout: 60_000 });
    timeline.stop();
    const object = timeline.writes.find(unlocked) as LabObject;
    await recordMoment(space, "helm-pending", "01-unlocked", object);
    expect(failureOf(object as KubeObject)?.failure.id).toBe("helm-pending");
  });

  itInLab("the fault proxy passes on the real API server", async () => {
    const proxy = await lab.startFaultProxy();
    const api = new Api(proxy.connection);
    try {
      expect((await api.send("GET", "/readyz")).text).toBe("ok");
      await proxy.inject({ kind: "status", code: 403 }, { match: /helmreleases/ });
      expect(
        (await api.list("kustomize.toolkit.fluxcd.io/v1", "Kustomization")).length,
      ).toBeGreaterThanOrEqual(0);
      await expect(api.list("helm.toolkit.fluxcd.io/v2", "HelmRelease")).rejects.toThrow("403 Forbidden");
    } finally {
      api.close();
      await proxy.close();
    }
  });

  itInLab("no part has ended by itself", () => {
    const logs = readParts().map(({ name, log }) => [
      name,
      /^panic: |fatal error: /m.test(readFileSync(log, "utf8")),
    ]);
    expect(logs.filter(([, hasPanicked]) => hasPanicked)).toEqual([]);
  });
});
