import type { FluxKind } from "../../flux/kinds.js";
import type { JsonPointer } from "../../objects/pointer.js";
import { findAt } from "../../objects/pointer.js";
import { parseVersionRange } from "../../objects/version-range.js";
import type { ObjectRule } from "../rule.js";

/** Fields that hold a range of versions. */
export const rangeFields: Readonly<Partial<Record<FluxKind, readonly JsonPointer[]>>> = {
  HelmRelease: ["/spec/chart/spec/version"],
  HelmChart: ["/spec/version"],
  GitRepository: ["/spec/ref/semver"],
  OCIRepository: ["/spec/ref/semver"],
  ImagePolicy: ["/spec/policy/semver/range"],
  FluxInstance: ["/spec/distribution/version"],
  ResourceSetInputProvider: ["/spec/filter/semver"],
};

/**
 * A range that the library of Flux cannot read.
 *
 * @see https://github.com/Masterminds/semver#checking-version-constraints
 */
export const versionRangeInvalid: ObjectRule = {
  code: "version-range-invalid",
  kinds: Object.keys(rangeFields) as FluxKind[],
  *check({ object, flux }) {
    for (const pointer of rangeFields[flux as FluxKind] ?? []) {
      const range = findAt(object, pointer);
      // An empty chart version means any; the schema speaks of what is no text.
      if (typeof range !== "string" || range === "" || range.includes("${") || parseVersionRange(range))
        continue;
      yield {
        pointer,
        message: `"${range}" is not a range of semantic versions.`,
        hint: 'Write a version or a range, such as "1.2.3", "1.x" or ">=1.2.0 <2.0.0".',
      };
    }
  },
};
