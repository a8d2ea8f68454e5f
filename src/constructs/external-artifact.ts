import type { Construct } from "constructs";
import type { ExternalArtifactSpec } from "../flux/generated/external-artifact.js";
import type { FluxObjectProps } from "./flux-object.js";
import { FluxObject } from "./flux-object.js";

/** The fields of a ExternalArtifact, and its metadata. */
export type ExternalArtifactProps = FluxObjectProps & ExternalArtifactSpec;

/**
 * An artifact that a controller of another party makes. As a rule such a controller creates the object.
 *
 * @see https://fluxcd.io/flux/components/source/externalartifacts/
 *
 * @example
 * new ExternalArtifact(prod, "built", {
 *   sourceRef: { apiVersion: "example.com/v1", kind: "Builder", name: "built" },
 * });
 */
export class ExternalArtifact extends FluxObject<"ExternalArtifact"> {
  constructor(scope: Construct, id: string, props: ExternalArtifactProps) {
    super(scope, id, "ExternalArtifact", props);
  }
}
