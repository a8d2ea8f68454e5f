/** What a kind is for in Flux. Decides which status rules and which commands apply to it. */
export type KindRole = "source" | "applier" | "notification" | "image" | "operator";

/** What is known of a kind of Flux or of the Flux Operator. */
export interface FluxKindFacts {
  readonly group: string;
  /** Versions that the API server serves, newest first. */
  readonly versions: readonly string[];
  readonly plural: string;
  /** Names that `kubectl` and `flux` take for it, beside the kind and the plural, in lower case. */
  readonly shortNames: readonly string[];
  readonly role: KindRole;
  /** The controller's Deployment that reconciles it; absent where no controller of Flux does. */
  readonly controller?: string;
  /** Whether `spec.suspend` exists. */
  readonly suspendable: boolean;
  /** Whether the controller reports a Ready condition. Static kinds are used as they are. */
  readonly hasStatus: boolean;
  /** Page of its documentation. */
  readonly page: string;
}

const SOURCE = "source.toolkit.fluxcd.io";
const NOTIFICATION = "notification.toolkit.fluxcd.io";
const IMAGE = "image.toolkit.fluxcd.io";
const OPERATOR = "fluxcd.controlplane.io";

const docs = (path: string): string => `https://fluxcd.io/flux/components/${path}/`;

function source(
  plural: string,
  shortNames: readonly string[],
  more: Partial<FluxKindFacts> = {},
): FluxKindFacts {
  return {
    group: SOURCE,
    versions: ["v1"],
    plural,
    shortNames,
    role: "source",
    controller: "source-controller",
    suspendable: true,
    hasStatus: true,
    page: docs(`source/${plural}`),
    ...more,
  };
}

function notification(plural: string, version: string, hasStatus: boolean): FluxKindFacts {
  return {
    group: NOTIFICATION,
    versions: [version],
    plural,
    shortNames: [],
    role: "notification",
    controller: "notification-controller",
    suspendable: true,
    hasStatus,
    page: docs(`notification/${plural}`),
  };
}

function image(plural: string, shortNames: readonly string[], controller: string): FluxKindFacts {
  return {
    group: IMAGE,
    versions: ["v1"],
    plural,
    shortNames,
    role: "image",
    controller,
    suspendable: true,
    hasStatus: true,
    page: docs(`image/${plural}`),
  };
}

function operator(plural: string, shortNames: readonly string[], page: string): FluxKindFacts {
  return {
    group: OPERATOR,
    versions: ["v1"],
    plural,
    shortNames,
    role: "operator",
    controller: "flux-operator",
    suspendable: false,
    hasStatus: true,
    page: `https://fluxoperator.dev/docs/crd/${page}/`,
  };
}

/**
 * The kinds of Flux 2.9 and of the Flux Operator. Alert and Provider (v1beta3) have no status: they are static
 * since v1beta3. Bucket to ImageUpdateAutomation are reconciled by the controller named.
 *
 * @see https://fluxcd.io/flux/components/
 */
export const fluxKinds = {
  GitRepository: source("gitrepositories", ["gitrepo"]),
  OCIRepository: source("ocirepositories", ["ocirepo"]),
  HelmRepository: source("helmrepositories", ["helmrepo"]),
  HelmChart: source("helmcharts", ["hc"]),
  Bucket: source("buckets", []),
  ExternalArtifact: source("externalartifacts", ["ea"], { suspendable: false, controller: "source-watcher" }),
  ArtifactGenerator: {
    group: "source.extensions.fluxcd.io",
    versions: ["v1beta1"],
    plural: "artifactgenerators",
    shortNames: ["ag"],
    role: "source",
    controller: "source-watcher",
    suspendable: false,
    hasStatus: true,
    page: docs("source/artifactgenerators"),
  },
  Kustomization: {
    group: "kustomize.toolkit.fluxcd.io",
    versions: ["v1"],
    plural: "kustomizations",
    shortNames: ["ks"],
    role: "applier",
    controller: "kustomize-controller",
    suspendable: true,
    hasStatus: true,
    page: docs("kustomize/kustomizations"),
  },
  HelmRelease: {
    group: "helm.toolkit.fluxcd.io",
    versions: ["v2"],
    plural: "helmreleases",
    shortNames: ["hr"],
    role: "applier",
    controller: "helm-controller",
    suspendable: true,
    hasStatus: true,
    page: docs("helm/helmreleases"),
  },
  Alert: notification("alerts", "v1beta3", false),
  Provider: notification("providers", "v1beta3", false),
  Receiver: notification("receivers", "v1", true),
  ImageRepository: image("imagerepositories", ["imgrepo", "imagerepo"], "image-reflector-controller"),
  ImagePolicy: image("imagepolicies", ["imgpol", "imagepol"], "image-reflector-controller"),
  ImageUpdateAutomation: image(
    "imageupdateautomations",
    ["iua", "imgupd", "imgauto"],
    "image-automation-controller",
  ),
  FluxInstance: operator("fluxinstances", [], "fluxinstance"),
  FluxReport: operator("fluxreports", [], "fluxreport"),
  ResourceSet: operator("resourcesets", ["rset"], "resourceset"),
  ResourceSetInputProvider: operator("resourcesetinputproviders", ["rsip"], "resourcesetinputprovider"),
} as const satisfies Readonly<Record<string, FluxKindFacts>>;

/** A kind of Flux or of the Flux Operator. */
export type FluxKind = keyof typeof fluxKinds;

/** All kinds, in the order of the table: sources first, what applies them next. */
export const fluxKindNames: readonly FluxKind[] = Object.keys(fluxKinds) as FluxKind[];

const byGroup = new Map(fluxKindNames.map((kind) => [`${fluxKinds[kind].group}/${kind}`, kind]));

/** The Flux kind of a group and kind; undefined for any other object (a `Kustomization` of kustomize, say). */
export function findFluxKind(group: string, kind: string): FluxKind | undefined {
  return byGroup.get(`${group}/${kind}`);
}

/** The facts of a kind, widened: without the literals of the table. */
export function factsOf(kind: FluxKind): FluxKindFacts {
  return fluxKinds[kind];
}

/** The newest served apiVersion of a kind: `"helm.toolkit.fluxcd.io/v2"`. */
export function apiVersionOf(kind: FluxKind): string {
  const { group, versions } = fluxKinds[kind];
  return `${group}/${versions[0]}`;
}

/** The kind that a user's word means on the command line: kind, plural, singular or short name, any case. */
export function kindByName(word: string): FluxKind | undefined {
  const lower = word.toLowerCase();
  return fluxKindNames.find((kind) => {
    const { plural, shortNames }: FluxKindFacts = fluxKinds[kind];
    return lower === kind.toLowerCase() || lower === plural || shortNames.includes(lower);
  });
}
