import { describe, expect } from "vitest";
import { stringify } from "yaml";
import type { KubeObject } from "../../lab/api.js";
import { chartFiles, configMap, helmRelease, kustomization } from "../../lab/manifests.js";
import type { Space } from "../../lab/space.js";
import { condition, createSpace, hasApplied, hasFailed, itInLab, short } from "./lab.js";
import { record, recordTimeline } from "./record.js";

/** A space whose chart is fetched, without a release. */
async function createChart(name: string): Promise<{ space: Space; sha: string }> {
  const space = await createSpace(name);
  const sha = await space.commit(chartFiles());
  await space.applySource();
  await space.waitFor("GitRepository", "fleet", (source) => short(source) === "True/Succeeded");
  return { space, sha };
}

/** A space whose HelmRelease `web` is installed. */
async function createInstalled(name: string, spec: object = {}): Promise<{ space: Space; sha: string }> {
  const { space, sha } = await createChart(name);
  await space.apply(helmRelease("web", spec));
  await space.waitFor("HelmRelease", "web", says("True/InstallSucceeded"));
  return { space, sha };
}

/** Whether the object says this of its own generation. A success is written in more than one step: the last counts. */
function says(what: string): (object: KubeObject) => boolean {
  return (object) =>
    short(object) === what &&
    condition(object, "Ready")?.observedGeneration === object.metadata.generation &&
    (!what.startsWith("True/") || object.status?.observedGeneration === object.metadata.generation);
}

function setValues(space: Space, values: object): Promise<KubeObject> {
  return space.patch("HelmRelease", "web", { spec: { values } });
}

describe.concurrent("a HelmRelease", () => {
  itInLab("says what it installed and upgraded, with the chart's version and commit", async () => {
    const { space, sha } = await createInstalled("helm-happy");
    await record(space, "helm-happy", "01-installed");
    const { status } = await space.get("HelmRelease", "web");
    expect(status?.lastAttemptedRevision).toBe(`0.1.0+${sha.slice(0, 12)}`);
    expect(status?.history?.[0]).toMatchObject({ chartName: "web", version: 1, status: "deployed" });
    await setValues(space, { message: "second" });
    await space.waitFor("HelmRelease", "web", says("True/UpgradeSucceeded"));
    await record(space, "helm-happy", "02-upgraded");
    const next = await space.publish(chartFiles("0.2.0"));
    const version = `0.2.0+${next.slice(0, 12)}`;
    const upgraded = await space.waitFor(
      "HelmRelease",
      "web",
      // Not lastAttemptedRevision: that is written while Ready still speaks of the release before.
      (object) =>
        object.status?.history?.[0]?.chartVersion === version && says("True/UpgradeSucceeded")(object),
    );
    await record(space, "helm-happy", "03-new-chart");
    expect(upgraded.status?.lastAttemptedRevision).toBe(version);
  });

  itInLab("keeps a null in its values from git to the chart, whose default is then gone", async () => {
    const space = await createSpace("helm-null");
    const chart = {
      ...chartFiles(),
      "chart/values.yaml": stringify({
        message: "hello",
        pods: "healthy",
        selector: "web",
        extra: { kept: "stays", gone: "default" },
      }),
      "chart/templates/extra.yaml":
        "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: extra\ndata:\n{{ toYaml .Values.extra | indent 2 }}\n",
    };
    const release = (gone: string | null): string =>
      stringify(helmRelease("web", { timeout: "60s", values: { extra: { gone } } }));
    const first = await space.commit({ ...chart, "app/release.yaml": release(null) });
    await space.applySource();
    await space.apply(kustomization("app", { targetNamespace: space.namespace, timeout: "90s" }));
    await space.waitFor("Kustomization", "app", hasApplied(first));
    expect((await space.get("HelmRelease", "web")).spec).toMatchObject({ values: { extra: { gone: null } } });
    expect((await space.get("ConfigMap", "extra")).data).toEqual({ kept: "stays" });
    for (const [gone, data] of [
      ["set", { kept: "stays", gone: "set" }],
      [null, { kept: "stays" }],
    ] as const) {
      const next = await space.publish({ ...chart, "app/release.yaml": release(gone) });
      await space.request("Kustomization", "app");
      await space.waitFor("Kustomization", "app", hasApplied(next));
      expect((await space.get("ConfigMap", "extra")).data).toEqual(data);
    }
  });

  itInLab("says UpgradeFailed when the chart cannot be rendered, and counts its failures", async () => {
    const { space } = await createInstalled("helm-render-error", {
      upgrade: { remediation: { retries: 3 } },
    });
    await setValues(space, { message: "" });
    const object = await space.waitFor(
      "HelmRelease",
      "web",
      (o) => says("False/UpgradeFailed")(o) && (o.status?.failures ?? 0) > 0,
    );
    await record(space, "helm-render-error", "01-failed");
    expect(condition(object, "Ready")?.message).toContain("a message is required");
    expect(object.status?.observedGeneration).toBeLessThan(object.metadata.generation ?? 0);
    await setValues(space, { message: "fixed" });
    await space.waitFor("HelmRelease", "web", says("True/UpgradeSucceeded"));
    await record(space, "helm-render-error", "02-fixed");
  });

  itInLab(
    "is Stalled when its retries are exhausted and it was rolled back; a request does not help",
    async () => {
      const { space } = await createInstalled("helm-rolled-back", {
        timeout: "6s",
        upgrade: { remediation: { retries: 1, strategy: "rollback" } },
      });
      const timeline = await space.watch("HelmRelease", "web");
      await setValues(space, { pods: "pending" });
      const upgrading = await space.waitFor("HelmRelease", "web", says("Unknown/Progressing"));
      await record(space, "helm-rolled-back", "01-upgrading");
      expect(short(upgrading, "Reconciling")).toMatch(/^True\//);
      const stalled = await space.waitFor(
        "HelmRelease",
        "web",
        (object) => short(object, "Stalled") === "True/RetriesExceeded",
        90_000,
      );
      timeline.stop();
      recordTimeline("helm-rolled-back", "HelmRelease", "web", timeline);
      await record(space, "helm-rolled-back", "02-stalled");
      expect(short(stalled)).toBe("False/RollbackSucceeded");
      expect(short(stalled, "Released")).toBe("False/UpgradeFailed");
      expect(short(stalled, "Remediated")).toBe("True/RollbackSucceeded");
      const token = await space.request("HelmRelease", "web");
      const asked = await space.waitFor(
        "HelmRelease",
        "web",
        ({ status }) => status?.lastHandledReconcileAt === token,
      );
      await record(space, "helm-rolled-back", "03-requested");
      expect(short(asked, "Stalled")).toBe("True/RetriesExceeded");
      await setValues(space, { pods: "healthy", message: "fixed" });
      await space.waitFor("HelmRelease", "web", says("True/UpgradeSucceeded"));
      await record(space, "helm-rolled-back", "04-fixed");
    },
  );

  itInLab("is Stalled when its install fails and it may not retry; a reset lets it try again", async () => {
    const { space } = await createChart("helm-install-failed");
    await space.apply(helmRelease("web", { timeout: "5s", values: { pods: "pending" } }));
    const stalled = await space.waitFor(
      "HelmRelease",
      "web",
      (object) => short(object, "Stalled") === "True/RetriesExceeded",
    );
    await record(space, "helm-install-failed", "01-stalled");
    expect(short(stalled)).toBe("False/InstallFailed");
    expect(stalled.status?.installFailures).toBe(1);
    await space.releasePods();
    await space.request("HelmRelease", "web", "resetAt", "forceAt");
    await space.waitFor("HelmRelease", "web", (object) => short(object).startsWith("True/"));
    await record(space, "helm-install-failed", "02-reset");
  });

  itInLab("stays Ready while its chart is gone", async () => {
    const { space } = await createInstalled("helm-chart-gone");
    await space.publish({ chart: null, "other/readme.md": "moved\n" });
    const chart = await space.waitFor("HelmChart", `${space.namespace}-web`, (o) =>
      short(o).startsWith("False/"),
    );
    await record(space, "helm-chart-gone", "01-stale-ready");
    expect(short(chart, "Stalled")).toBe("True/InvalidChartReference");
    expect(short(await space.get("HelmRelease", "web"))).toBe("True/InstallSucceeded");
  });

  itInLab("waits for values that do not exist", async () => {
    const { space } = await createChart("helm-values-missing");
    await space.apply(helmRelease("web", { valuesFrom: [{ kind: "ConfigMap", name: "absent" }] }));
    const object = await space.waitFor("HelmRelease", "web", says("False/ValuesError"));
    await record(space, "helm-values-missing", "01-failed");
    expect(condition(object, "Ready")?.message).toContain("absent");
  });

  itInLab("waits for a dependency that is not ready", async () => {
    const { space } = await createChart("helm-dependency");
    await space.apply(helmRelease("web", { dependsOn: [{ name: "database" }] }));
    const object = await space.waitFor("HelmRelease", "web", hasFailed("DependencyNotReady"));
    await record(space, "helm-dependency", "01-waiting");
    expect(condition(object, "Ready")?.message).toContain("database");
  });

  itInLab("moves its markers while it is suspended, and stays Ready", async () => {
    const { space } = await createInstalled("helm-suspended");
    await space.suspend("HelmRelease", "web");
    await setValues(space, { message: "while suspended" });
    const token = await space.request("HelmRelease", "web");
    const object = await space.waitFor(
      "HelmRelease",
      "web",
      ({ status }) => status?.lastHandledReconcileAt === token,
    );
    await record(space, "helm-suspended", "01-requested");
    expect(short(object)).toBe("True/InstallSucceeded");
    expect(object.status?.observedGeneration).toBe(object.metadata.generation);
  });

  itInLab("takes over a field that somebody else owns, without a conflict", async () => {
    const { space } = await createInstalled("helm-ownership");
    await space.patch("ConfigMap", "web", { data: { message: "by hand" } });
    await setValues(space, { message: "from the chart" });
    await space.waitFor("HelmRelease", "web", says("True/UpgradeSucceeded"));
    await record(space, "helm-ownership", "01-taken-over");
    expect((await space.get("ConfigMap", "web")).data).toEqual({ message: "from the chart" });
  });

  itInLab("does not notice that a Kustomization took over what it installed: both say Ready", async () => {
    const { space } = await createChart("helm-two-owners");
    const release = helmRelease("web");
    await space.apply(release);
    await space.patch("HelmRelease", "web", {
      spec: { chart: { spec: { reconcileStrategy: "ChartVersion" } } },
    });
    await space.waitFor("HelmRelease", "web", (object) => short(object).startsWith("True/"));
    const sha = await space.publish({
      "app/web.yaml": configMap("web", { message: "from the Kustomization" }, space.namespace),
    });
    await space.apply(kustomization("app"));
    await space.waitFor("Kustomization", "app", hasApplied(sha));
    await record(space, "helm-two-owners", "01-both-ready");
    expect((await space.get("ConfigMap", "web")).data).toEqual({ message: "from the Kustomization" });
    expect(short(await space.get("HelmRelease", "web"))).toMatch(/^True\//);
  });
});
