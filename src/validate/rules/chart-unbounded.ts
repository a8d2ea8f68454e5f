import type { FluxKind } from "../../flux/kinds.js";
import { findAt } from "../../objects/pointer.js";
import { parseVersionRange } from "../../objects/version-range.js";
import type { ObjectRule } from "../rule.js";
import { rangeFields } from "./version-range-invalid.js";

/** A range without an upper bound: the next major version arrives unasked. */
export const chartUnbounded: ObjectRule = {
  code: "chart-unbounded",
  kinds: ["HelmRelease", "HelmChart", "GitRepository", "OCIRepository"],
  *check({ object, flux }) {
    for (const pointer of rangeFields[flux as FluxKind] ?? []) {
      const text = findAt(object, pointer);
      const range = typeof text === "string" ? parseVersionRange(text) : undefined;
      if (range === undefined || range.bounded) continue;
      yield {
        pointer,
        message: `The range "${text}" has no upper bound: the next major version is taken as soon as it is there.`,
        hint: 'Bound the range, such as "1.x" or ">=1.2.0 <2.0.0".',
      };
    }
  },
};
