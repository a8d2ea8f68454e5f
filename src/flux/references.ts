import type { FluxKind } from "./kinds.js";
import { fluxKindNames, fluxKinds } from "./kinds.js";

/** Kinds outside Flux that Flux objects refer to; all of the core group. */
export const coreTargets = ["Secret", "ConfigMap", "ServiceAccount"] as const;
export type CoreTarget = (typeof coreTargets)[number];

/** A kind that a reference field may name. */
export type TargetKind = FluxKind | CoreTarget;

/**
 * How a reference is written: `object` names kind and name (kind may have a default), `name` is a map with
 * `name` alone, `text` is the bare name, `any` names apiVersion and kind of any object.
 */
export type ReferenceForm = "object" | "name" | "text" | "any";

/** One field that refers to another object. */
export interface ReferenceField {
  readonly from: FluxKind;
  /** Path from the object: dots for keys, `[]` for each list item. */
  readonly path: string;
  readonly form: ReferenceForm;
  /** Kinds that the field takes; with several, the object names one. Empty with the form `any`. */
  readonly to: readonly TargetKind[];
  /** Whether the reference may name another namespace (`namespace` beside `name`). Else: its own. */
  readonly crossNamespace: boolean;
  /** Whether `optional: true` beside the name makes a missing target fine. */
  readonly optional?: boolean;
  /** Whether `name: "*"` or a label selector stands for many. */
  readonly wildcard?: boolean;
  /** Whether the object waits for the target to be ready before it does its work. */
  readonly waits: boolean;
  /** What the target is to the object. Walks (graph, explain) follow `source` and `dependency`. */
  readonly relation: "source" | "dependency" | "configuration" | "identity" | "subject";
}

const eventKinds: readonly TargetKind[] = fluxKindNames.filter((kind) => {
  const { role } = fluxKinds[kind];
  return role !== "notification" && role !== "operator";
});
const operatorKinds: readonly TargetKind[] = ["FluxInstance", "ResourceSet", "ResourceSetInputProvider"];

type Part = Omit<ReferenceField, "from">;

const secret = (path: string): Part => ({
  path: `spec.${path}`,
  form: "name",
  to: ["Secret"],
  crossNamespace: false,
  waits: true,
  relation: "configuration",
});
const configMap = (path: string): Part => ({ ...secret(path), to: ["ConfigMap"] });
const serviceAccount: Part = {
  path: "spec.serviceAccountName",
  form: "text",
  to: ["ServiceAccount"],
  crossNamespace: false,
  waits: false,
  relation: "identity",
};
const source = (path: string, to: readonly FluxKind[], crossNamespace = true): Part => ({
  path: `spec.${path}`,
  form: "object",
  to,
  crossNamespace,
  waits: true,
  relation: "source",
});
const dependsOn = (kind: FluxKind): Part => ({
  path: "spec.dependsOn[]",
  form: "name",
  to: [kind],
  crossNamespace: true,
  waits: true,
  relation: "dependency",
});
const valuesFrom = (path: string): Part => ({
  path: `spec.${path}`,
  form: "object",
  to: ["ConfigMap", "Secret"],
  crossNamespace: false,
  optional: true,
  waits: true,
  relation: "configuration",
});
const subjects = (path: string): Part => ({
  path: `spec.${path}`,
  form: "object",
  to: [...eventKinds, ...operatorKinds],
  crossNamespace: true,
  wildcard: true,
  waits: false,
  relation: "subject",
});
const kubeConfig = [secret("kubeConfig.secretRef"), configMap("kubeConfig.configMapRef")];

/**
 * The references of each kind, from the specification page of the kind in the Flux documentation (see
 * `fluxKinds[kind].page`). One table for types, validation, edges, adopt and diagnosis.
 */
const parts: Readonly<Partial<Record<FluxKind, readonly Part[]>>> = {
  GitRepository: [
    secret("secretRef"),
    secret("proxySecretRef"),
    secret("verify.secretRef"),
    { ...source("include[].repository", ["GitRepository"], false), form: "name" },
    serviceAccount,
  ],
  OCIRepository: [
    secret("secretRef"),
    secret("certSecretRef"),
    secret("proxySecretRef"),
    secret("verify.secretRef"),
    secret("verify.trustedRootSecretRef"),
    serviceAccount,
  ],
  HelmRepository: [secret("secretRef"), secret("certSecretRef")],
  HelmChart: [
    source("sourceRef", ["HelmRepository", "GitRepository", "Bucket"], false),
    secret("verify.secretRef"),
  ],
  Bucket: [
    secret("secretRef"),
    secret("certSecretRef"),
    secret("proxySecretRef"),
    secret("sts.secretRef"),
    secret("sts.certSecretRef"),
    serviceAccount,
  ],
  ExternalArtifact: [{ ...source("sourceRef", []), form: "any", waits: false }],
  ArtifactGenerator: [
    source("sources[]", ["GitRepository", "OCIRepository", "Bucket", "HelmChart", "ExternalArtifact"]),
  ],
  Kustomization: [
    source("sourceRef", ["GitRepository", "OCIRepository", "Bucket", "ExternalArtifact"]),
    dependsOn("Kustomization"),
    valuesFrom("postBuild.substituteFrom[]"),
    secret("decryption.secretRef"),
    { ...serviceAccount, path: "spec.decryption.serviceAccountName" },
    ...kubeConfig,
    serviceAccount,
  ],
  HelmRelease: [
    source("chart.spec.sourceRef", ["HelmRepository", "GitRepository", "Bucket"]),
    source("chartRef", ["OCIRepository", "HelmChart", "ExternalArtifact"]),
    secret("chart.spec.verify.secretRef"),
    dependsOn("HelmRelease"),
    valuesFrom("valuesFrom[]"),
    ...kubeConfig,
    serviceAccount,
  ],
  Alert: [
    { ...source("providerRef", ["Provider"], false), form: "name", waits: false, relation: "configuration" },
    subjects("eventSources[]"),
  ],
  Provider: [secret("secretRef"), secret("certSecretRef"), secret("proxySecretRef"), serviceAccount],
  Receiver: [secret("secretRef"), subjects("resources[]")],
  ImageRepository: [secret("secretRef"), secret("certSecretRef"), secret("proxySecretRef"), serviceAccount],
  ImagePolicy: [{ ...source("imageRepositoryRef", ["ImageRepository"]), form: "name" }],
  ImageUpdateAutomation: [source("sourceRef", ["GitRepository"]), secret("git.commit.signingKey.secretRef")],
  FluxInstance: [
    { ...secret("sync.pullSecret"), form: "text" },
    { ...secret("distribution.imagePullSecret"), form: "text" },
    { ...secret("distribution.artifactPullSecret"), form: "text" },
  ],
  ResourceSet: [
    {
      ...source("inputsFrom[]", ["ResourceSetInputProvider"], false),
      wildcard: true,
      relation: "configuration",
    },
    { ...dependsOn("ResourceSet"), form: "any", to: [] },
    serviceAccount,
  ],
  ResourceSetInputProvider: [secret("secretRef"), secret("certSecretRef"), serviceAccount],
};

/** Every reference field of every kind. */
export const references: readonly ReferenceField[] = fluxKindNames.flatMap((from) =>
  (parts[from] ?? []).map((part) => ({ ...part, from })),
);

/** The reference fields of a kind. */
export function referencesOf(kind: FluxKind): readonly ReferenceField[] {
  return referencesByKind.get(kind) ?? [];
}

const referencesByKind: ReadonlyMap<FluxKind, readonly ReferenceField[]> = new Map(
  fluxKindNames.map((kind) => [kind, references.filter((field) => field.from === kind)]),
);
