import { expect, test } from "vitest";
import { variantsOf } from "../../src/codegen/rule-variants.js";
import type { CrdSchema } from "../../src/flux/crd-schema.js";

const text: CrdSchema = { type: "string" };
const properties: Readonly<Record<string, CrdSchema>> = {
  a: text,
  b: text,
  c: { type: "object" },
  list: { type: "array", items: text },
  type: { type: "string", enum: ["x", "y", "xy"] },
  provider: { type: "string", enum: ["generic", "aws"], default: "generic" },
  flag: { type: "boolean" },
  url: { type: "string", pattern: "^(http|oci)://.*$" },
};

/** Variants in short: `a! b- type?=x` for required, forbidden, and optional with a narrower type. */
function short(rules: readonly string[], required: readonly string[] = ["type"]): readonly string[] {
  const schema: CrdSchema = {
    type: "object",
    properties,
    required,
    "x-kubernetes-validations": rules.map((rule) => ({ rule })),
  };
  const marks = { required: "!", optional: "?", forbidden: "-" } as const;
  return variantsOf(schema).map((union) =>
    union
      .map((variant) =>
        Object.entries(variant)
          .map(([field, { presence, type }]) => `${field}${marks[presence]}${type ? `=${type}` : ""}`)
          .join(" "),
      )
      .join(" | "),
  );
}

test.each([
  {
    name: "exactly one, in one rule",
    rules: ["(has(self.a) && !has(self.b)) || (!has(self.a) && has(self.b))"],
    union: ["a- b! | a! b-"],
  },
  {
    name: "exactly one, in two rules",
    rules: ["has(self.a) || has(self.b)", "!has(self.a) || !has(self.b)"],
    union: ["a- b! | a! b-"],
  },
  { name: "at most one", rules: ["!has(self.a) || !has(self.b)"], union: ["a- | a! b-"] },
  { name: "one that needs the other", rules: ["!has(self.a) || has(self.b)"], union: ["a- | a! b!"] },
  {
    name: "a field of some types only",
    rules: ["self.type == 'x' || !has(self.a)"],
    union: ['type!="x" | type!="y" | "xy" a-'],
  },
  {
    name: "types by their beginning",
    rules: ["!self.type.startsWith('x') || has(self.a)"],
    union: ['type!="x" | "xy" a! | type!="y"'],
  },
  {
    name: "an absent field that counts as its default",
    rules: ["self.provider != 'generic' || !has(self.a)"],
    union: ['provider?="generic" a- | provider!="aws"'],
  },
  {
    name: "a flag by its value",
    rules: ["!has(self.flag) || !self.flag || has(self.a)"],
    union: ["flag?=false | flag!=true a!"],
  },
  {
    name: "a list that must not be empty",
    rules: ["self.type != 'x' || (has(self.list) && size(self.list) > 0)"],
    union: ['type!="x" list! | type!="y" | "xy"'],
  },
  {
    name: "the scheme of a text",
    rules: ["self.type != 'x' || (has(self.url) && self.url.startsWith('oci'))"],
    union: ['type!="x" url!=`oci://${string}` | type!="y" | "xy"'],
  },
  {
    name: "groups of rules that share no field",
    rules: ["!has(self.a) || has(self.b)", "self.type == 'x' || !has(self.c)"],
    union: ["a- | a! b!", 'type!="x" | type!="y" | "xy" c-'],
  },
  { name: "rules that always hold", rules: ["has(self.a) || !has(self.a)"], union: [] },
  { name: "a transition", rules: ["self == oldSelf", "self.a == oldSelf.a"], union: [] },
  { name: "a value within a value", rules: ["self.c.d == 'x' || has(self.a)"], union: [] },
  { name: "a loop", rules: ["self.list.all(x, x != '')"], union: [] },
  { name: "the value of a free text", rules: ["self.a != 'x' || has(self.b)"], union: [] },
])("rules of fields as a union: $name", ({ rules, union }) => {
  expect(short(rules)).toEqual(union);
});
