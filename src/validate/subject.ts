import type { BuiltObject } from "../fleet/fleet.js";
import type { FluxKind } from "../flux/kinds.js";
import { findFluxKind } from "../flux/kinds.js";
import type { Profile } from "../flux/profiles.js";
import type { JsonObject } from "../objects/json.js";
import { asObject } from "../objects/json.js";
import type { KubeObject } from "../objects/kube-object.js";
import { groupOf } from "../objects/kube-object.js";
import type { Scope } from "./scope.js";

/** One object as rules see it: with its kind in Flux, and the cluster that it stands in. */
export interface Subject extends BuiltObject {
  readonly object: KubeObject;
  /** `object.spec`, or an empty map. */
  readonly spec: JsonObject;
  /** API group of the object. */
  readonly group: string;
  /** The Flux kind, when it is one. */
  readonly flux: FluxKind | undefined;
  /** The namespace; empty where none is written. */
  readonly namespace: string;
  readonly name: string;
  readonly scope: Scope;
  readonly profile: Profile;
}

/** An object as the subject of rules. */
export function subjectOf(located: BuiltObject, scope: Scope): Subject {
  const { object } = located;
  const group = groupOf(object.apiVersion);
  return {
    ...located,
    spec: asObject(object.spec),
    group,
    flux: findFluxKind(group, object.kind),
    namespace: textOr(object.metadata.namespace),
    name: textOr(object.metadata.name),
    scope,
    profile: scope.profile,
  };
}

/** Metadata is checked by rules that see it as it is; all others may rely on text. */
function textOr(value: unknown): string {
  return typeof value === "string" ? value : "";
}
