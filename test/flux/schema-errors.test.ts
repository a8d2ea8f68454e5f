import { describe, expect, test } from "vitest";
import { withDefaults } from "../../src/flux/crd-defaults.js";
import { findCrdSchema } from "../../src/flux/crd-facts.js";
import type { FluxKind } from "../../src/flux/kinds.js";
import { schemaErrors } from "../../src/flux/schema-errors.js";
import type { JsonValue } from "../../src/objects/json.js";

/** Errors in short, after defaulting: `pointer keyword params`. */
function faults(
  kind: FluxKind,
  spec: JsonValue,
  more: Readonly<Record<string, JsonValue>> = {},
): readonly string[] {
  const object = { apiVersion: "v", kind, metadata: { name: "x" }, spec, ...more };
  const errors = schemaErrors(kind, withDefaults(findCrdSchema(kind)!, object));
  return errors.map(
    ({ instancePath, keyword, params }) => `${instancePath} ${keyword} ${Object.values(params).join()}`,
  );
}

const kustomization = { interval: "5m", prune: true, sourceRef: { kind: "GitRepository", name: "apps" } };

test.each([
  ["a sound object", {}, []],
  ["a field that does not exist", { validation: "client" }, ["/spec additionalProperties validation"]],
  ["a wrong type", { prune: "yes" }, ["/spec/prune type boolean"]],
  [
    "a day as a unit",
    { retryInterval: "1d" },
    ["/spec/retryInterval pattern ^([0-9]+(\\.[0-9]+)?(ms|s|m|h))+$"],
  ],
  [
    "a kind that is no source",
    { sourceRef: { kind: "Secret", name: "x" } },
    ["/spec/sourceRef/kind enum OCIRepository,GitRepository,Bucket,ExternalArtifact"],
  ],
  [
    "a fault in a list",
    { dependsOn: [{ name: "a" }, { nam: "b" }] },
    ["/spec/dependsOn/1 required name", "/spec/dependsOn/1 additionalProperties nam"],
  ],
  ["a text of 200 emoji, which are 400 code units", { namePrefix: "😀".repeat(200) }, []],
  ["a text too long", { namePrefix: "😀".repeat(201) }, ["/spec/namePrefix maxLength 200"]],
  ["null, which the API server drops", { path: null, timeout: null }, []],
  ["null for what is required", { interval: null }, ["/spec required interval"]],
  ["a key called __proto__", JSON.parse('{"postBuild":{"substitute":{"__proto__":"x"}}}'), []],
  [
    "a number where variables are texts",
    { postBuild: { substitute: { replicas: 3 } } },
    ["/spec/postBuild/substitute/replicas type string"],
  ],
  ["several faults at once", { prune: 1, wait: 1 }, ["/spec/prune type boolean", "/spec/wait type boolean"]],
])("a Kustomization with %s", (_, spec, expected) => {
  expect(faults("Kustomization", { ...kustomization, ...spec })).toEqual(expected);
});

describe("schema errors", () => {
  test("name a required field though its parent has a default for others", () => {
    expect(faults("ImageUpdateAutomation", { interval: "5m", sourceRef: { name: "x" } })).toEqual([]);
  });

  test("pass over the values of a HelmRelease, nulls and all", () => {
    const values = { a: null, b: { c: [1, "x"] } };
    expect(
      faults("HelmRelease", { interval: "5m", chartRef: { kind: "HelmChart", name: "x" }, values }),
    ).toEqual([]);
  });

  test("pass over status where the API server drops it, and report it where a kind has none", () => {
    expect(faults("Kustomization", kustomization, { status: { any: 1 } })).toEqual([]);
    const alert = { providerRef: { name: "x" }, eventSources: [] };
    expect(faults("Alert", alert, { status: {} })).toEqual([" additionalProperties status"]);
  });

  test("are those of the last object only", () => {
    expect(faults("Kustomization", {})).toHaveLength(3);
    expect(faults("Kustomization", kustomization)).toEqual([]);
  });
});
