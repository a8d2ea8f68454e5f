import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { ManifestFile } from "../../manifests/manifest-file.js";
import type { JsonValue } from "../../objects/json.js";
import { isJsonObject } from "../../objects/json.js";
import type { KubeObject } from "../../objects/kube-object.js";
import { isKubeObject } from "../../objects/kube-object.js";
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

/** The documents of a file of resources, and the items of lists in it, that are no objects with a name. */
export function* incompleteObjects(file: ManifestFile, included: WrittenPlace): Iterable<Diagnostic> {
  const listed = file.objects.map(({ object, origin }) => ({ value: object, origin }));
  const single = file.documents.filter(
    ({ value }) => !isKubeObject(value) && !isList(value) && !isBlank(value),
  );
  for (const { value, origin } of [...single, ...listed.filter(({ value }) => !hasName(value))]) {
    const related = [{ message: "included here", at: included.origin.locate(included.pointer) }];
    const message = `The document is no Kubernetes object: it has no ${missingOf(value)}, so the build fails.`;
    const hint = "Leave the file out of the build, or make it an object.";
    yield problemAt("build-failed", { origin, pointer: "" }, { message, hint, related });
  }
}

/** kustomize refuses an object without a name, and takes null and an empty text for none. */
export function hasName({ metadata }: KubeObject): boolean {
  const name: unknown = metadata.name;
  return name !== undefined && name !== null && name !== "";
}

function isBlank(value: JsonValue): boolean {
  return typeof value === "object" && Object.keys(value ?? {}).length === 0;
}

function isList(value: JsonValue): boolean {
  return isJsonObject(value) && typeof value.kind === "string" && value.kind.endsWith("List");
}

/** What a document lacks to be an object that Flux applies. */
function missingOf(value: unknown): string {
  if (!isJsonObject(value)) return "apiVersion, kind and metadata.name";
  if (typeof value.apiVersion !== "string") return "apiVersion";
  if (typeof value.kind !== "string") return "kind";
  return "metadata.name";
}
