import { isImplied } from "../../fleet/find-object.js";
import { asString } from "../../objects/json.js";
import { findAt } from "../../objects/pointer.js";
import type { ScopeRule } from "../rule.js";

/**
 * Image updates pushed to the branch that they are read from: they go live without anybody's review.
 *
 * @see https://fluxcd.io/flux/components/image/imageupdateautomations/#push
 */
export const automationOwnBranch: ScopeRule = {
  code: "automation-own-branch",
  *check({ edges }) {
    for (const { from, field, target } of edges) {
      if (field.from !== "ImageUpdateAutomation" || field.path !== "spec.sourceRef") continue;
      const checkedOut = asString(findAt(from.object, "/spec/git/checkout/ref/branch"));
      const followed =
        target && !isImplied(target) ? asString(findAt(target.object, "/spec/ref/branch")) : undefined;
      const read = checkedOut ?? followed;
      const pushed = asString(findAt(from.object, "/spec/git/push/branch"));
      if (
        findAt(from.object, "/spec/git/push/refspec") !== undefined ||
        (pushed !== undefined && pushed !== read)
      )
        continue;
      yield {
        on: from,
        pointer: pushed === undefined ? "/spec/git" : "/spec/git/push/branch",
        message: `Updates are pushed to the branch ${read ?? "that they are read from"}, without review.`,
        hint: "Push to another branch, and open pull requests from it.",
      };
    }
  },
};
