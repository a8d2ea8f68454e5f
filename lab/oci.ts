import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { tar } from "./tar.js";

/** What is pushed where. */
export interface OciPush {
  /** `host:port` of a registry that speaks plain HTTP. */
  readonly registry: string;
  readonly repository: string;
  readonly tag: string;
  /** Path → content. */
  readonly files: Readonly<Record<string, string>>;
  /** Where the files come from: what Flux shows as the origin revision, such as `main@sha1:…`. */
  readonly revision?: string;
  readonly source?: string;
}

/**
 * Pushes files as a Flux OCI artifact, with the media types of
 * https://fluxcd.io/flux/cheatsheets/oci-artifacts/ .
 *
 * @returns the digest of the manifest, `sha256:…`.
 */
export async function pushOci(push: OciPush): Promise<string> {
  const config = Buffer.from("{}");
  const layer = gzipSync(tar(push.files));
  for (const blob of [config, layer]) await uploadBlob(push, blob);
  const annotations = {
    ...(push.revision !== undefined && { "org.opencontainers.image.revision": push.revision }),
    ...(push.source !== undefined && { "org.opencontainers.image.source": push.source }),
  };
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: "application/vnd.oci.image.manifest.v1+json",
    config: describeBlob("application/vnd.cncf.flux.config.v1+json", config),
    layers: [describeBlob("application/vnd.cncf.flux.content.v1.tar+gzip", layer)],
    annotations,
  });
  await send(push, "PUT", `manifests/${push.tag}`, manifest, "application/vnd.oci.image.manifest.v1+json");
  return digest(Buffer.from(manifest));
}

async function uploadBlob(push: OciPush, blob: Buffer): Promise<void> {
  const session = await send(push, "POST", "blobs/uploads/");
  const location = new URL(session.headers.get("location") ?? "", `http://${push.registry}`);
  location.searchParams.set("digest", digest(blob));
  await send(push, "PUT", location.href, blob, "application/octet-stream");
}

async function send(
  push: OciPush,
  method: string,
  path: string,
  body: string | Buffer = "",
  contentType = "application/octet-stream",
): Promise<Response> {
  const url = new URL(path, `http://${push.registry}/v2/${push.repository}/`);
  const response = await fetch(url, {
    method,
    body: typeof body === "string" ? body : new Uint8Array(body),
    headers: { "content-type": contentType },
  });
  if (!response.ok) throw new Error(`${method} ${url.href}: ${response.status} ${await response.text()}`);
  return response;
}

function describeBlob(mediaType: string, blob: Buffer) {
  return { mediaType, digest: digest(blob), size: blob.length };
}

function digest(blob: Buffer): string {
  return `sha256:${createHash("sha256").update(blob).digest("hex")}`;
}
