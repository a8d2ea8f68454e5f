import { describe, expect, test } from "vitest";
import type { KubeObject } from "../../src/objects/kube-object.js";
import type { Located } from "../../src/objects/origin.js";
import type { ValidateObjectsOptions } from "../../src/validate/validate-fleet.js";
import { validateObjects } from "../../src/validate/validate-fleet.js";

/** An object as a program makes it: each has the line of its statement, whatever the pointer. */
function made(object: object, line: number): Located {
  return {
    object: object as KubeObject,
    origin: {
      file: "fleet.ts",
      construct: `prod/${line}`,
      locate: () => ({ file: "fleet.ts", line, column: 1 }),
    },
  };
}

const metadata = { name: "apps", namespace: "flux-system" };
const repository = {
  apiVersion: "source.toolkit.fluxcd.io/v1",
  kind: "GitRepository",
  metadata,
  spec: { interval: "5m", url: "https://github.com/example/apps", ref: { branch: "main" } },
};
const kustomization = {
  apiVersion: "kustomize.toolkit.fluxcd.io/v1",
  kind: "Kustomization",
  metadata,
  spec: { interval: "10m", path: "./apps", prune: true, sourceRef: { kind: "GitRepository", name: "apps" } },
};

function found(objects: readonly object[], options: ValidateObjectsOptions = {}): string[] {
  const located = objects.map((object, index) => made(object, index + 1));
  return validateObjects(located, options).map(({ at, code }) => `${at.file}:${at.line} ${code}`);
}

describe("what a program builds is judged by the same rules", () => {
  test("a correct program has no findings", () => {
    expect(found([repository, kustomization])).toEqual([]);
  });

  test("a finding names the construct and the line that made the object", () => {
    const [first] = validateObjects([made({ ...repository, metadata: { name: "Apps" } }, 7)]);
    expect(first).toMatchObject({
      code: "name-invalid",
      at: { file: "fleet.ts", line: 7, construct: "prod/7", pointer: "/metadata/name" },
    });
  });

  test("three lines of an article from the days of v1beta2 give three errors", () => {
    const old = [
      { ...repository, apiVersion: "source.toolkit.fluxcd.io/v1beta2" },
      {
        ...kustomization,
        apiVersion: "kustomize.toolkit.fluxcd.io/v1beta2",
        spec: { ...kustomization.spec, validation: "client" },
      },
    ];
    expect(found(old)).toEqual([
      "fleet.ts:1 api-version-removed",
      "fleet.ts:2 api-version-removed",
      "fleet.ts:2 field-removed",
    ]);
  });

  test("an object that stands twice is told", () => {
    expect(found([repository, repository])).toEqual(["fleet.ts:2 object-duplicate"]);
  });

  test("a reference must hold within the program, or to what is external", () => {
    expect(found([kustomization])).toEqual(["fleet.ts:1 source-not-found"]);
    const { group, kind } = { group: "source.toolkit.fluxcd.io", kind: "GitRepository" };
    expect(found([kustomization], { external: [{ group, kind, ...metadata }] })).toEqual([]);
  });

  test("CRDs that are given judge objects of their kinds", () => {
    const crd = {
      apiVersion: "apiextensions.k8s.io/v1",
      kind: "CustomResourceDefinition",
      metadata: { name: "widgets.example.com" },
      spec: {
        group: "example.com",
        names: { kind: "Widget", plural: "widgets" },
        scope: "Namespaced",
        versions: [
          {
            name: "v1",
            served: true,
            storage: true,
            schema: {
              openAPIV3Schema: {
                type: "object",
                properties: { spec: { type: "object", properties: { size: { type: "integer" } } } },
              },
            },
          },
        ],
      },
    };
    const widget = { apiVersion: "example.com/v1", kind: "Widget", metadata, spec: { size: "big" } };
    expect(found([widget])).toEqual([]);
    expect(found([widget], { crds: [made(crd, 9)] })).toEqual(["fleet.ts:1 schema-type"]);
  });
});

describe("findings that the user accepts are left out", () => {
  const bad = { ...repository, spec: { ...repository.spec, ref: { branch: "main", tag: "v1" } } };

  test("by code", () => {
    expect(found([bad])).toEqual(["fleet.ts:1 git-ref-several"]);
    expect(found([bad], { ignore: ["git-ref-several"] })).toEqual([]);
  });

  test.each([
    ["beside the line", "new GitRepository(); // fluxwright-ignore git-ref-several: both are wanted", []],
    ["of another code", "new GitRepository(); // fluxwright-ignore git-ref-missing: no", ["git-ref-several"]],
    [
      "without a reason",
      "new GitRepository(); // fluxwright-ignore git-ref-several",
      ["git-ref-several", "ignore-invalid"],
    ],
  ])("by a comment %s", (_, source, codes) => {
    expect(found([bad], { readSource: () => source })).toEqual(codes.map((code) => `fleet.ts:1 ${code}`));
  });
});
