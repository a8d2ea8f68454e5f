import { asObject, asString } from "../../objects/json.js";
import { findPattern } from "../cel/pattern.js";
import type { ObjectRule } from "../rule.js";

/**
 * An extract that refers to a group that the pattern does not have: every tag becomes empty, and none is chosen.
 *
 * @see https://fluxcd.io/flux/components/image/imagepolicies/#filtertags
 */
export const imageFilterExtract: ObjectRule = {
  code: "image-filter-extract",
  kinds: ["ImagePolicy"],
  *check({ spec }) {
    const { pattern, extract } = asObject(spec.filterTags);
    const groups = findPattern(asString(pattern) ?? "")?.groups;
    if (typeof extract !== "string" || groups === undefined) return;
    const used = [...extract.matchAll(/\$(?:\{(\w+)\}|(\w+))/g)].map(
      ([, braced, plain]) => braced ?? plain ?? "",
    );
    const unknown = used.find((name) => name !== "0" && !groups.includes(name));
    if (unknown === undefined) return;
    const named = groups.filter((name) => !/^\d+$/.test(name));
    yield {
      pointer: "/spec/filterTags/extract",
      message: `The pattern has no group "${unknown}"${named.length > 0 ? `; it has ${named.join(", ")}` : ""}.`,
      hint: `Name a group of the pattern, as in (?P<${/^\d/.test(unknown) ? "version" : unknown}>…).`,
    };
  },
};
