import { describe, expect } from "vitest";
import { configMap, manifest } from "../../lab/manifests.js";
import type { Space } from "../../lab/space.js";
import type { KubeObject } from "../../src/objects/kube-object.js";
import { failureOf } from "../../src/reconcile/explain.js";
import { createSpace, itInLab, lab, short } from "./lab.js";
import { record } from "./record.js";

/** An ImageRepository of an image in the lab's registry; with tags, where they are given. */
async function applyImage(space: Space, tags: readonly string[], spec: object = {}): Promise<void> {
  // The registry remembers images of earlier runs.
  const repository = `${space.namespace}-${Date.now()}`;
  for (const tag of tags) await lab.pushOci({ repository, tag, files: { "readme.md": tag } });
  const image = `${lab.description?.registry}/${repository}`;
  await space.apply(manifest("ImageRepository", "web", { interval: "1h", image, insecure: true, ...spec }));
}

const policy = (range: string) =>
  manifest("ImagePolicy", "web", { imageRepositoryRef: { name: "web" }, policy: { semver: { range } } });

/** An automation that writes the tag of the policy `web` below `./app`, on the branch that is checked out. */
const automation = () =>
  manifest("ImageUpdateAutomation", "web", {
    interval: "1h",
    sourceRef: { kind: "GitRepository", name: "fleet" },
    git: {
      checkout: { ref: { branch: "main" } },
      commit: { author: { name: "Flux", email: "flux@example.test" } },
      push: { branch: "main" },
    },
    update: { strategy: "Setters", path: "./app" },
  });

/** A manifest whose tag the policy of the space writes. */
function settings(space: Space): string {
  const marker = ` # {"$imagepolicy": "${space.namespace}:web:tag"}`;
  return configMap("settings", { tag: "1.0.0" }, space.namespace).replace(/tag: .*/, `$&${marker}`);
}

function failed(space: Space, kind: "ImageRepository" | "ImagePolicy" | "ImageUpdateAutomation") {
  return space.waitFor(kind, "web", (object) => short(object).startsWith("False/"));
}

describe.concurrent("image automation", () => {
  itInLab("pushes a commit with the newest tag of the policy", async () => {
    const space = await createSpace("image-happy");
    const before = await space.commit({ "app/settings.yaml": settings(space) });
    await space.applySource();
    await applyImage(space, ["1.0.0", "1.1.0", "2.0.0"]);
    await space.apply(policy("^1.0.0"), automation());
    const pushed = await space.waitFor(
      "ImageUpdateAutomation",
      "web",
      (o) => o.status?.lastPushCommit !== undefined,
    );
    await record(space, "image-happy", "01-pushed");
    expect(pushed.status?.lastPushCommit).not.toBe(before);
    await space.request("GitRepository", "fleet");
    const revision = `main@sha1:${pushed.status?.lastPushCommit}`;
    await space.waitFor("GitRepository", "fleet", (o) => o.status?.artifact?.revision === revision);
  });

  itInLab("says that an image does not exist", async () => {
    const space = await createSpace("image-missing");
    await applyImage(space, []);
    const repository = await failed(space, "ImageRepository");
    await record(space, "image-missing", "01-failed");
    expect(failureOf(repository as KubeObject)?.failure.id).toBe("image");
  });

  itInLab("says that the Secret of a registry is missing", async () => {
    const space = await createSpace("image-secret-missing");
    await applyImage(space, ["1.0.0"], { secretRef: { name: "absent" } });
    const repository = await failed(space, "ImageRepository");
    await record(space, "image-secret-missing", "01-failed");
    expect(failureOf(repository as KubeObject)?.failure.id).toBe("image");
  });

  itInLab("says that no tag is in the range of a policy", async () => {
    const space = await createSpace("image-range");
    await applyImage(space, ["1.0.0"]);
    await space.waitFor("ImageRepository", "web", (o) => short(o).startsWith("True/"));
    await space.apply(policy(">=9.0.0"));
    const found = await failed(space, "ImagePolicy");
    await record(space, "image-range", "01-failed");
    expect(failureOf(found as KubeObject)?.failure.id).toBe("image");
  });

  itInLab("says that the branch cannot be pushed to", async () => {
    const space = await createSpace("image-push");
    await space.commit({ "app/settings.yaml": settings(space) });
    await space.applySource();
    await space.waitFor("GitRepository", "fleet", (o) => short(o) === "True/Succeeded");
    await applyImage(space, ["1.0.0", "1.1.0"]);
    await space.apply(policy("^1.0.0"));
    await space.waitFor("ImagePolicy", "web", (o) => short(o).startsWith("True/"));
    await space.repository.protect();
    await space.apply(automation());
    const automatic = await failed(space, "ImageUpdateAutomation");
    await record(space, "image-push", "01-failed");
    expect(failureOf(automatic as KubeObject)?.failure.id).toBe("image");
  });
});
