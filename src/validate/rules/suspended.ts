import type { ObjectRule } from "../rule.js";

/** `suspend: true` committed: the object keeps its last status and follows git no longer. */
export const suspended: ObjectRule = {
  code: "suspended",
  kinds: "flux",
  *check({ spec, flux }) {
    if (spec.suspend !== true) return;
    yield {
      pointer: "/spec/suspend",
      message: `${flux} is suspended in git; it follows nothing until this line goes.`,
      hint: "Remove suspend, or suspend the object in the cluster with `fluxwright suspend`.",
    };
  },
};
