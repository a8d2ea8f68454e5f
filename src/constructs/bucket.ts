import type { Construct } from "constructs";
import type { BucketSpec } from "../flux/generated/bucket.js";
import type { FluxObjectProps } from "./flux-object.js";
import { FluxObject } from "./flux-object.js";

/** The fields of a Bucket, and its metadata. */
export type BucketProps = FluxObjectProps & BucketSpec;

/**
 * A bucket of an object store whose files Flux downloads.
 *
 * @see https://fluxcd.io/flux/components/source/buckets/
 *
 * @example
 * new Bucket(prod, "manifests", {
 *   interval: "5m",
 *   provider: "aws",
 *   bucketName: "manifests",
 *   endpoint: "s3.amazonaws.com",
 *   region: "eu-central-1",
 * });
 */
export class Bucket extends FluxObject<"Bucket"> {
  constructor(scope: Construct, id: string, props: BucketProps) {
    super(scope, id, "Bucket", props);
  }
}
