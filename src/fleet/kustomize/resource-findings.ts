import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { isJsonObject } from "../../objects/json.js";
import { problemAt } from "./problem.js";
import type { WrittenPlace } from "./provenance.js";
import type { Resource } from "./resource.js";
import { nameOf } from "./resource.js";

/** The finding of an object whose identity is taken. */
export function duplicateResource(resource: Resource, other: Resource, at: WrittenPlace): Diagnostic {
  const message = `${nameOf(resource)} is in the build twice; kustomize stops at the second.`;
  const related = [
    { message: "the first is here", at: other.origin.locate() },
    { message: "included here", at: at.origin.locate(at.pointer) },
  ];
  const hint = "Remove one of the two, or one of the resources that bring it.";
  return problemAt("object-duplicate", { origin: resource.origin, pointer: "" }, { message, hint, related });
}

/** What to say of a path on the network. */
export function remoteFinding(path: string): { message: string; hint: string } {
  return {
    message: `"${path}" is on the network; what it holds is not known here.`,
    hint: "Keep a copy in the repository, or make it a source of Flux.",
  };
}

/** What a document lacks to be an object that Flux applies. */
export function missingOf(value: unknown): string {
  if (!isJsonObject(value)) return "apiVersion, kind and metadata.name";
  if (typeof value.apiVersion !== "string") return "apiVersion";
  if (typeof value.kind !== "string") return "kind";
  return "metadata.name";
}
