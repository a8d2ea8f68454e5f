import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runMain } from "../cli/run-main.js";

const ks = (name: string, path: string, more = ""): string => `---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: ${name}, namespace: flux-system }
spec: { interval: 10m, prune: true, path: ${path}, sourceRef: { kind: GitRepository, name: flux-system }${more} }
`;

const fleet: Readonly<Record<string, string>> = {
  "clusters/prod/sync.yaml": ks("flux-system", "./clusters/prod"),
  "clusters/prod/apps.yaml":
    ks("infra", "./infra") + ks("apps", "./apps", ", dependsOn: [{ name: infra }, { name: gone }]"),
  "infra/config.yaml":
    "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: default }\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: b, namespace: default }\n",
  "apps/release.yaml": `apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: podinfo, namespace: apps }
spec: { interval: 1h, url: oci://ghcr.io/x/y, ref: { tag: 1.0.0 }, secretRef: { name: token } }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: apps }
spec: { interval: 1h, chartRef: { kind: OCIRepository, name: podinfo } }
---
apiVersion: v1
kind: Secret
metadata: { name: token, namespace: apps }
`,
};

let directory = "";
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "fluxwright-graph-"));
  for (const [path, text] of Object.entries(fleet)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test.each(["text", "mermaid", "dot"])("a fleet as %s", async (form) => {
  const { code, stdout } = await runMain(["graph", directory, "-o", form]);
  expect(code).toBe(0);
  await expect(stdout).toMatchFileSnapshot(`golden/${form}.golden.txt`);
});

test("the data has what the pictures leave out, and where each object is written", async () => {
  const { stdout } = await runMain(["graph", directory, "-o", "json"]);
  const { clusters } = JSON.parse(stdout);
  expect(clusters).toHaveLength(1);
  const [{ nodes, edges }] = clusters;
  const byId = new Map(nodes.map((node: { id: string }) => [node.id, node]));
  expect(byId.get("HelmRelease/apps/podinfo")).toMatchObject({
    origin: "built",
    at: { file: "apps/release.yaml", line: 6 },
  });
  expect(byId.get("Kustomization/flux-system/infra")).toMatchObject({ applies: 2 });
  expect(byId.get("Kustomization/flux-system/gone")).toMatchObject({ origin: "missing" });
  expect(edges).toContainEqual({
    from: "OCIRepository/apps/podinfo",
    to: "Secret/apps/token",
    relation: "configuration",
  });
});

test("a cluster that the fleet does not have is a wrong call", async () => {
  expect(await runMain(["graph", directory, "--cluster", "dev"])).toMatchObject({ code: 2 });
});
