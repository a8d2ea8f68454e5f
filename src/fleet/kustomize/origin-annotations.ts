import type { BuildPlan } from "./build-plan.js";
import { textItems } from "./build-plan.js";
import { updateAt } from "./field-spec.js";
import { GeneratedOrigin } from "./generators.js";
import type { Resource } from "./resource.js";
import { withObject } from "./resource.js";

const ORIGIN = "config.kubernetes.io/origin";

/**
 * The resources with the annotation that says where each was written, when `buildMetadata` asks for it.
 *
 * @see https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/buildmetadata/
 */
export function annotateOrigins(resources: readonly Resource[], plan: BuildPlan): readonly Resource[] {
  const item = textItems(plan, "buildMetadata").find(({ value }) => value === "originAnnotations");
  if (item === undefined) return resources;
  return resources.map((resource) => {
    const text = (): string => originText(resource, plan.directory);
    return withObject(
      resource,
      updateAt(resource.object, ["metadata", "annotations", ORIGIN], true, text, item.at),
    );
  });
}

function originText({ origin, object }: Resource, directory: string): string {
  const path = relativePath(directory, origin.file);
  return origin instanceof GeneratedOrigin
    ? `configuredIn: ${path}\nconfiguredBy:\n  apiVersion: builtin\n  kind: ${object.kind}Generator\n`
    : `path: ${path}\n`;
}

function relativePath(from: string, to: string): string {
  const [base, target] = [from === "" ? [] : from.split("/"), to.split("/")];
  let common = 0;
  while (common < base.length && base[common] === target[common]) common++;
  return [...base.slice(common).map(() => ".."), ...target.slice(common)].join("/");
}
