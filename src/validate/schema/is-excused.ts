import { annotations } from "../../flux/annotations.js";
import { asObject, asString, type JsonValue } from "../../objects/json.js";
import { pointerPath } from "../../objects/pointer.js";
import type { Subject } from "../scope.js";
import { removedFieldAt } from "./removed-field-at.js";
import type { SchemaFault } from "./schema-fault.js";

/** Fields of `metadata` of which rules say more than the schema, and one that Flux clears before it applies. */
const RULED_METADATA: ReadonlySet<string> = new Set([
  "name",
  "namespace",
  "labels",
  "annotations",
  "creationTimestamp",
]);
/** What ConfigMaps and Secrets hold; a rule of its own judges the entries. */
const DATA: ReadonlySet<string> = new Set(["data", "stringData", "binaryData"]);

/**
 * Whether a fault is not the schema's to tell: a rule says more of it, Flux removes what is at fault before it
 * applies, or substitution, decryption or a patch completes it later.
 */
export function isExcused(fault: SchemaFault, subject: Subject): boolean {
  const path = pointerPath(fault.pointer);
  if (isJudgedElsewhere(path.map(String), subject)) return true;
  if (fault.fault === "unknown-field") return isFieldOfOthers(fault, subject);
  if (fault.fault === "pattern" && fault.pointer === "/spec/url" && hasUrlRule(subject)) return true;
  if (fault.fault === "required") return subject.scope.isFragmentary || isMerged(subject);
  return "value" in fault && isCompletedLater(fault.value);
}

function isJudgedElsewhere([top = "", below]: readonly string[], { group, object }: Subject): boolean {
  if (top === "status" || top === "apiVersion" || top === "kind") return true;
  if (top === "metadata") return below === undefined || RULED_METADATA.has(below);
  const hasData = group === "" && (object.kind === "ConfigMap" || object.kind === "Secret");
  return hasData && below !== undefined && DATA.has(top);
}

/** Fields that are there for somebody else: SOPS, a strategic merge patch, substitution, a rule about the past. */
function isFieldOfOthers(
  { name, pointer }: SchemaFault & { readonly fault: "unknown-field" },
  { flux, scope }: Subject,
): boolean {
  if (pointer === "/sops" || name.includes("${")) return true;
  return (scope.isFragmentary && name.startsWith("$")) || removedFieldAt(flux, pointer) !== undefined;
}

/**
 * Whether Flux adds what is written to an object that somebody else made, which has the rest.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#controlling-the-apply-behavior-of-resources
 */
function isMerged({ object }: Subject): boolean {
  return /^merge$/i.test(asString(asObject(object.metadata.annotations)[annotations.ssa]) ?? "");
}

function hasUrlRule({ flux }: Subject): boolean {
  return flux === "GitRepository" || flux === "OCIRepository" || flux === "HelmRepository";
}

function isCompletedLater(value: JsonValue): boolean {
  return typeof value === "string" && (value.includes("${") || value.startsWith("ENC["));
}
