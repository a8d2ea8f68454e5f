import { expect, it } from "vitest";
import { withDefaults } from "../../src/flux/crd-defaults.js";
import { findCrdSchema } from "../../src/flux/crd-facts.js";
import { crdKinds } from "../../src/flux/generated/crd-kinds.js";
import { type FluxKind, fluxKindNames } from "../../src/flux/kinds.js";
import type { KubeObject } from "../../src/objects/kube-object.js";
import { matchesTrusted } from "../../src/validate/cel/pattern.js";
import { evaluateRules } from "../../src/validate/schema/evaluate-rules.js";
import { walkSchema } from "../../src/validate/schema/walk-schema.js";
import { RandomObjects } from "../flux/random-object.js";
import { lab } from "./lab.js";

const OBJECTS_PER_KIND = 70;

/** What we say of an object: the places of its faults. */
function ourFaults(kind: FluxKind, object: KubeObject): readonly string[] {
  const schema = findCrdSchema(kind)!;
  const value = withDefaults(schema, object);
  const faults = [...walkSchema(schema, value, matchesTrusted)]
    .filter(({ pointer }) => !pointer.startsWith("/metadata"))
    .map(({ pointer, fault }) => `${pointer} ${fault}`);
  const sound = (pointer: string): boolean => !faults.some((fault) => fault.startsWith(pointer));
  const rules = [...evaluateRules(schema, value, sound)].map(
    ({ pointer, rule }) => `${pointer} ${rule.rule}`,
  );
  return [...faults, ...rules];
}

/** What the API server says of an object that it is asked to create, strictly and without creating it. */
async function theirFaults(kind: FluxKind, object: KubeObject): Promise<string | undefined> {
  const { group, versions, plural } = crdKinds[kind];
  const path = `/apis/${group}/${versions[0]}/namespaces/default/${plural}?dryRun=All&fieldValidation=Strict`;
  const { code, text } = await lab.api.send("POST", path, object);
  if (code === 201) return undefined;
  expect([400, 422], text).toContain(code);
  return text;
}

async function isServed(kind: FluxKind): Promise<boolean> {
  const { group, versions, plural } = crdKinds[kind];
  return (await lab.api.send("GET", `/apis/${group}/${versions[0]}/${plural}?limit=1`)).code === 200;
}

it.for(fluxKindNames)("of random objects of %s we think as the API server does", async (kind, { skip }) => {
  skip(!(await isServed(kind)), "this API server does not serve the kind");
  const random = new RandomObjects(fluxKindNames.indexOf(kind) + 1000);
  const objects = Array.from({ length: OBJECTS_PER_KIND }, (_, index) =>
    random.object(kind, `object-${index}`),
  );
  const verdicts = new Set<boolean>();
  for (const object of objects) {
    const theirs = await theirFaults(kind, object);
    const ours = ourFaults(kind, object);
    const both = `${JSON.stringify(object)}\nours: ${ours.join(", ")}\ntheirs: ${theirs}`;
    expect(ours.length > 0, both).toBe(theirs !== undefined);
    verdicts.add(theirs === undefined);
  }
  expect(verdicts, "sound and broken ones among them").toEqual(new Set([true, false]));
});
