import { annotations } from "../../flux/annotations.js";
import { asObject } from "../../objects/json.js";
import type { ObjectRule } from "../rule.js";

/**
 * A volume claim under `prune: true`: removing its manifest from git, or renaming it, deletes the data.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#prune
 */
export const pruneStateful: ObjectRule = {
  code: "prune-stateful",
  kinds: ["/PersistentVolumeClaim", "/PersistentVolume"],
  needs: "scope",
  *check(subject) {
    const { object, scope, owner } = subject;
    const spec = asObject(scope.ownerOf(subject)?.kustomization.object.spec);
    const marks = { ...asObject(object.metadata.annotations), ...asObject(object.metadata.labels) };
    const kept = String(marks[annotations.prune] ?? "").toLowerCase() === "disabled";
    if (owner === undefined || spec.prune !== true || kept) return;
    yield {
      pointer: "/metadata/name",
      message: `Pruning deletes this ${object.kind}, and its data, when the manifest is removed from git.`,
      hint: `Annotate it with ${annotations.prune}: disabled.`,
    };
  },
};
