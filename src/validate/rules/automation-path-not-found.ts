import { asObject, asString } from "../../objects/json.js";
import { findAt } from "../../objects/pointer.js";
import type { ObjectRule } from "../rule.js";
import type { Scope } from "../scope.js";

/**
 * An update path that the repository does not have: no file is ever updated. Only said of the fleet's own
 * repository, the one that its Kustomizations are built from.
 *
 * @see https://fluxcd.io/flux/components/image/imageupdateautomations/#update
 */
export const automationPathNotFound: ObjectRule = {
  code: "automation-path-not-found",
  kinds: ["ImageUpdateAutomation"],
  needs: "scope",
  *check({ object, spec, namespace, scope }) {
    const path = asString(findAt(object, "/spec/update/path"));
    const { kind, name, namespace: other } = asObject(spec.sourceRef);
    const key = `${kind}/${other ?? namespace}/${name}`;
    if (path === undefined || path.includes("${") || !ownSources(scope).has(key)) return;
    const directory = path.replace(/^\.?\/+/, "").replace(/(?<!\/)\/+$/, "");
    if (directory === "." || scope.tree?.isDirectory(directory) !== false) return;
    yield {
      pointer: "/spec/update/path",
      message: `The repository has no directory "${path}".`,
      hint: "Correct the path; it starts at the root of the repository.",
    };
  },
};

/** Sources from which a directory of this tree was built. */
function ownSources(scope: Scope): ReadonlySet<string> {
  return scope.memo("own sources", () => {
    const own = new Set<string>();
    for (const { kustomization, directory } of scope.cluster.builds) {
      const { kind, name, namespace } = asObject(asObject(kustomization.object.spec).sourceRef);
      if (directory === undefined || scope.tree?.isDirectory(directory) !== true) continue;
      own.add(`${kind}/${namespace ?? kustomization.object.metadata.namespace}/${name}`);
    }
    return own;
  });
}
