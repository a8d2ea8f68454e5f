import { describe, expect, test } from "vitest";
import { kubernetesDefinitions, kubernetesKinds } from "../../src/flux/generated/kubernetes-text.js";
import {
  findKubernetesSchema,
  isQuantity,
  kubernetesKindsIn,
  kubernetesVersionsOf,
  objectMetaSchema,
} from "../../src/flux/kubernetes-schemas.js";

const lines = (text: string): string[] => text.split("\n").filter((line) => line !== "");
const definitions = new Set(lines(kubernetesDefinitions).map((line) => line.split(" ")[0]));

describe("the schemas of Kubernetes' own kinds", () => {
  test.each(lines(kubernetesKinds))("are there for %s", (line) => {
    const [kind = ""] = line.split(" ");
    const end = kind.lastIndexOf("/");
    const schema = findKubernetesSchema(kind.slice(0, end), kind.slice(end + 1));
    expect(schema?.properties?.metadata).toBe(objectMetaSchema());
    expect(Object.keys(schema?.properties ?? {})).toEqual(expect.arrayContaining(["apiVersion", "kind"]));
  });

  test("refer to no definition that is not there", () => {
    const named = [...kubernetesDefinitions.matchAll(/@([\w.]+)/g)].map(([, name]) => name);
    expect(named.filter((name) => !definitions.has(name))).toEqual([]);
  });

  test("are shared, also by a definition that holds itself", () => {
    const schema = findKubernetesSchema("apiextensions.k8s.io/v1", "CustomResourceDefinition");
    const version = schema?.properties?.spec?.properties?.versions?.items;
    const inner = version?.properties?.schema?.properties?.openAPIV3Schema;
    expect(inner?.properties?.not).toBe(inner);
  });

  test.each([
    ["apps/v1", "Deploymnt"],
    ["apps/v1beta1", "Deployment"],
    ["v1", "List"],
    ["v1", "constructor"],
  ])("are not there for %s %s", (apiVersion, kind) => {
    expect(findKubernetesSchema(apiVersion, kind)).toBeUndefined();
  });
});

test("a version knows its kinds, and a kind its versions", () => {
  expect(kubernetesKindsIn("policy/v1")).toEqual(["PodDisruptionBudget"]);
  expect(kubernetesKindsIn("example.com/v1")).toEqual([]);
  expect(kubernetesVersionsOf("HorizontalPodAutoscaler")).toEqual(["autoscaling/v1", "autoscaling/v2"]);
});

test.each(["1", "0.5", ".5", "5.", "500m", "128Mi", "2G", "1e3", "1E-3", "-1", "+2Ki", "100n"])(
  "%s is a quantity",
  (text) => {
    expect(isQuantity(text)).toBe(true);
  },
);

test.each(["", "1GB", "128 Mi", "1KB", "ten", "1K", "0x10", "1e", "1Mi ", "--1"])(
  "%s is no quantity",
  (text) => {
    expect(isQuantity(text)).toBe(false);
  },
);
