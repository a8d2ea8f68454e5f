import type { JsonPointer } from "../objects/pointer.js";
import type { FluxKind } from "./kinds.js";
import { apiVersionOf, factsOf, fluxKindNames } from "./kinds.js";
import type { FluxVersion } from "./profiles.js";
import { fluxVersions } from "./profiles.js";

/** An API version that the CRDs of Flux once served. */
export interface RemovedVersion {
  /** The whole apiVersion: `"kustomize.toolkit.fluxcd.io/v1beta2"`. */
  readonly apiVersion: string;
  /** The first release that does not serve it; an older one than `fluxVersions` knows is not named. */
  readonly removedIn: FluxVersion | "before 2.6";
  /** What to write instead. */
  readonly replacement: string;
}

const SOURCES: readonly FluxKind[] = [
  "GitRepository",
  "OCIRepository",
  "HelmRepository",
  "HelmChart",
  "Bucket",
];

/** Versions by kind and the release that no longer serves them. */
const versions: Readonly<Partial<Record<FluxKind, Readonly<Record<string, RemovedVersion["removedIn"]>>>>> = {
  ...Object.fromEntries(
    SOURCES.map((kind) => [kind, { v1alpha1: "before 2.6", v1beta1: "2.7", v1beta2: "2.8" }] as const),
  ),
  Kustomization: { v1alpha1: "before 2.6", v1beta1: "2.7", v1beta2: "2.8" },
  HelmRelease: { v2alpha1: "before 2.6", v2beta1: "2.7", v2beta2: "2.8" },
  Alert: { v1beta1: "2.7", v1beta2: "2.8" },
  Provider: { v1beta1: "2.7", v1beta2: "2.8" },
  Receiver: { v1beta1: "2.7", v1beta2: "2.8" },
  ImageRepository: { v1alpha1: "before 2.6", v1alpha2: "before 2.6", v1beta1: "2.7", v1beta2: "2.9" },
  ImagePolicy: { v1alpha1: "before 2.6", v1alpha2: "before 2.6", v1beta1: "2.7", v1beta2: "2.9" },
  ImageUpdateAutomation: {
    v1alpha1: "before 2.6",
    v1alpha2: "before 2.6",
    v1beta1: "2.7",
    v1beta2: "2.9",
  },
};

/**
 * What became of an API version of a kind; undefined where it was never one.
 *
 * @see https://fluxcd.io/roadmap/
 */
export function findRemovedVersion(kind: FluxKind, version: string): RemovedVersion | undefined {
  const removedIn = Object.hasOwn(versions[kind] ?? {}, version) ? versions[kind]?.[version] : undefined;
  if (removedIn === undefined) return undefined;
  return { apiVersion: `${factsOf(kind).group}/${version}`, removedIn, replacement: apiVersionOf(kind) };
}

/** Whether a release of Flux still serves the version. */
export function isServedBy(removed: RemovedVersion, flux: FluxVersion): boolean {
  if (removed.removedIn === "before 2.6") return false;
  return fluxVersions.indexOf(flux) < fluxVersions.indexOf(removed.removedIn);
}

/** A field that an earlier API version had. */
export interface RemovedField {
  readonly kind: FluxKind;
  /** Where it stood in the object. */
  readonly pointer: JsonPointer;
  /** What the field became: one sentence. */
  readonly instead: string;
  /** Whether the field has had no effect since, so that removing it changes nothing. */
  readonly hasNoEffect: boolean;
}

const field = (kind: FluxKind, path: string, instead: string, hasNoEffect = false): RemovedField => ({
  kind,
  pointer: `/spec/${path.replaceAll(".", "/")}`,
  instead,
  hasNoEffect,
});

/**
 * Fields of Flux's past, from the changelogs of its controllers.
 *
 * @see https://github.com/fluxcd/kustomize-controller/blob/main/CHANGELOG.md
 */
export const removedFields: readonly RemovedField[] = [
  field(
    "Kustomization",
    "validation",
    "Flux validates every apply with a server-side dry run, so the field is gone.",
    true,
  ),
  field(
    "Kustomization",
    "patchesStrategicMerge",
    "Move its patches to spec.patches, which takes both kinds.",
  ),
  field("Kustomization", "patchesJson6902", "Move its patches to spec.patches, which takes both kinds."),
  field(
    "GitRepository",
    "gitImplementation",
    "Flux has one implementation of git, so the field is gone.",
    true,
  ),
  // HelmRepository has it to this day, without effect.
  ...SOURCES.filter((kind) => kind !== "HelmRepository").map((kind) =>
    field(kind, "accessFrom", "Who may use a source is decided by --no-cross-namespace-refs."),
  ),
  field("HelmChart", "valuesFile", "List the file in spec.valuesFiles."),
  field("HelmRelease", "chart.spec.valuesFile", "List the file in spec.chart.spec.valuesFiles."),
  field("ImageUpdateAutomation", "gitRepositoryRef", "Name the repository in spec.sourceRef, with its kind."),
  field("ImageUpdateAutomation", "checkout", "Move it to spec.git.checkout."),
  field("ImageUpdateAutomation", "commit", "Move it to spec.git.commit."),
  field("ImageUpdateAutomation", "push", "Move it to spec.git.push."),
];

/** The removed fields of a kind. */
export function removedFieldsOf(kind: FluxKind): readonly RemovedField[] {
  return byKind.get(kind) ?? [];
}

const byKind = new Map(
  fluxKindNames.map((kind) => [kind, removedFields.filter((entry) => entry.kind === kind)]),
);
