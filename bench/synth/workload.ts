/** The same content for every contender: an app is a GitRepository, a Kustomization and a HelmRelease. */
export interface AppContent {
  readonly name: string;
  readonly repository: {
    readonly interval: "5m";
    readonly url: `https://${string}`;
    readonly ref: { readonly branch: string };
  };
  readonly kustomization: {
    readonly interval: "10m";
    readonly retryInterval: "2m";
    readonly timeout: "5m";
    readonly path: string;
    readonly prune: true;
    readonly wait: true;
    readonly targetNamespace: string;
    readonly postBuild: { readonly substitute: Readonly<Record<string, string>> };
  };
  readonly release: {
    readonly interval: "30m";
    readonly install: { readonly createNamespace: true; readonly remediation: { readonly retries: number } };
    readonly values: object;
  };
}

/** What an app of the workload is made of. */
export function appContent(index: number): AppContent {
  const name = `app-${String(index).padStart(5, "0")}`;
  return {
    name,
    repository: { interval: "5m", url: `https://github.com/acme/${name}`, ref: { branch: "main" } },
    kustomization: {
      interval: "10m",
      retryInterval: "2m",
      timeout: "5m",
      path: `./deploy/${name}/production`,
      prune: true,
      wait: true,
      targetNamespace: name,
      postBuild: { substitute: { cluster_name: "prod", app_name: name, region: "eu-central-1" } },
    },
    release: {
      interval: "30m",
      install: { createNamespace: true, remediation: { retries: 3 } },
      values: {
        replicaCount: 1 + (index % 5),
        image: { repository: `ghcr.io/acme/${name}`, tag: `v1.${index % 20}.${index % 7}` },
        resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "256Mi" } },
        ingress: { enabled: index % 2 === 0, hosts: [{ host: `${name}.example.com`, paths: ["/", "/api"] }] },
        env: [
          { name: "LOG_LEVEL", value: "info" },
          { name: "FEATURES", value: "yes" },
          { name: "GREETING", value: "hello: world # not a comment" },
        ],
      },
    },
  };
}

/** The objects of an app as plain data. */
export function appObjects(index: number): object[] {
  const { name, repository, kustomization, release } = appContent(index);
  const metadata = { name, namespace: "flux-system" };
  const sourceRef = { kind: "GitRepository", name };
  return [
    { apiVersion: "source.toolkit.fluxcd.io/v1", kind: "GitRepository", metadata, spec: repository },
    {
      apiVersion: "kustomize.toolkit.fluxcd.io/v1",
      kind: "Kustomization",
      metadata,
      spec: { ...kustomization, sourceRef },
    },
    {
      apiVersion: "helm.toolkit.fluxcd.io/v2",
      kind: "HelmRelease",
      metadata,
      spec: { ...release, chart: { spec: { chart: "./chart", sourceRef } } },
    },
  ];
}
