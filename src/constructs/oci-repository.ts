import type { Construct } from "constructs";
import type { OCIRepositorySpec } from "../flux/generated/oci-repository.js";
import type { FluxObjectProps } from "./flux-object.js";
import { FluxObject } from "./flux-object.js";

/** The fields of a OCIRepository, and its metadata. */
export type OCIRepositoryProps = FluxObjectProps & OCIRepositorySpec;

/**
 * An OCI artifact (manifests or a chart) that Flux pulls from a registry.
 *
 * @see https://fluxcd.io/flux/components/source/ocirepositories/
 *
 * @example
 * const podinfo = new OCIRepository(prod, "podinfo", {
 *   interval: "10m",
 *   url: "oci://ghcr.io/stefanprodan/charts/podinfo",
 *   ref: { semver: "6.x" },
 * });
 */
export class OCIRepository extends FluxObject<"OCIRepository"> {
  constructor(scope: Construct, id: string, props: OCIRepositoryProps) {
    super(scope, id, "OCIRepository", props);
  }
}
