import { cleanText } from "../diagnostics/clean-text.js";
import { shortRevision } from "../flux/revision.js";
import type { ObjectRef } from "../objects/object-ref.js";
import { formatRef } from "../objects/object-ref.js";

/** The name of an object for a terminal. What refers to an object may hold any text as its name. */
export function shownName(ref: Omit<ObjectRef, "group">): string {
  return cleanText(formatRef(ref));
}

/** A revision for a terminal, short; a controller may have written any text. */
export function shownRevision(revision: string): string {
  return cleanText(shortRevision(revision));
}
