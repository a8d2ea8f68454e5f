import type { Construct } from "constructs";
import type { FluxInstanceSpec } from "../flux/generated/flux-instance.js";
import type { FluxObjectProps } from "./flux-object.js";
import { FluxObject } from "./flux-object.js";

/** The fields of a FluxInstance, and its metadata. */
export type FluxInstanceProps = FluxObjectProps & FluxInstanceSpec;

/**
 * The Flux installation of a cluster, made by the Flux Operator. There is one for a cluster, named `flux`.
 *
 * @see https://fluxoperator.dev/docs/crd/fluxinstance/
 *
 * @example
 * new FluxInstance(prod, "flux", {
 *   distribution: { version: "2.9.x", registry: "ghcr.io/fluxcd" },
 *   sync: { kind: "GitRepository", url: "https://github.com/acme/fleet", ref: "refs/heads/main", path: "clusters/prod" },
 * });
 */
export class FluxInstance extends FluxObject<"FluxInstance"> {
  constructor(scope: Construct, id: string, props: FluxInstanceProps) {
    super(scope, id, "FluxInstance", props);
  }
}
