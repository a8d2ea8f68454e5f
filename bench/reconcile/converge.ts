import { stringify } from "yaml";
import type { Lab } from "../../lab/client.js";
import { configMap, kustomization, manifest } from "../../lab/manifests.js";
import { connect } from "../../src/cluster/connect.js";
import { readFleet } from "../../src/fleet/read-fleet.js";
import { directoryTree } from "../../src/manifests/directory-tree.js";
import { converge } from "../../src/reconcile/converge.js";

/**
 * How long after the cluster is at a commit `converge` says so, in milliseconds, once per round. A bare watch on the
 * last Kustomization tells when that is; it may itself be late, so that a difference below zero counts as none.
 */
export async function convergeDelays(lab: Lab, rounds: number): Promise<readonly number[]> {
  const space = await lab.createSpace("bench-converge");
  const yaml = (object: { metadata: object }): string =>
    stringify({ ...object, metadata: { ...object.metadata, namespace: space.namespace } });
  const settings = (round: number): string => configMap("cm", { round: String(round) }, space.namespace);
  const root = kustomization("root", { path: "./clusters/test", wait: false });
  const source = { interval: "1h", timeout: "10s", url: space.repository.url, ref: { branch: "main" } };
  const client = await connect({ env: {}, kubeconfig: lab.kubeconfigFile });
  const delays: number[] = [];
  try {
    await space.commit({
      "clusters/test/source.yaml": yaml(manifest("GitRepository", "fleet", source)),
      "clusters/test/root.yaml": yaml(root),
      "clusters/test/app.yaml": yaml(kustomization("app")),
      "app/cm.yaml": settings(-1),
    });
    await space.applySource();
    await space.apply(root);
    for (let round = 0; round < rounds; round++) {
      const sha = await space.commit({ "app/cm.yaml": settings(round) });
      const { clusters } = readFleet(directoryTree(space.repository.folder), { entry: ["clusters/test"] });
      const applied = (name: string): Promise<number> =>
        space
          .waitFor("Kustomization", name, ({ status }) => status?.lastAppliedRevision === `main@sha1:${sha}`)
          .then(() => performance.now());
      const ready = Promise.all([applied("root"), applied("app")]);
      await space.request("GitRepository", "fleet");
      for await (const { ending } of converge(client, clusters[0]!, { revision: sha, timeout: 60_000 })) {
        if (ending !== undefined && ending !== "converged") throw new Error(`not converged: ${ending}`);
      }
      delays.push(Math.max(0, performance.now() - Math.max(...(await ready))));
    }
  } finally {
    client.close();
    await space.destroy();
  }
  return delays;
}
