import { suggestion } from "../../diagnostics/did-you-mean.js";
import type { Fleet } from "../../fleet/fleet.js";
import { findFluxKind } from "../../flux/kinds.js";
import type { ImagePolicyMarker } from "../../manifests/image-policy-markers.js";
import { imagePolicyMarkers, imagePolicyParts } from "../../manifests/image-policy-markers.js";
import { refOf } from "../../objects/object-ref.js";
import type { FleetRule } from "../rule.js";

/**
 * A marker for image updates that names no policy of the fleet, or a part that policies do not have: the line is
 * never updated, and nobody says so.
 *
 * @see https://fluxcd.io/flux/guides/image-update/#configure-image-update-for-custom-resources
 */
export const imageMarkerUnresolved: FleetRule = {
  code: "image-marker-unresolved",
  reads: "files",
  *check(fleet) {
    const policies = policiesOf(fleet);
    // Without any policy here, they live elsewhere; and files are not read for nothing.
    if (policies.length === 0) return;
    for (const { path } of fleet.files) {
      for (const marker of imagePolicyMarkers(fleet.tree.readText(path))) {
        const message = faultOf(marker, policies);
        if (message === undefined) continue;
        const hint = "Write namespace:name of an ImagePolicy, and :tag, :name or :digest for a part.";
        yield { at: { file: path, line: marker.line, column: marker.column }, message, hint };
      }
    }
  },
};

function faultOf({ setter, policy }: ImagePolicyMarker, policies: readonly string[]): string | undefined {
  if (policy === undefined) {
    const part = setter.split(":")[2] ?? "";
    return `The marker "${setter}" does not have the form namespace:name:part.${suggestion(part, imagePolicyParts)}`;
  }
  const wanted = `${policy.namespace}:${policy.name}`;
  // A policy without a namespace gets one from whoever applies its file: that may be any.
  if (policies.includes(wanted) || policies.includes(`:${policy.name}`)) return undefined;
  return `The marker "${setter}" names no ImagePolicy of the fleet.${suggestion(wanted, policies)}`;
}

/** Policies that are built or come from elsewhere, and those in files of which it is not known where they go. */
function policiesOf({ clusters, unreached }: Fleet): readonly string[] {
  const written = [...clusters.flatMap(({ objects }) => objects), ...unreached];
  const refs = [
    ...written.map(({ object }) => refOf(object)),
    ...clusters.flatMap(({ implied }) => implied.map(({ ref }) => ref)),
  ];
  return refs
    .filter(({ group, kind }) => findFluxKind(group, kind) === "ImagePolicy")
    .map(({ namespace, name }) => `${namespace ?? ""}:${name}`);
}
