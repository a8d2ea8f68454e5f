import type { BuiltObject } from "../fleet/fleet.js";
import type { ObjectRef } from "../objects/object-ref.js";
import type { FieldChange } from "./field-changes.js";
import type { Risk } from "./risks.js";

/** What becomes of an object. `moved`: another Kustomization applies it, changed or not. */
export const changeKinds = ["added", "removed", "moved", "changed"] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** One object that differs between two fleets. */
export interface ObjectChange {
  readonly change: ChangeKind;
  readonly cluster: string;
  readonly ref: ObjectRef;
  readonly before?: BuiltObject;
  readonly after?: BuiltObject;
  readonly fields: readonly FieldChange[];
  /** What may go wrong when Flux applies it. */
  readonly risks: readonly Risk[];
}
