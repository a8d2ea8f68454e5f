import { describe, expect, test } from "vitest";
import { goPattern } from "../../../src/fleet/kustomize/go-pattern.js";
import { build } from "./build.js";

// Each repetition doubles the ways that an engine which goes back and forth would try.
const name = "a".repeat(60);
const slow = "(a+)+b";
const podWith = (image: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\nspec: {containers: [{name: ${name}, image: "${image}"}]}\n`;
const patch = `patch: "- op: add\\n  path: /metadata/labels\\n  value: {a: b}\\n"`;
const replacement = (target: string): string => `replacements: [{source: {kind: Pod}, targets: [${target}]}]`;

interface Case {
  /** What a kustomization says with an expression in it. */
  readonly says: (expression: string) => string;
  readonly at: string;
  /** Whether an expression that matches nothing fails the build. */
  readonly mustMatch?: true;
}

const cases: Readonly<Record<string, Case>> = {
  "the name of a target": {
    says: (expression) => `patches:\n  - target: {name: '${expression}'}\n    ${patch}`,
    at: "kustomization.yaml:3:13",
  },
  "the kind of a target": {
    says: (expression) => `patches:\n  - target: {kind: '${expression}'}\n    ${patch}`,
    at: "kustomization.yaml:3:13",
  },
  "the name of an image": {
    says: (expression) => `images: [{name: '${expression}', newTag: "2"}]`,
    at: "kustomization.yaml:2:17",
  },
  "the selector of a replacement": {
    says: (expression) => replacement(`{select: {name: '${expression}'}, fieldPaths: [metadata.namespace]}`),
    at: "kustomization.yaml:2:48",
  },
  "the path of a replacement": {
    says: (expression) =>
      replacement(`{select: {kind: Pod}, fieldPaths: ['spec.containers.[name=${expression}].image']}`),
    at: "kustomization.yaml:2:83",
    mustMatch: true,
  },
};

const built = (says: string, image: string): readonly string[] => {
  const files = { "kustomization.yaml": `resources: [pod.yaml]\n${says}\n`, "pod.yaml": podWith(image) };
  return build(files).diagnostics.map(
    ({ code, message, at }) => `${code} ${at.file}:${at.line}:${at.column} ${message}`,
  );
};

describe("A regular expression in a kustomization is one of Go", () => {
  test.each(Object.entries(cases))("%s takes linear time", (_, { says, mustMatch }) => {
    expect(built(says(slow), name)).toHaveLength(mustMatch ? 1 : 0);
  });

  test.each(Object.entries(cases))("%s may not look ahead", (_, { says, at }) => {
    expect(built(says("(?=a)a"), name)).toEqual([
      expect.stringMatching(`^build-failed ${at} .*"\\(\\?=a\\)a" is not a regular expression of Go\\.$`),
    ]);
  });

  test("and an image whose name is none does not matter where nothing has an image", () => {
    const files = {
      "kustomization.yaml": 'resources: [x.yaml]\nimages: [{name: "(", newTag: "2"}]\n',
      "x.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n",
    };
    expect(build(files).diagnostics).toEqual([]);
  });

  test("and finds its way past a namespace that is no text", () => {
    const files = {
      "kustomization.yaml": `resources: [x.yaml]\npatches: [{target: {namespace: 'a+'}, ${patch}}]\n`,
      "x.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x, namespace: 7}\n",
    };
    expect(build(files).objects).toHaveLength(1);
  });

  test("but not where a replacement reads its source", () => {
    const source = "source: {kind: Pod, fieldPath: 'spec.containers.[name=a+].name'}";
    const says = `replacements: [{${source}, targets: [{select: {kind: Pod}}]}]`;
    expect(built(says, name)).toEqual([expect.stringContaining("has no spec.containers.[name=a+].name")]);
  });
});

describe("goPattern", () => {
  test.each([
    ["web", "web", true],
    ["web", "webs", false],
    ["web-.", "web-é", true],
    ["web-.", "web-\n", false],
    ["web-.", "web-\r", true],
    ["web|api", "api", true],
    ["web.*", "web-1", true],
    [".*", "two\nlines", false],
    ["(?i)Web", "wEB", true],
    ["\\Qa.b\\E", "a.b", true],
    ["\\Qa.b\\E", "a-b", false],
    ["[[:alpha:]]+", "abc", true],
    ["a)|(b", "xb", true],
    ["a\\z", "a", true],
  ])("%j matches %j: %j", (pattern, text, expected) => {
    expect(goPattern(pattern)(text)).toBe(expected);
  });

  test.each(["a**", "(a)\\1", "a(?!b)", "\\u0041", "(", "x{1001}"])("%j is refused", (pattern) => {
    expect(() => goPattern(pattern)).toThrow(SyntaxError);
  });
});
