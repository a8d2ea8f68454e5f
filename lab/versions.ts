/**
 * What the lab is made of: one Flux release and the Kubernetes minor that its libraries are made for.
 * The go.mod files below `lab/gomod` pin the same versions; `test/lab/versions.test.ts` holds the two together.
 */

/** The Flux release line whose controllers the lab runs. */
export const FLUX_RELEASE = "2.9";

/** The version that the API server answers at `/version`. */
export const KUBERNETES_VERSION = "v1.36.4";

/** The folder below `lab/` whose go.mod builds a program. */
export type GoModule = "gomod" | "gomod/notification" | "gomod/image" | "gomod/crds";

/** A program that the lab builds from source. */
export interface Program {
  /** File name in `lab/bin`. */
  readonly name: string;
  /** Module path that pins the version. */
  readonly module: string;
  readonly version: string;
  /** The `main` package. */
  readonly package: string;
  readonly goModule: GoModule;
}

/** Every program that the lab runs. The order is the build order: the control plane is usable first. */
export const PROGRAMS = [
  {
    name: "etcd",
    module: "go.etcd.io/etcd/server/v3",
    version: "v3.6.8",
    package: "go.etcd.io/etcd/server/v3",
    goModule: "gomod",
  },
  kubernetes("kube-apiserver"),
  kubernetes("kube-controller-manager"),
  kubernetes("kube-scheduler"),
  kubernetes("kubectl"),
  {
    name: "kwok",
    module: "sigs.k8s.io/kwok",
    version: "v0.8.0",
    package: "sigs.k8s.io/kwok/cmd/kwok",
    goModule: "gomod",
  },
  {
    name: "registry",
    module: "github.com/google/go-containerregistry",
    version: "v0.21.6",
    package: "github.com/google/go-containerregistry/cmd/registry",
    goModule: "gomod",
  },
  {
    name: "controller-gen",
    module: "sigs.k8s.io/controller-tools",
    version: "v0.21.0",
    package: "sigs.k8s.io/controller-tools/cmd/controller-gen",
    goModule: "gomod/crds",
  },
  flux("source-controller", "v1.9.6"),
  flux("kustomize-controller", "v1.9.6"),
  flux("helm-controller", "v1.6.4"),
  { ...flux("notification-controller", "v1.6.0"), goModule: "gomod/notification" },
  { ...flux("image-reflector-controller", "v1.2.4"), goModule: "gomod/image" },
  { ...flux("image-automation-controller", "v1.2.4"), goModule: "gomod/image" },
] as const satisfies readonly Program[];

/** Modules whose API packages become CustomResourceDefinitions: newer than the controllers that can be built, if any. */
export const GENERATED_CRDS = [
  {
    module: "github.com/fluxcd/notification-controller/api",
    version: "v1.9.4",
    packages: ["v1", "v1beta3"],
  },
  { module: "github.com/fluxcd/image-reflector-controller/api", version: "v1.2.5", packages: ["v1"] },
  { module: "github.com/fluxcd/image-automation-controller/api", version: "v1.2.5", packages: ["v1"] },
  { module: "github.com/fluxcd/source-watcher/api/v2", version: "v2.2.4", packages: ["v1beta1"] },
] as const;

/** Modules that ship their CustomResourceDefinitions as files. */
export const SHIPPED_CRDS = [
  "github.com/fluxcd/source-controller",
  "github.com/fluxcd/kustomize-controller",
  "github.com/fluxcd/helm-controller",
] as const;

/**
 * The storage library that source- and image-reflector-controller are built with. The module proxy has no archive of
 * the versions that they name (v0.18.3, v0.18.2), so the lab builds it with the one it has, after one import is renamed.
 */
export const ARTIFACT_STORAGE = { module: "github.com/fluxcd/pkg/artifact", version: "v0.3.0" } as const;

function kubernetes<Name extends string>(name: Name) {
  return {
    name,
    module: "k8s.io/kubernetes",
    version: KUBERNETES_VERSION,
    package: `k8s.io/kubernetes/cmd/${name}`,
    goModule: "gomod",
  } as const;
}

function flux<Name extends string, Version extends string>(name: Name, version: Version) {
  return {
    name,
    module: `github.com/fluxcd/${name}`,
    version,
    package: `github.com/fluxcd/${name}`,
    goModule: "gomod",
  } as const;
}
