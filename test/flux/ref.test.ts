import { expect, test } from "vitest";
import { targetOf } from "../../src/flux/ref.js";

const ref = { group: "g", kind: "K", name: "n" };

test.each([
  ["a handle", { ref }, ref],
  ["a handle with fields beside it", { ref: { ref }, readyExpr: "true" }, ref],
  ["a target with fields beside it", { ref, optional: true }, ref],
  ["a plain reference", { kind: "K", name: "n" }, undefined],
  ["a bare name", "n", undefined],
  ["nothing", undefined, undefined],
])("the target of %s", (_, value, target) => {
  expect(targetOf(value)).toEqual(target);
});
