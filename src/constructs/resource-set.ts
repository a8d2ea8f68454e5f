import type { Construct } from "constructs";
import type { ResourceSetSpec } from "../flux/generated/resource-set.js";
import type { FluxObjectProps } from "./flux-object.js";
import { FluxObject } from "./flux-object.js";

/** The fields of a ResourceSet, and its metadata. */
export type ResourceSetProps = FluxObjectProps & ResourceSetSpec;

/**
 * A group of objects that the Flux Operator makes from a template, once for each input.
 *
 * @see https://fluxoperator.dev/docs/crd/resourceset/
 *
 * @example
 * new ResourceSet(prod, "tenants", {
 *   inputs: [{ tenant: "team-a" }, { tenant: "team-b" }],
 *   resources: [{ apiVersion: "v1", kind: "Namespace", metadata: { name: "<< inputs.tenant >>" } }],
 * });
 */
export class ResourceSet extends FluxObject<"ResourceSet"> {
  constructor(scope: Construct, id: string, props: ResourceSetProps) {
    super(scope, id, "ResourceSet", props);
  }
}
