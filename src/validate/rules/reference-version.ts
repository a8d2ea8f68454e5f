import type { FluxKind } from "../../flux/kinds.js";
import { apiVersionOf, factsOf, fluxKinds } from "../../flux/kinds.js";
import { findRemovedVersion, isServedBy } from "../../flux/removed.js";
import { asArray, asObject } from "../../objects/json.js";
import { versionOf } from "../../objects/kube-object.js";
import type { JsonPointer } from "../../objects/pointer.js";
import { findAt } from "../../objects/pointer.js";
import type { ObjectRule } from "../rule.js";

const REFERENCES: readonly JsonPointer[] = [
  "/spec/sourceRef",
  "/spec/chart/spec/sourceRef",
  "/spec/chartRef",
  "/spec/healthChecks",
  "/spec/resources",
  "/spec/eventSources",
  "/spec/dependsOn",
];

/** A reference that names its target's API version, and names one that Flux no longer serves or never had. */
export const referenceVersion: ObjectRule = {
  code: "reference-version",
  kinds: "flux",
  *check({ object, profile }) {
    for (const field of REFERENCES) {
      const value = findAt(object, field);
      const places = Array.isArray(value) ? asArray(value).map((_, index) => `${field}/${index}`) : [field];
      for (const place of places) {
        const { kind, apiVersion } = asObject(findAt(object, place));
        if (typeof kind !== "string" || typeof apiVersion !== "string" || !Object.hasOwn(fluxKinds, kind))
          continue;
        const flux = kind as FluxKind;
        const version = versionOf(apiVersion);
        const removed = findRemovedVersion(flux, version);
        const isKnown =
          factsOf(flux).versions.includes(version) && apiVersion.startsWith(`${factsOf(flux).group}/`);
        // Another group may have a kind of the same name, kustomize's Kustomization for one.
        const isForeign = !apiVersion.includes("fluxcd");
        if (isKnown || isForeign || (removed && isServedBy(removed, profile.flux))) continue;
        yield {
          pointer: `${place}/apiVersion`,
          message: `${kind} has no version ${apiVersion}${removed ? " any more" : ""}.`,
          hint: `Write ${apiVersionOf(flux)}, or remove apiVersion.`,
        };
      }
    }
  },
};
