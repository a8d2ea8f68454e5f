import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runMain } from "../cli/run-main.js";
import { compile } from "../codegen/compile.js";
import { programEnv } from "../synth/program-env.js";

const ks = (name: string, spec: string): string => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: ${name}
  namespace: flux-system
spec:
  interval: 10m
  sourceRef:
    kind: GitRepository
    name: flux-system
  prune: true
${spec}`;

const fleet: Readonly<Record<string, string>> = {
  "clusters/prod/sources.yaml": `# The charts
# of everybody.
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: podinfo, namespace: flux-system, labels: { team: web } }
spec: { interval: 1h, url: https://stefanprodan.github.io/podinfo, secretRef: { name: made-by-hand } }
`,
  "clusters/prod/apps.yaml": `---
${ks("apps", "  path: ./apps/plain\n  dependsOn:\n    - name: infra\n      readyExpr: dep.status.observedGeneration > 0\n")}
---
# First of all.
${ks("infra", "  path: ./infra\n  patches:\n    - patch: |\n        - op: remove\n          path: /data/`x`\n      target: { kind: ConfigMap }\n")}`,
  "clusters/prod/flux-system/kustomization.yaml": "resources: [gotk-sync.yaml]\n",
  "clusters/prod/flux-system/gotk-sync.yaml": `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: flux-system, namespace: flux-system }
spec: { interval: 1m, url: https://git.example/fleet, ref: { branch: main } }
---
${ks("flux-system", "  path: ./clusters/prod\n")}`,
  "apps/plain/podinfo/release.yaml": `apiVersion: v1
kind: Namespace
metadata: { name: podinfo }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: podinfo }
spec:
  interval: 1h
  chart: { spec: { chart: podinfo, version: 6.x, sourceRef: { kind: HelmRepository, name: podinfo, namespace: flux-system } } }
  values: { replicas: 2, "with-dash": "\${not} a variable" }
`,
  "apps/plain/secret.yaml":
    "apiVersion: v1\nkind: Secret\nmetadata: { name: s, namespace: podinfo }\nstringData: { a: b }\n",
  "infra/kustomization.yaml": "resources: [config.yaml]\n",
  "infra/config.yaml":
    "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c, namespace: default }\ndata: { x: y, '`x`': z }\n",
  "README.md": "A fleet.\n",
};

let directory = "";
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "fluxwright-adopt-"));
  for (const [path, text] of Object.entries(fleet)) {
    mkdirSync(dirname(join(directory, "fleet", path)), { recursive: true });
    writeFileSync(join(directory, "fleet", path), text);
  }
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

async function adopt(...more: readonly string[]) {
  const alias = { ...JSON.parse(programEnv().JITI_ALIAS ?? "{}"), ...packages };
  const env = { PATH: process.env.PATH ?? "", JITI_ALIAS: JSON.stringify(alias) };
  const out = join(directory, "program");
  return runMain(["adopt", join(directory, "fleet"), "--out", out, ...more], { env });
}
const packages = {
  cdk8s: resolve("node_modules/cdk8s/lib/index.js"),
  constructs: resolve("node_modules/constructs/lib/index.js"),
};
const program = (path: string) => readFileSync(join(directory, "program", path), "utf8");

test("a fleet becomes a program that type-checks and gives the same objects", async () => {
  const { code, stdout, stderr } = await adopt();
  expect(stderr).not.toContain("error");
  expect(stdout.replaceAll(directory, "…")).toMatchInlineSnapshot(`
    "5 objects of 3 files became the program in …/program
    5 files stay as YAML in …/program/fleet:
      1: it holds a Secret
      2: kustomize builds its directory
      2: kustomize reads it
    accepted by main.ts, since the fleet has it already: secret-in-clear
    proven: it synthesizes the same objects for every cluster
    "
  `);
  expect(code).toBe(0);
  await expect(program("prod.ts")).toMatchFileSnapshot("golden/prod.golden.txt");
  expect(compile([program("prod.ts")])).toEqual([[]]);
});

test("what is left as YAML is told file by file, and copied byte for byte", async () => {
  const report = JSON.parse((await adopt("-o", "json")).stdout);
  expect(report).toMatchObject({ kind: "AdoptReport", isEqual: true, differences: [] });
  expect(report.left).toEqual([
    { path: "apps/plain/secret.yaml", why: "it holds a Secret" },
    { path: "clusters/prod/flux-system/gotk-sync.yaml", why: "kustomize builds its directory" },
    { path: "clusters/prod/flux-system/kustomization.yaml", why: "kustomize reads it" },
    { path: "infra/config.yaml", why: "kustomize builds its directory" },
    { path: "infra/kustomization.yaml", why: "kustomize reads it" },
  ]);
  for (const path of ["README.md", ...report.left.map((left: { path: string }) => left.path)]) {
    expect(program(`fleet/${path}`)).toBe(fleet[path]);
  }
});

const removed = `apiVersion: source.toolkit.fluxcd.io/v1beta2
kind: OCIRepository
metadata: { name: old, namespace: flux-system }
spec: { interval: 1h, url: oci://registry.example/old, ref: { tag: 1.0.0 } }
`;

test("what check warns of and synth refuses is accepted by the program, and said", async () => {
  rmSync(join(directory, "fleet/apps/plain/secret.yaml"));
  writeFileSync(join(directory, "fleet/infra/old.yaml"), removed);
  writeFileSync(join(directory, "fleet/infra/kustomization.yaml"), "resources: [config.yaml, old.yaml]\n");
  const checked = await runMain(["check", join(directory, "fleet")]);
  expect(checked.stdout).toMatch(/warning .* api-version-removed/);
  expect(checked.code).toBe(0);
  const { code, stdout } = await adopt();
  expect(stdout).toContain(
    "accepted by main.ts, since the fleet has it already: api-version-removed\nproven",
  );
  expect(code).toBe(0);
  expect(program("main.ts")).toContain('new FleetApp({ ignore: ["api-version-removed"] })');
});

test("a directory that holds something is left alone", async () => {
  mkdirSync(join(directory, "program"));
  writeFileSync(join(directory, "program/main.ts"), "mine");
  expect((await adopt()).code).toBe(3);
  expect(program("main.ts")).toBe("mine");
});
