import { removedFieldsOf } from "../../flux/removed.js";
import { findAt, formatPointer } from "../../objects/pointer.js";
import type { ObjectRule } from "../rule.js";

/** A field that an earlier API version had. The API server of today refuses or drops it. */
export const fieldRemoved: ObjectRule = {
  code: "field-removed",
  kinds: "flux",
  *check({ object, flux }) {
    if (flux === undefined) return;
    for (const { pointer, instead } of removedFieldsOf(flux)) {
      if (findAt(object, pointer) === undefined) continue;
      yield {
        pointer,
        part: "key",
        message: `${formatPointer(pointer)} was removed from ${flux}.`,
        hint: instead,
      };
    }
  },
};
