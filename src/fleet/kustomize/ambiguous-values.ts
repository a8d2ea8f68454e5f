import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { ManifestDocument, ManifestFile } from "../../manifests/manifest-file.js";
import { asKustomizeReads } from "../../manifests/manifest-file.js";
import type { JsonValue } from "../../objects/json.js";
import { isJsonObject } from "../../objects/json.js";
import type { JsonPointer } from "../../objects/pointer.js";
import { pointerOf } from "../../objects/pointer.js";
import { problemAt } from "./problem.js";

/**
 * The values without quotes in a file that Flux and kubectl take for different things: words such as `yes` and `off`,
 * and dates. Nobody who wrote them meant both.
 */
export function* ambiguousValues(file: ManifestFile): Iterable<Diagnostic> {
  if (file.forKustomize === undefined) return;
  const { documents } = asKustomizeReads(file);
  for (const document of documents) {
    const twin = file.documents.find(({ index }) => index === document.index);
    if (twin !== undefined) yield* differences(document, document.value, twin.value, "");
  }
}

/** A key that both readers know is enough to go on: keys themselves are told where they break the build. */
function* differences(
  document: ManifestDocument,
  flux: JsonValue,
  kubectl: JsonValue,
  pointer: JsonPointer,
): Iterable<Diagnostic> {
  if (Array.isArray(flux) && Array.isArray(kubectl)) {
    for (const [i, item] of (flux as readonly JsonValue[]).entries())
      yield* differences(document, item, kubectl[i] as JsonValue, `${pointer}/${i}`);
  } else if (isJsonObject(flux) && isJsonObject(kubectl)) {
    for (const key of Object.keys(flux)) {
      const [one, other] = [flux[key], Object.hasOwn(kubectl, key) ? kubectl[key] : undefined];
      if (one !== undefined && other !== undefined)
        yield* differences(document, one, other, pointer + pointerOf([key]));
    }
  } else if (flux !== kubectl) yield ambiguous(document, flux, kubectl, pointer);
}

function ambiguous(
  { origin }: ManifestDocument,
  flux: JsonValue,
  kubectl: JsonValue,
  pointer: JsonPointer,
): Diagnostic {
  const at = { origin, pointer };
  const [ours, theirs] = [JSON.stringify(flux), JSON.stringify(kubectl)];
  const message = `Flux reads the text ${ours} here, kubectl ${typeof kubectl === "boolean" ? "the boolean" : "the text"} ${theirs}.`;
  const hint =
    typeof kubectl === "boolean"
      ? `Write ${theirs}, or ${ours} in quotes if the text is meant.`
      : `Write ${theirs} in quotes to keep it as it stands.`;
  return problemAt("yaml-ambiguous", at, { message, hint });
}
