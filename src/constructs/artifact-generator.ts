import type { Construct } from "constructs";
import type { ArtifactGeneratorSpec } from "../flux/generated/artifact-generator.js";
import type { FluxObjectProps } from "./flux-object.js";
import { FluxObject } from "./flux-object.js";

/** The fields of a ArtifactGenerator, and its metadata. */
export type ArtifactGeneratorProps = FluxObjectProps & ArtifactGeneratorSpec;

/**
 * Composes new artifacts from parts of other sources, or splits one source into several.
 *
 * @see https://fluxcd.io/flux/components/source/artifactgenerators/
 *
 * @example
 * new ArtifactGenerator(prod, "apps", {
 *   sources: [{ ref: repo, alias: "repo" }],
 *   artifacts: [{ name: "podinfo", copy: [{ from: "@repo/podinfo/**", to: "@artifact/" }] }],
 * });
 */
export class ArtifactGenerator extends FluxObject<"ArtifactGenerator"> {
  constructor(scope: Construct, id: string, props: ArtifactGeneratorProps) {
    super(scope, id, "ArtifactGenerator", props);
  }
}
