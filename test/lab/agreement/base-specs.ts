/** For each kind the smallest spec that its controller could work with. */
export const BASE_SPECS: Readonly<Record<string, object>> = {
  GitRepository: { interval: "10m", url: "https://git.example.test/fleet" },
  OCIRepository: { interval: "10m", url: "oci://registry.example.test/fleet" },
  HelmRepository: { interval: "10m", url: "https://charts.example.test" },
  HelmChart: { interval: "10m", chart: "web", sourceRef: { kind: "HelmRepository", name: "charts" } },
  Bucket: { interval: "10m", endpoint: "s3.example.test", bucketName: "fleet" },
  ExternalArtifact: {},
  ArtifactGenerator: {
    sources: [{ alias: "app", kind: "GitRepository", name: "fleet" }],
    artifacts: [{ name: "app", copy: [{ from: "@app/deploy/**", to: "@artifact/" }] }],
  },
  Kustomization: { interval: "10m", prune: true, sourceRef: { kind: "GitRepository", name: "fleet" } },
  HelmRelease: {
    interval: "10m",
    chart: { spec: { chart: "web", sourceRef: { kind: "HelmRepository", name: "charts" } } },
  },
  Alert: { eventSources: [{ kind: "Kustomization", name: "*" }], providerRef: { name: "chat" } },
  Provider: { type: "generic", address: "https://hooks.example.test/x" },
  Receiver: {
    type: "generic",
    resources: [{ kind: "GitRepository", name: "fleet" }],
    secretRef: { name: "token" },
  },
  ImageRepository: { interval: "10m", image: "registry.example.test/web" },
  ImagePolicy: { imageRepositoryRef: { name: "web" }, policy: { semver: { range: "1.x" } } },
  ImageUpdateAutomation: {
    interval: "10m",
    sourceRef: { kind: "GitRepository", name: "fleet" },
    git: { commit: { author: { email: "bot@example.test" } } },
  },
  FluxInstance: { distribution: { version: "2.x", registry: "ghcr.io/fluxcd" } },
  ResourceSet: {},
  ResourceSetInputProvider: { type: "Static" },
};
