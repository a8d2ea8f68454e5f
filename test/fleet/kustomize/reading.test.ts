import { describe, expect, test } from "vitest";
import { build } from "./build.js";

const head = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n";

function built(files: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> | undefined {
  const { objects, diagnostics } = build(files);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return objects[0]?.object;
}

describe("What a Kustomization builds is read as kustomize reads it", () => {
  test("in resources, and tells what kubectl takes for something else", () => {
    const { objects, diagnostics } = build({
      "kustomization.yaml": "resources: [a.yaml]\n",
      "a.yaml": `${head}data:\n  yes: no\n  since: 2001-01-01\n  mode: 0777\n  quoted: "on"\n`,
    });
    expect(objects[0]?.object.data).toEqual({
      yes: "no",
      since: "2001-01-01T00:00:00Z",
      mode: 511,
      quoted: "on",
    });
    expect(diagnostics.map(({ code, at, message }) => `${code} ${at.line}:${at.column} ${message}`)).toEqual([
      'yaml-ambiguous 7:10 Flux reads the text "2001-01-01T00:00:00Z" here, kubectl the text "2001-01-01".',
    ]);
  });

  test("in patches of files and of texts", () => {
    const patch = `${head}data: {a: off}\n`;
    const inline = `patches:\n  - patch: |-\n      ${patch.trimEnd().replaceAll("\n", "\n      ")}\n`;
    for (const kustomization of [
      inline,
      "patches: [{path: p.yaml}]\n",
      "patchesStrategicMerge: [p.yaml]\n",
    ]) {
      const files = { "kustomization.yaml": `resources: [a.yaml]\n${kustomization}`, "p.yaml": patch };
      expect(built({ ...files, "a.yaml": head })?.data).toEqual({ a: "off" });
    }
  });

  test("but the operations of JSON patches as kubectl reads them", () => {
    const patch = "- {op: add, path: /data, value: {a: off, b: 2001-01-01}}\n";
    const kustomization = "resources: [a.yaml]\npatches: [{path: p.yaml, target: {kind: ConfigMap}}]\n";
    const files = { "kustomization.yaml": kustomization, "p.yaml": patch, "a.yaml": head };
    expect(built(files)?.data).toEqual({ a: false, b: "2001-01-01" });
  });

  test("and the kustomization itself as kubectl reads it", () => {
    const kustomization = "resources: [a.yaml]\nlabels: [{pairs: {a: b}, includeSelectors: no}]\n";
    expect(built({ "kustomization.yaml": kustomization, "a.yaml": head })?.metadata).toEqual({
      name: "a",
      labels: { a: "b" },
    });
  });

  test.each([
    ["true", "true"],
    ["1.10", "1.10"],
    ["0x1F # comment", "0x1F"],
    ["yes", "yes"],
    ["", ""],
    ["~", "~"],
    ['"1.0"', "1.0"],
  ])("the annotation %j is the text %j", (written, text) => {
    const annotated = `${head}  annotations:\n    a: ${written}\n  labels: {a: 1}\n`;
    const object = built({ "kustomization.yaml": "resources: [a.yaml]\n", "a.yaml": annotated });
    expect(object?.metadata).toEqual({ name: "a", annotations: { a: text }, labels: { a: 1 } });
  });

  test("an annotation that a JSON patch sets to a number is its text", () => {
    const patch = "- {op: add, path: /metadata/annotations, value: {a: 1.10}}\n";
    const kustomization = "resources: [a.yaml]\npatches: [{path: p.yaml, target: {kind: ConfigMap}}]\n";
    const files = { "kustomization.yaml": kustomization, "p.yaml": patch, "a.yaml": head };
    expect(built(files)?.metadata).toEqual({ name: "a", annotations: { a: "1.1" } });
  });
});
