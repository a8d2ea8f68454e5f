import { describe, expect } from "vitest";
import { configMap, kustomization, manifest } from "../../lab/manifests.js";
import { condition, createSpace, itInLab, lab, short } from "./lab.js";
import { record } from "./record.js";

describe.concurrent("a source", () => {
  itInLab(
    "tells the digest and the origin of an OCI artifact, and the Kustomization repeats them",
    async () => {
      const space = await createSpace("oci");
      const origin = "main@sha1:0123456789abcdef0123456789abcdef01234567";
      // The registry remembers tags of earlier runs.
      const repository = `${space.namespace}-${Date.now()}`;
      const push = async (tag: string, value: string) =>
        lab.pushOci({
          repository,
          tag,
          revision: origin,
          source: space.repository.url,
          files: { "app/settings.yaml": configMap("settings", { value }, space.namespace) },
        });
      const { url, digest } = await push("1.0.0", "first");
      await space.apply(
        manifest("OCIRepository", "app", { interval: "1h", url, insecure: true, ref: { semver: ">=1.0.0" } }),
        kustomization("app", { sourceRef: { kind: "OCIRepository", name: "app" } }),
      );
      const first = await space.waitFor(
        "Kustomization",
        "app",
        (o) => o.status?.lastAppliedRevision === `1.0.0@${digest}`,
      );
      await record(space, "oci", "01-ready");
      expect(short(first)).toBe("True/ReconciliationSucceeded");
      expect(first.status?.lastAppliedOriginRevision).toBe(origin);
      const next = await push("1.1.0", "second");
      await space.request("OCIRepository", "app");
      await space.waitFor(
        "Kustomization",
        "app",
        (o) => o.status?.lastAppliedRevision === `1.1.0@${next.digest}`,
      );
      await record(space, "oci", "02-next-tag");
    },
  );

  itInLab("is not Ready when its branch does not exist, and its top observedGeneration lags", async () => {
    const space = await createSpace("branch-missing");
    await space.commit({ "app/settings.yaml": configMap("settings", { a: "b" }, space.namespace) });
    await space.applySource();
    await space.waitFor("GitRepository", "fleet", (o) => short(o) === "True/Succeeded");
    await space.patch("GitRepository", "fleet", { spec: { ref: { branch: "absent" } } });
    const source = await space.waitFor("GitRepository", "fleet", (o) => short(o).startsWith("False/"));
    await record(space, "branch-missing", "01-failed");
    expect(short(source)).toBe("False/GitOperationFailed");
    expect(short(source, "FetchFailed")).toBe("True/GitOperationFailed");
    expect(condition(source, "Ready")?.observedGeneration).toBe(source.metadata.generation);
    expect(source.status?.observedGeneration).toBeLessThan(source.metadata.generation ?? 0);
  });

  itInLab("that never was keeps a Kustomization waiting", async () => {
    const space = await createSpace("source-missing");
    await space.apply(kustomization("app"));
    const object = await space.waitFor("Kustomization", "app", (o) => short(o).startsWith("False/"));
    await record(space, "source-missing", "01-waiting");
    expect(short(object)).toBe("False/ArtifactFailed");
  });

  itInLab("with a secret that does not exist says so", async () => {
    const space = await createSpace("secret-missing");
    await space.commit({ "app/settings.yaml": configMap("settings", { a: "b" }, space.namespace) });
    await space.applySource({ secretRef: { name: "absent" } });
    const source = await space.waitFor("GitRepository", "fleet", (o) => short(o).startsWith("False/"));
    await record(space, "secret-missing", "01-failed");
    expect(short(source)).toBe("False/AuthenticationFailed");
    expect(condition(source, "Ready")?.message).toContain("absent");
  });

  itInLab("that is a Helm repository nobody serves says so", async () => {
    const space = await createSpace("helm-repository-unreachable");
    await space.apply(
      manifest("HelmRepository", "charts", { interval: "1h", url: "http://127.0.0.1:9/charts" }),
    );
    const source = await space.waitFor("HelmRepository", "charts", (o) => short(o).startsWith("False/"));
    await record(space, "helm-repository-unreachable", "01-failed");
    expect(short(source, "FetchFailed")).toMatch(/^True\//);
  });

  itInLab("that is suspended keeps its artifact and moves its token", async () => {
    const space = await createSpace("source-suspended");
    const sha = await space.commit({
      "app/settings.yaml": configMap("settings", { a: "b" }, space.namespace),
    });
    await space.applySource();
    await space.waitFor("GitRepository", "fleet", (o) => short(o) === "True/Succeeded");
    await space.suspend("GitRepository", "fleet");
    await space.commit({ "app/settings.yaml": configMap("settings", { a: "c" }, space.namespace) });
    const token = await space.request("GitRepository", "fleet");
    const source = await space.waitFor(
      "GitRepository",
      "fleet",
      ({ status }) => status?.lastHandledReconcileAt === token,
    );
    await record(space, "source-suspended", "01-requested");
    expect(source.status?.artifact?.revision).toBe(`main@sha1:${sha}`);
    expect(short(source)).toBe("True/Succeeded");
  });
});
