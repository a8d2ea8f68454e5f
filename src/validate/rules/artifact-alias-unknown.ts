import { suggestion } from "../../diagnostics/did-you-mean.js";
import { asString } from "../../objects/json.js";
import type { JsonPointer } from "../../objects/pointer.js";
import { listItems } from "../list-items.js";
import type { ObjectRule } from "../rule.js";
import type { Subject } from "../scope.js";

/**
 * A copy, or a revision, from an alias that no source of the generator has.
 *
 * @see https://fluxcd.io/flux/components/source/artifactgenerators/
 */
export const artifactAliasUnknown: ObjectRule = {
  code: "artifact-alias-unknown",
  kinds: ["ArtifactGenerator"],
  *check(subject) {
    const aliases = [...listItems(subject.object, "/spec/sources")].map(
      ([, source]) => asString(source.alias) ?? "",
    );
    for (const [pointer, text] of uses(subject)) {
      const [, alias] = /^@([^/]+)/.exec(text) ?? [];
      if (alias === undefined || alias.includes("${") || aliases.includes(alias)) continue;
      yield {
        pointer,
        message: `"${text}" names the source "${alias}", which is not in spec.sources.${suggestion(alias, aliases)}`,
        hint: `Use one of ${aliases.map((name) => `@${name}`).join(", ") || "the aliases of spec.sources"}.`,
      };
    }
  },
};

function* uses({ object, spec }: Subject): Generator<[JsonPointer, string]> {
  if (typeof spec.pathPattern === "string") yield ["/spec/pathPattern", spec.pathPattern];
  for (const [artifact, fields] of listItems(object, "/spec/artifacts")) {
    for (const field of ["revision", "originRevision"]) {
      const text = asString(fields[field]);
      if (text !== undefined) yield [`${artifact}/${field}`, text];
    }
    for (const [copy, { from }] of listItems(object, `${artifact}/copy`)) {
      if (typeof from === "string") yield [`${copy}/from`, from];
    }
  }
}
