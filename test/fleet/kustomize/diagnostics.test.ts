import { describe, expect, test } from "vitest";
import { build } from "./build.js";

const kustomization = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n";
const component = "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n";
const configMap = (name: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n  a: b\n`;

interface Case {
  readonly files: Readonly<Record<string, string>>;
  readonly at: string;
  readonly says: string;
}

const cases: Readonly<Record<string, Case>> = {
  "A resource that is not there": {
    files: {
      "kustomization.yaml": `${kustomization}resources:\n  - depolyment.yaml\n`,
      "deployment.yaml": "",
    },
    at: "build-failed kustomization.yaml:4:5",
    says: 'does not exist. Did you mean "deployment.yaml"?',
  },
  "A resource in the wrong case": {
    files: { "kustomization.yaml": `${kustomization}resources:\n  - Apps\n`, "apps/x.yaml": "" },
    at: "build-failed kustomization.yaml:4:5",
    says: 'Did you mean "apps"? Case counts.',
  },
  "A resource outside the tree": {
    files: { "kustomization.yaml": `${kustomization}resources:\n  - ../x.yaml\n` },
    at: "build-failed kustomization.yaml:4:5",
    says: "leads out of the repository",
  },
  "A directory without a kustomization": {
    files: { "kustomization.yaml": `${kustomization}resources:\n  - apps\n`, "apps/x.yaml": configMap("x") },
    at: "build-failed kustomization.yaml:4:5",
    says: '"apps" has no kustomization.yaml.',
  },
  "A remote base": {
    files: { "kustomization.yaml": `${kustomization}resources:\n  - https://example.com/x.yaml\n` },
    at: "build-not-offline kustomization.yaml:4:5",
    says: "is on the network",
  },
  "A generated file on the network": {
    files: {
      "kustomization.yaml": `${kustomization}configMapGenerator:\n  - name: x\n    files:\n      - y=https://example.com/y\n`,
    },
    at: "build-not-offline kustomization.yaml:6:9",
    says: '"https://example.com/y" is on the network',
  },
  "A file of variables on the network": {
    files: {
      "kustomization.yaml": `${kustomization}secretGenerator:\n  - name: x\n    envs: [http://example.com/y]\n`,
    },
    at: "build-not-offline kustomization.yaml:5:12",
    says: "is on the network",
  },
  "A patch on the network": {
    files: {
      "kustomization.yaml": `${kustomization}resources: [a.yaml]\npatches:\n  - path: https://example.com/y\n`,
      "a.yaml": configMap("a"),
    },
    at: "build-not-offline kustomization.yaml:5:11",
    says: "is on the network",
  },
  "A git repository as a file": {
    files: {
      "kustomization.yaml": `${kustomization}configMapGenerator:\n  - name: x\n    files: [git@example.com:a/b]\n`,
    },
    at: "build-failed kustomization.yaml:5:13",
    says: "does not exist",
  },
  "A document that is no object": {
    files: {
      "kustomization.yaml": `${kustomization}resources: [values.yaml]\n`,
      "values.yaml": "replicas: 2\n",
    },
    at: "build-failed values.yaml:1:1",
    says: "is no Kubernetes object: it has no apiVersion",
  },
  "An object whose name is nothing": {
    files: {
      "kustomization.yaml": `${kustomization}resources: [a.yaml]\n`,
      "a.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name:\n",
    },
    at: "build-failed a.yaml:1:1",
    says: "has no metadata.name",
  },
  "An item of a list without a name": {
    files: {
      "kustomization.yaml": `${kustomization}resources: [a.yaml]\n`,
      "a.yaml": "apiVersion: v1\nkind: List\nitems:\n  - {apiVersion: v1, kind: ConfigMap, metadata: {}}\n",
    },
    at: "build-failed a.yaml:4:5",
    says: "has no metadata.name",
  },
  "A key that is a number": {
    files: {
      "kustomization.yaml": `${kustomization}resources: [a.yaml]\n`,
      "a.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  8080: web\n",
    },
    at: "build-failed a.yaml:5:3",
    says: 'The key "8080" is no text to kustomize',
  },
  "An object twice": {
    files: {
      "kustomization.yaml": `${kustomization}resources: [a.yaml, b.yaml]\n`,
      "a.yaml": configMap("same"),
      "b.yaml": configMap("same"),
    },
    at: "object-duplicate b.yaml:1:1",
    says: "ConfigMap/same is in the build twice",
  },
  "A cycle of directories": {
    files: {
      "kustomization.yaml": `${kustomization}resources: [a]\n`,
      "a/kustomization.yaml": `${kustomization}resources:\n  - ../b\n`,
      "b/kustomization.yaml": `${kustomization}resources:\n  - ../a\n`,
    },
    at: "build-failed b/kustomization.yaml:4:5",
    says: '"a" includes itself: a → b → a.',
  },
  "A misspelled field": {
    files: { "kustomization.yaml": `${kustomization}resuorces: []\nnamespace: x\n` },
    at: "build-failed kustomization.yaml:3:1",
    says: 'kustomize has no field "resuorces". Did you mean "resources"?',
  },
  "A misspelled field of a patch": {
    files: {
      "kustomization.yaml": `${kustomization}patches:\n  - patchh: x\n    path: y.yaml\n    target: {kind: None}\n`,
      "y.yaml": "{}",
    },
    at: "build-failed kustomization.yaml:4:5",
    says: 'patches has no field "patchh". Did you mean "patch"?',
  },
  "A kind that kustomize does not know": {
    files: { "kustomization.yaml": "kind: Kustomisation\nnamespace: x\n" },
    at: "build-failed kustomization.yaml:1:7",
    says: 'The kind is "Kustomisation"',
  },
  "A patch for an object that is not in the build": {
    files: {
      "kustomization.yaml": `${kustomization}resources: [a.yaml]\npatches:\n  - path: patch.yaml\n`,
      "a.yaml": configMap("a"),
      "patch.yaml": configMap("b"),
    },
    at: "build-failed patch.yaml:1:1",
    says: "The patch is for ConfigMap/default/b, which is not in the build. It has ConfigMap a.",
  },
  "An inline patch for an object that is not in the build": {
    files: {
      "kustomization.yaml": `${kustomization}resources: [a.yaml]\npatches:\n  - patch: |\n${configMap("b").replace(/^/gm, "      ")}\n`,
      "a.yaml": configMap("a"),
    },
    at: "build-failed kustomization.yaml:6:7",
    says: "which is not in the build",
  },
  "A JSON patch of a field that is not there": {
    files: {
      "kustomization.yaml": `${kustomization}resources: [a.yaml]\npatches:\n  - target: {kind: ConfigMap}\n    path: patch.yaml\n`,
      "a.yaml": configMap("a"),
      "patch.yaml": "- op: replace\n  path: /data/gone\n  value: x\n",
    },
    at: "build-failed patch.yaml:1:3",
    says: "/data/gone is not there to replace",
  },
  "A JSON patch without a target": {
    files: {
      "kustomization.yaml": `${kustomization}resources: [a.yaml]\npatches:\n  - patch: '[{"op": "remove", "path": "/data"}]'\n`,
      "a.yaml": configMap("a"),
    },
    at: "build-failed kustomization.yaml:5:5",
    says: "A JSON patch needs a target.",
  },
  "A patch of another shape": {
    files: {
      "kustomization.yaml": `${kustomization}resources: [a.yaml]\npatches:\n  - path: patch.yaml\n`,
      "a.yaml": configMap("a"),
      "patch.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata: [x]\n",
    },
    at: "build-failed patch.yaml:1:1",
    says: "it gives a list for data, where the object has a map",
  },
  "A generated file that is not there": {
    files: {
      "kustomization.yaml": `${kustomization}configMapGenerator:\n  - name: x\n    files:\n      - y=gone.txt\n`,
    },
    at: "build-failed kustomization.yaml:6:9",
    says: '"gone.txt" does not exist.',
  },
  "A merge into a ConfigMap that is not there": {
    files: {
      "kustomization.yaml": `${kustomization}configMapGenerator:\n  - name: x\n    behavior: merge\n    literals: [a=b]\n`,
    },
    at: "build-failed kustomization.yaml:4:5",
    says: "There is no ConfigMap/x to merge.",
  },
  "A component listed as a resource": {
    files: {
      "kustomization.yaml": `${kustomization}resources:\n  - c\n`,
      "c/kustomization.yaml": `${component}namePrefix: x-\n`,
    },
    at: "build-failed kustomization.yaml:4:5",
    says: '"c" is a Component.',
  },
  "A kustomization listed as a component": {
    files: {
      "kustomization.yaml": `${kustomization}components:\n  - c\n`,
      "c/kustomization.yaml": `${kustomization}namePrefix: x-\n`,
    },
    at: "build-failed kustomization.yaml:4:5",
    says: "is a Kustomization, not a Component",
  },
  "A replacement without a source": {
    files: {
      "kustomization.yaml": `${kustomization}resources: [a.yaml]\nreplacements:\n  - source: {kind: Secret}\n    targets: [{select: {kind: ConfigMap}}]\n`,
      "a.yaml": configMap("a"),
    },
    at: "build-failed kustomization.yaml:5:13",
    says: "matches 0 objects",
  },
  "Replicas of something that is not there": {
    files: {
      "kustomization.yaml": `${kustomization}resources: [a.yaml]\nreplicas:\n  - name: web\n    count: 2\n`,
      "a.yaml": configMap("a"),
    },
    at: "build-failed kustomization.yaml:5:5",
    says: 'replicas names "web"',
  },
  "A chart to inflate": {
    files: { "kustomization.yaml": `${kustomization}helmCharts:\n  - name: x\n` },
    at: "build-failed kustomization.yaml:4:5",
    says: "helmCharts runs helm, which kustomize-controller does not allow",
  },
};

test.each([
  ["https://example.com/a.yaml", true],
  ["https://github.com/org/repo//path?ref=v1", true],
  ["HTTPS://github.com/org/repo", true],
  ["github.com/org/repo//path?ref=v1", true],
  ["github.com:org/repo", true],
  ["git@github.com:org/repo.git//path", true],
  ["git@example.com/org/repo", true],
  ["user@example.com:org/repo", true],
  ["git::https://example.com/org/repo.git", true],
  ["ssh://git@example.com/org/repo", true],
  ["file:///srv/repo.git", true],
  // A host without a scheme is a directory to kustomize, except GitHub.
  ["example.com/org/repo.git", false],
  ["gitlab.com/org/repo?ref=v1", false],
  ["gh:org/repo", false],
  ["../github.com/org", false],
  ["apps@v1", false],
])("The resource %s is on the network: %j", (resource, expected) => {
  const codes = build({
    "kustomization.yaml": `${kustomization}resources: ["${resource}"]\n`,
  }).diagnostics.map(({ code }) => code);
  expect(codes).toEqual([expected ? "build-not-offline" : "build-failed"]);
});

describe("A kustomization that does not build is reported at the line to change", () => {
  test.each(Object.entries(cases))("%s", (_, { files, at, says }) => {
    const { diagnostics } = build(files);
    expect(diagnostics.map((d) => `${d.code} ${d.at.file}:${d.at.line}:${d.at.column}`)).toEqual([at]);
    expect(`${diagnostics[0]?.message} ${diagnostics[0]?.hint ?? ""}`).toContain(says);
  });
});
