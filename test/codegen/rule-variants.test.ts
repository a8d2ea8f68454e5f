import { expect, test } from "vitest";
import { type Variant, variantsOf } from "../../src/codegen/rule-variants.js";
import type { CrdSchema } from "../../src/flux/crd-schema.js";

const text: CrdSchema = { type: "string" };
const properties: Readonly<Record<string, CrdSchema>> = {
  a: text,
  b: text,
  c: { type: "object", required: ["d"], properties: { d: { type: "string", enum: ["x", "y"] }, e: text } },
  list: { type: "array", items: text },
  type: { type: "string", enum: ["x", "y", "xy"] },
  provider: { type: "string", enum: ["generic", "aws"], default: "generic" },
  flag: { type: "boolean" },
  url: { type: "string", pattern: "^(http|oci)://.*$" },
};

const marks = { required: "!", optional: "?", forbidden: "-" } as const;

/** Variants in short: `a! b- type?=x c?{d!}` for required, forbidden, optional with a narrower type or inside. */
function short(union: readonly Variant[]): string {
  return union
    .map((variant) =>
      Object.entries(variant)
        .map(([field, { presence, type, within }]) =>
          [field, marks[presence], type && `=${type}`, within && `{${short(within)}}`].join(""),
        )
        .join(" "),
    )
    .join(" | ");
}

function unionsOf(rules: readonly string[]): readonly string[] {
  const validations = rules.map((rule) => ({ rule }));
  const schema: CrdSchema = {
    type: "object",
    properties,
    required: ["type"],
    "x-kubernetes-validations": validations,
  };
  return variantsOf(schema).map(short);
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
  {
    name: "a value within a value",
    rules: ["!has(self.c) || self.c.d != 'x' || has(self.a)"],
    union: ['a- c?{d!="y"} | a!'],
  },
  {
    name: "values within a value that depend on each other",
    rules: ["!has(self.c) || self.c.d != 'x' || !has(self.c.e)"],
    union: ['c?{d!="x" e- | d!="y"}'],
  },
  { name: "a value within what is no object", rules: ["self.a.d == 'x' || has(self.b)"], union: [] },
  { name: "a loop", rules: ["self.list.all(x, x != '')"], union: [] },
  { name: "the value of a free text", rules: ["self.a != 'x' || has(self.b)"], union: [] },
])("rules of fields as a union: $name", ({ rules, union }) => {
  expect(unionsOf(rules)).toEqual(union);
});
