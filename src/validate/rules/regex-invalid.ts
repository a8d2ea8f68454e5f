import { asArray } from "../../objects/json.js";
import type { JsonPointer } from "../../objects/pointer.js";
import { findAt } from "../../objects/pointer.js";
import { findPattern } from "../cel/pattern.js";
import type { ObjectRule } from "../rule.js";

const FIELDS: readonly JsonPointer[] = [
  "/spec/ref/semverFilter",
  "/spec/filterTags/pattern",
  "/spec/exclusionList",
  "/spec/inclusionList",
  "/spec/filter/includeBranch",
  "/spec/filter/excludeBranch",
  "/spec/filter/includeTag",
  "/spec/filter/excludeTag",
];

/**
 * A regular expression that Go cannot read: RE2 has no lookahead and no backreferences.
 *
 * @see https://github.com/google/re2/wiki/Syntax
 */
export const regexInvalid: ObjectRule = {
  code: "regex-invalid",
  kinds: ["OCIRepository", "ImagePolicy", "ImageRepository", "Alert", "ResourceSetInputProvider"],
  *check({ object }) {
    for (const field of FIELDS) {
      const value = findAt(object, field);
      const places = Array.isArray(value)
        ? asArray(value).map((item, index) => [`${field}/${index}`, item] as const)
        : [[field, value] as const];
      for (const [pointer, pattern] of places) {
        if (typeof pattern !== "string" || pattern.includes("${") || findPattern(pattern)) continue;
        const hint = /\(\?[=!<]/.test(pattern)
          ? "Do without lookaround: RE2 does not have it."
          : "Correct the expression; RE2 is the language.";
        yield { pointer, message: `"${pattern}" is not a regular expression of Go.`, hint };
      }
    }
  },
};
