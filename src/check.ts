/**
 * Reading a fleet as Flux reads it, and judging it. Loads neither cdk8s nor a cluster client.
 *
 * @packageDocumentation
 */

export { catalog, type DiagnosticCode, diagnosticCodes, isDiagnosticCode } from "./diagnostics/catalog.js";
export type { CatalogEntry } from "./diagnostics/catalog-entry.js";
export {
  compareDiagnostics,
  type Diagnostic,
  type DiagnosticPlace,
  type RelatedPlace,
} from "./diagnostics/diagnostic.js";
export { type Severity, severities } from "./diagnostics/severity.js";
export type {
  BuiltObject,
  Fleet,
  FleetCluster,
  ImpliedObject,
  KustomizationBuild,
} from "./fleet/fleet.js";
export { type ReadFleetOptions, readFleet } from "./fleet/read-fleet.js";
export {
  type Distribution,
  defaultProfile,
  distributions,
  type FluxVersion,
  fluxVersions,
  type Profile,
} from "./flux/profiles.js";
export { directoryTree } from "./manifests/directory-tree.js";
export type { FileTree } from "./manifests/file-tree.js";
export { memoryTree } from "./manifests/memory-tree.js";
export { applyEdits, fixFor, type TextEdit } from "./validate/fix.js";
export {
  type ValidateObjectsOptions,
  type ValidateOptions,
  validateFleet,
  validateObjects,
} from "./validate/validate-fleet.js";
