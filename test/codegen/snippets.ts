/** A piece of TypeScript that uses the types of Flux's kinds. `handles` has one handle of each kind. */
export interface Snippet {
  readonly name: string;
  readonly code: string;
  /** Text that the compiler's complaint contains; absent for code that must compile. */
  readonly error?: RegExp;
}

const spec = (kind: string, body: string): string => `export const spec: ${kind}Spec = ${body};`;
const kustomization = (body: string): string =>
  spec("Kustomization", `{ interval: "5m", prune: true, sourceRef: handles.GitRepository, ${body} }`);
const release = (body: string): string => spec("HelmRelease", `{ interval: "5m", ${body} }`);
const chartRef = "chartRef: handles.OCIRepository";

export const snippets: readonly Snippet[] = [
  { name: "a Kustomization with its source as a construct", code: kustomization("") },
  {
    name: "a Kustomization with its source as Flux writes it",
    code: spec(
      "Kustomization",
      `{ interval: "1h30m", prune: false, sourceRef: { kind: "OCIRepository", name: "apps", namespace: "infra" } }`,
    ),
  },
  {
    name: "a source of a wrong kind, as a construct",
    code: spec("Kustomization", `{ interval: "5m", prune: true, sourceRef: handles.HelmRepository }`),
    error: /HelmRepository/,
  },
  {
    name: "a source of a wrong kind, as Flux writes it",
    code: spec(
      "Kustomization",
      `{ interval: "5m", prune: true, sourceRef: { kind: "HelmRepository", name: "x" } }`,
    ),
    error: /HelmRepository/,
  },
  {
    name: "a Kustomization without prune",
    code: spec("Kustomization", `{ interval: "5m", sourceRef: handles.Bucket }`),
    error: /'prune' is missing/,
  },
  {
    name: "a field that the kind does not have",
    code: kustomization(`validation: "client"`),
    error: /'validation' does not exist/,
  },
  ...["10m", "1h30m", "500ms", "1.5h", "1h0m0s", "0s", "1m30s"].map((duration) => ({
    name: `the duration ${duration}`,
    code: spec("Kustomization", `{ interval: "${duration}", prune: true, sourceRef: handles.Bucket }`),
  })),
  {
    name: "a computed duration",
    code: `const minutes: number = 5; ${kustomization("retryInterval: `$" + "{minutes}m`")}`,
  },
  ...["5 minutes", "1d", "5", "", "m", "1h30", "1h 30 minutes"].map((duration) => ({
    name: `the duration "${duration}"`,
    code: kustomization(`retryInterval: "${duration}"`),
    error: /not assignable to type 'Duration/,
  })),
  {
    name: "hours where the pattern has none",
    code: spec("GitRepository", `{ interval: "1h", url: "https://h/r", timeout: "1h" }`),
    error: /not assignable to type 'DurationWithoutHours/,
  },
  {
    name: "dependsOn as constructs, as names and with an expression",
    code: kustomization(
      `dependsOn: [handles.Kustomization, { name: "infra" }, { ref: handles.Kustomization, readyExpr: "true" }]`,
    ),
  },
  {
    name: "dependsOn of a wrong kind",
    code: kustomization("dependsOn: [handles.HelmRelease]"),
    error: /HelmRelease/,
  },
  {
    name: "dependsOn of a wrong kind beside an expression",
    code: kustomization(`dependsOn: [{ ref: handles.HelmRelease, readyExpr: "true" }]`),
    error: /HelmRelease/,
  },
  {
    name: "dependsOn with a field that a dependency does not have",
    code: kustomization(`dependsOn: [{ name: "a", optional: true }]`),
    error: /optional/,
  },
  { name: "kubeConfig with a Secret", code: kustomization("kubeConfig: { secretRef: handles.Secret }") },
  { name: "an empty kubeConfig", code: kustomization("kubeConfig: {}"), error: /not assignable/ },
  {
    name: "kubeConfig with a Secret and a ConfigMap",
    code: kustomization("kubeConfig: { secretRef: handles.Secret, configMapRef: handles.ConfigMap }"),
    error: /not assignable/,
  },
  {
    name: "a ServiceAccount by name and as a construct",
    code: `${kustomization(`serviceAccountName: "sa"`)} ${kustomization("serviceAccountName: handles.ServiceAccount").replace("spec:", "other:")}`,
  },
  { name: "a HelmRelease with chartRef", code: release(chartRef) },
  {
    name: "a HelmRelease with chart and typed values",
    code: `interface Values { replicas: number } const values: Values = { replicas: 1 }; ${release(
      "chart: { spec: { chart: 'podinfo', sourceRef: handles.HelmRepository } }, values",
    )}`,
  },
  { name: "a HelmRelease with neither chart nor chartRef", code: release(""), error: /chart/ },
  {
    name: "a HelmRelease with both chart and chartRef",
    code: release(`${chartRef}, chart: { spec: { chart: 'podinfo', sourceRef: handles.HelmRepository } }`),
    error: /not assignable/,
  },
  {
    name: "a chartRef of a wrong kind",
    code: release("chartRef: handles.GitRepository"),
    error: /GitRepository/,
  },
  { name: "text as values", code: release(`${chartRef}, values: "a: 1"`), error: /'object'/ },
  {
    name: "a retry interval of the strategy that does not retry",
    code: release(`${chartRef}, install: { strategy: { name: "RemediateOnFailure", retryInterval: "1m" } }`),
    error: /not assignable/,
  },
  {
    name: "a value outside an enum",
    code: release(`${chartRef}, install: { crds: "Replace" }`),
    error: /"Replace"/,
  },
  {
    name: "a GitRepository with the ServiceAccount of a cloud",
    code: spec(
      "GitRepository",
      `{ interval: "1m", url: "https://h/r", provider: "azure", serviceAccountName: "sa" }`,
    ),
  },
  {
    name: "a GitRepository with a ServiceAccount but no provider",
    code: spec("GitRepository", `{ interval: "1m", url: "https://h/r", serviceAccountName: "sa" }`),
    error: /not assignable/,
  },
  {
    name: "a GitRepository whose url has no scheme",
    code: spec("GitRepository", `{ interval: "1m", url: "git@github.com:a/b.git" }`),
    error: /git@github/,
  },
  {
    name: "an OCIRepository whose url has another scheme",
    code: spec("OCIRepository", `{ interval: "1m", url: "https://ghcr.io/a" }`),
    error: /oci:/,
  },
  {
    name: "a Bucket with both kinds of credentials",
    code: spec(
      "Bucket",
      `{ interval: "1m", bucketName: "b", endpoint: "e", provider: "aws", secretRef: handles.Secret, serviceAccountName: "sa" }`,
    ),
    error: /not assignable/,
  },
  {
    name: "a generic Bucket with the token service of AWS",
    code: spec(
      "Bucket",
      `{ interval: "1m", bucketName: "b", endpoint: "e", sts: { provider: "aws", endpoint: "https://sts" } }`,
    ),
    error: /"aws"/,
  },
  {
    name: "persistent shards with storage",
    code: spec(
      "FluxInstance",
      `{ distribution: { version: "2.x", registry: "r" }, sharding: { shards: ["a"], storage: "persistent" }, storage: { class: "c", size: "1Gi" } }`,
    ),
  },
  {
    name: "persistent shards without storage",
    code: spec(
      "FluxInstance",
      `{ distribution: { version: "2.x", registry: "r" }, sharding: { shards: ["a"], storage: "persistent" } }`,
    ),
    error: /not assignable/,
  },
  {
    name: "a generic Receiver without a Secret",
    code: spec("Receiver", `{ type: "github", resources: [handles.GitRepository] }`),
    error: /secretRef/,
  },
  {
    name: "an OIDC Receiver without a provider",
    code: spec("Receiver", `{ type: "generic-oidc", resources: [handles.GitRepository] }`),
    error: /oidcProviders/,
  },
  {
    name: "a commit status expression of a chat Provider",
    code: spec("Provider", `{ type: "slack", commitStatusExpr: "x" }`),
    error: /not assignable/,
  },
  {
    name: "an Alert on everything of a kind and on an object of the Flux Operator",
    code: spec(
      "Alert",
      `{ providerRef: handles.Provider, eventSources: [{ kind: "Kustomization", name: "*" }, handles.ResourceSet] }`,
    ),
  },
  {
    name: "an ImagePolicy with two orders",
    code: spec(
      "ImagePolicy",
      `{ imageRepositoryRef: handles.ImageRepository, policy: { semver: { range: "1.x" }, numerical: {} } }`,
    ),
    error: /not assignable/,
  },
  {
    name: "a digest reflected always without an interval",
    code: spec(
      "ImagePolicy",
      `{ imageRepositoryRef: handles.ImageRepository, policy: { numerical: {} }, digestReflectionPolicy: "Always" }`,
    ),
    error: /interval/,
  },
  {
    name: "an input provider with a url of the wrong scheme",
    code: spec("ResourceSetInputProvider", `{ type: "GitHubBranch", url: "oci://ghcr.io/a" }`),
    error: /not assignable/,
  },
  {
    name: "a source of an ArtifactGenerator without an alias",
    code: spec(
      "ArtifactGenerator",
      `{ sources: [{ ref: handles.GitRepository }], artifacts: [{ name: "a", copy: [{ from: "@a/b", to: "@artifact/" }] }] }`,
    ),
    error: /alias/,
  },
  {
    name: "an ArtifactGenerator that copies out of an aliased source",
    code: spec(
      "ArtifactGenerator",
      `{ sources: [{ ref: handles.GitRepository, alias: "a" }], artifacts: [{ name: "a", copy: [{ from: "@a/b", to: "@artifact/" }] }] }`,
    ),
  },
  {
    name: "a Secret where a field wants a ConfigMap",
    code: kustomization("kubeConfig: { configMapRef: handles.Secret }"),
    error: /Secret/,
  },
];
