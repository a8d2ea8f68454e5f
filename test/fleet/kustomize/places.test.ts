import { describe, expect, test } from "vitest";
import { formatLocation } from "../../../src/objects/location.js";
import { build } from "./build.js";

const kustomization = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n";
const files = {
  "kustomization.yaml": `${kustomization}namespace: shop
resources:
  - base.yaml
patches:
  - path: patch.yaml
  - target:
      kind: Deployment
    patch: |
      - op: add
        path: /spec/paused
        value: true
images:
  - name: web
    newTag: "2"
labels:
  - pairs:
      team: shop
configMapGenerator:
  - name: settings
    literals: [a=b]
`,
  "base.yaml": `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 1
  template:
    spec:
      containers:
        - name: web
          image: web:1
        - name: side
          image: side:1
          args: [a, b]
`,
  "patch.yaml": `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
  template:
    spec:
      containers:
        - name: extra
          image: extra:1
        - name: web
          env:
            - name: A
              value: "1"
`,
};

const { objects } = build(files);
const [deployment, settings] = objects;
const place = (pointer: string): string => formatLocation(deployment!.origin.locate(pointer));

describe("A value of a built object has the place where it was written", () => {
  test.each([
    ["the object itself", "", "base.yaml:1:1"],
    ["an untouched value", "/kind", "base.yaml:2:7"],
    ["a value that a patch set", "/spec/replicas", "patch.yaml:6:13"],
    ["an item that a patch added", "/spec/template/spec/containers/0/image", "patch.yaml:11:18"],
    [
      "a field that a patch added to an item",
      "/spec/template/spec/containers/1/env/0/value",
      "patch.yaml:15:22",
    ],
    ["an item that moved", "/spec/template/spec/containers/2/args/1", "base.yaml:14:21"],
    ["a field of an item that was patched", "/spec/template/spec/containers/1/name", "base.yaml:10:17"],
    ["an image that was replaced", "/spec/template/spec/containers/1/image", "kustomization.yaml:15:5"],
    ["a namespace that was set", "/metadata/namespace", "kustomization.yaml:3:12"],
    ["a label that was added", "/metadata/labels/team", "kustomization.yaml:19:7"],
    ["a value of an inline JSON patch", "/spec/paused", "kustomization.yaml:13:16"],
  ])("%s", (_, pointer, expected) => {
    expect(place(pointer)).toBe(expected);
  });

  test("a generated object stands at its entry", () => {
    expect(formatLocation(settings!.origin.locate("/data/a"))).toBe("kustomization.yaml:21:5");
  });
});
