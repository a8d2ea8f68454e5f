import { asObject } from "../../objects/json.js";
import { listItems } from "../list-items.js";
import type { ObjectRule } from "../rule.js";

/**
 * A binding that makes a service account outside of `flux-system` the master of the whole cluster.
 *
 * @see https://fluxcd.io/flux/installation/configuration/multitenancy/
 */
export const clusterAdminBinding: ObjectRule = {
  code: "cluster-admin-binding",
  kinds: ["rbac.authorization.k8s.io/ClusterRoleBinding"],
  *check({ object }) {
    if (asObject(object.roleRef).name !== "cluster-admin") return;
    for (const [pointer, subject] of listItems(object, "/subjects")) {
      if (subject.kind !== "ServiceAccount" || subject.namespace === "flux-system") continue;
      yield {
        pointer: `${pointer}/name`,
        message: `The service account ${subject.namespace}/${subject.name} gets all rights in the whole cluster.`,
        hint: "Bind it to a role with the rights that it needs, or in its namespace only (RoleBinding).",
      };
    }
  },
};
