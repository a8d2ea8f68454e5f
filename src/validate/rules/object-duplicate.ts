import { placeOf } from "../../diagnostics/report.js";
import type { BuiltObject } from "../../fleet/fleet.js";
import { formatRef, objectKey, refKey, refOf } from "../../objects/object-ref.js";
import type { ScopeRule } from "../rule.js";

/** The same object twice in what one Kustomization, or one program, applies. */
export const objectDuplicate: ScopeRule = {
  code: "object-duplicate",
  *check({ subjects }) {
    const first = new Map<string, BuiltObject>();
    for (const subject of subjects) {
      if (subject.name === "") continue;
      const key = `${subject.owner ? refKey(subject.owner) : ""} ${objectKey(subject.object)}`;
      const before = first.get(key);
      if (before === undefined) {
        first.set(key, subject);
        continue;
      }
      const ref = refOf(subject.object);
      yield {
        on: subject,
        pointer: "/metadata/name",
        message: `${formatRef(ref)} stands twice${subject.owner ? ` in what ${formatRef(subject.owner)} applies` : ""}.`,
        hint: "Remove one of the two, or rename it.",
        related: [{ message: "The other one is here.", at: placeOf(before, "/metadata/name") }],
      };
    }
  },
};
