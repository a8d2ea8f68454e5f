import { suggestion } from "../../diagnostics/did-you-mean.js";
import { isImplied } from "../../fleet/find-object.js";
import { isUnknown } from "../../fleet/kustomize/unknown-data.js";
import { asObject, asString } from "../../objects/json.js";
import { formatRef } from "../../objects/object-ref.js";
import { findAt } from "../../objects/pointer.js";
import type { ScopeRule } from "../rule.js";

/**
 * A HelmRelease that takes values from a key which the ConfigMap or Secret does not have. The key is
 * `values.yaml` where none is given.
 *
 * @see https://fluxcd.io/flux/components/helm/helmreleases/#values-references
 */
export const valuesKeyNotFound: ScopeRule = {
  code: "values-key-not-found",
  *check({ edges }) {
    for (const { from, to, field, pointer, target, optional } of edges) {
      if (field.path !== "spec.valuesFrom[]" || target === undefined || isImplied(target) || optional)
        continue;
      const item = pointer.replace(/\/name$/, "");
      const key = asString(findAt(from.object, `${item}/valuesKey`)) ?? "values.yaml";
      const { data, stringData, binaryData, sops } = target.object;
      const keys = [data, stringData, binaryData].flatMap((map) => Object.keys(asObject(map)));
      if (sops !== undefined || isUnknown(data) || keys.includes(key) || key.includes("${")) continue;
      yield {
        on: from,
        pointer: findAt(from.object, `${item}/valuesKey`) === undefined ? item : `${item}/valuesKey`,
        message: `${formatRef(to)} has no key "${key}"; it has ${keys.join(", ") || "none"}.${suggestion(key, keys)}`,
        hint: "Set valuesKey to a key that is there.",
      };
    }
  },
};
