import type { ObjectHandle } from "../flux/ref.js";

/** Which part of an image a policy's result replaces; the whole reference when none is named. */
export type ImagePart = "tag" | "name" | "digest";

/** A value that image automation keeps current. */
export interface ImageMarker {
  readonly policy: { readonly namespace: string; readonly name: string };
  readonly part?: ImagePart;
  /** The value until image automation has committed another. */
  readonly initial: string;
}

/**
 * The first character of a marked value. No manifest can hold it (it is a noncharacter of Unicode, and the printer
 * refuses it), so a marked value is never mistaken for text, also where it passed through a construct of cdk8s-plus.
 */
const MARK = "\uFFFE";

/**
 * A tag that image automation keeps current. The YAML carries the marker `# {"$imagepolicy": "ns:name:tag"}`; once
 * Flux has committed another tag there, synth keeps that one, so that the program and the automation do not undo
 * each other's work. `cdk8s synth` deletes the output before it runs the program, so there it begins again with
 * `initial`: use `fluxwright synth`.
 *
 * @param initial the tag of the first synth, before the automation has committed one.
 * @see https://fluxcd.io/flux/guides/image-update/#configure-image-update-for-custom-resources
 *
 * @example
 * values: { image: { repository: "ghcr.io/stefanprodan/podinfo", tag: imageTag(policy, "6.5.0") } }
 */
export function imageTag(policy: ObjectHandle<"ImagePolicy">, initial: string): string {
  return mark(policy, initial, "tag");
}

/** An image name without tag (`ghcr.io/stefanprodan/podinfo`) that image automation keeps current; see {@link imageTag}. */
export function imageName(policy: ObjectHandle<"ImagePolicy">, initial: string): string {
  return mark(policy, initial, "name");
}

/** A digest (`sha256:…`) that image automation keeps current; see {@link imageTag}. */
export function imageDigest(policy: ObjectHandle<"ImagePolicy">, initial: string): string {
  return mark(policy, initial, "digest");
}

/** A whole image reference (`ghcr.io/stefanprodan/podinfo:6.5.0`) that image automation keeps current; see {@link imageTag}. */
export function imageReference(policy: ObjectHandle<"ImagePolicy">, initial: string): string {
  return mark(policy, initial);
}

function mark({ ref }: ObjectHandle<"ImagePolicy">, initial: string, part?: ImagePart): string {
  const { namespace, name } = ref;
  if (namespace === undefined) throw new Error(`A marker needs the namespace of the ImagePolicy "${name}".`);
  const marker: ImageMarker = {
    policy: { namespace, name },
    ...(part === undefined ? {} : { part }),
    initial,
  };
  return MARK + JSON.stringify(marker);
}

/** The marker that a value carries, when it does. */
export function findImageMarker(value: string): ImageMarker | undefined {
  return value.startsWith(MARK) ? (JSON.parse(value.slice(MARK.length)) as ImageMarker) : undefined;
}
