import { LineIndex } from "./line-index.js";

/** Which part of an image a marker lets image automation write; the whole reference when absent. */
export const imagePolicyParts = ["tag", "name", "digest"] as const;
export type ImagePolicyPart = (typeof imagePolicyParts)[number];

/** A policy that a marker names. */
export interface ImagePolicyRef {
  readonly namespace: string;
  readonly name: string;
}

/** A marker as it stands in a YAML text. */
export interface ImagePolicyMarker {
  /** Line and column, from 1, of the marker's comment. */
  readonly line: number;
  readonly column: number;
  /** What the marker names, when it has the shape `namespace:name` or `namespace:name:part`. */
  readonly policy?: ImagePolicyRef;
  readonly part?: ImagePolicyPart;
  /** The text between the quotes, as written: `flux-system:podinfo:tag`. */
  readonly setter: string;
  /** The scalar before the comment, without its quotes. */
  readonly value: string;
}

const MARKER = /^(.*?)[ \t]#[ \t]*\{[ \t]*"\$imagepolicy"[ \t]*:[ \t]*"([^"\r\n]*)"[ \t]*\}/gm;
const SETTER = /^([^:]+):([^:]+)(?::(tag|name|digest))?$/;

/**
 * The comment that lets image automation write a value: `{"$imagepolicy": "ns:name"}`, with `:tag` or `:name` for a
 * part of the image.
 *
 * @see https://fluxcd.io/flux/guides/image-update/#configure-image-update-for-custom-resources
 */
export function imagePolicyComment(policy: ImagePolicyRef, part?: ImagePolicyPart): string {
  const setter = [policy.namespace, policy.name, ...(part === undefined ? [] : [part])].join(":");
  return `{"$imagepolicy": ${JSON.stringify(setter)}}`;
}

/** All image-policy markers of a YAML text, in order. */
export function imagePolicyMarkers(text: string): ImagePolicyMarker[] {
  if (!text.includes("$imagepolicy")) return [];
  const lines = new LineIndex(text);
  return [...text.matchAll(MARKER)].map((match) => {
    const [, before = "", setter = ""] = match;
    const at = lines.at(match.index + before.length + 1);
    return { ...at, setter, value: scalarOf(before), ...readSetter(setter) };
  });
}

function readSetter(setter: string): Pick<ImagePolicyMarker, "policy" | "part"> {
  const match = SETTER.exec(setter);
  if (match === null) return {};
  const [, namespace = "", name = "", part] = match;
  const policy = { namespace, name };
  return part === undefined ? { policy } : { policy, part: part as ImagePolicyPart };
}

/** The scalar at the end of a line of block YAML: behind `key: ` and dashes, without quotes. */
function scalarOf(line: string): string {
  const value = line
    .replace(/^[ \t]*(?:-[ \t]+)*/, "")
    .replace(/^(?:"[^"]*"|'[^']*'|[^\s"'][^:]*?):[ \t]+/, "");
  return value.trim().replace(/^(["'])(.*)\1$/, "$2");
}
