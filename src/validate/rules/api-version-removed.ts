import type { FluxVersion } from "../../flux/profiles.js";
import { fluxVersions } from "../../flux/profiles.js";
import { findRemovedVersion, isServedBy } from "../../flux/removed.js";
import { versionOf } from "../../objects/kube-object.js";
import type { ObjectRule } from "../rule.js";

/** Flux supports its last three minor releases. @see https://fluxcd.io/flux/releases/#supported-releases */
const oldestInUse: FluxVersion = fluxVersions.at(-3) as FluxVersion;

/**
 * An API version that the Flux of the profile no longer serves: the API server has no such kind. One that it
 * still serves but a later release does not is a warning; so is one that a release in use still serves, where nobody
 * said which Flux it is.
 */
export const apiVersionRemoved: ObjectRule = {
  code: "api-version-removed",
  kinds: "flux",
  *check({ object, flux, profile }) {
    const removed = flux && findRemovedVersion(flux, versionOf(object.apiVersion));
    if (!removed) return;
    const served = isServedBy(removed, profile.flux);
    const since =
      removed.removedIn === "before 2.6" ? "has been removed" : `was removed in Flux ${removed.removedIn}`;
    yield {
      pointer: "/apiVersion",
      message: served
        ? `${object.kind} ${removed.apiVersion} is deprecated: Flux ${removed.removedIn} removes it.`
        : `${object.kind} ${removed.apiVersion} ${since}; the API server will not know it.`,
      hint: `Use apiVersion: ${removed.replacement}.`,
      ...((served || (profile.isAssumed && isServedBy(removed, oldestInUse))) && { severity: "warning" }),
    };
  },
};
