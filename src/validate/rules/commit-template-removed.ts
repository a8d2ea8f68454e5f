import { findAt } from "../../objects/pointer.js";
import type { ObjectRule } from "../rule.js";

/**
 * A commit template with `.Updated`, which Flux removed for `.Changed`.
 *
 * @see https://fluxcd.io/flux/components/image/imageupdateautomations/#message-template
 */
export const commitTemplateRemoved: ObjectRule = {
  code: "commit-template-removed",
  kinds: ["ImageUpdateAutomation"],
  *check({ object }) {
    const pointer = "/spec/git/commit/messageTemplate";
    const template = findAt(object, pointer);
    if (typeof template !== "string" || !/\{\{[^{}]*\.Updated\b/.test(template)) return;
    yield {
      pointer,
      message: "The template uses .Updated, which Flux has removed.",
      hint: "Use .Changed: .Changed.FileChanges, .Changed.Objects and .Changed.Changes.",
    };
  },
};
