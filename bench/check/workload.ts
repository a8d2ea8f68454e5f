import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Files of a fleet by path. */
export type Files = Readonly<Record<string, string>>;

const ENTRY = "clusters/prod";

function helmRelease(name: string, chart: string): string {
  return `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: ${name}
  namespace: apps
  labels:
    app.kubernetes.io/part-of: shop
spec:
  interval: 30m
  timeout: 5m
${chart}
  install:
    strategy:
      name: RetryOnFailure
      retryInterval: 5m
  upgrade:
    strategy:
      name: RetryOnFailure
      retryInterval: 5m
  driftDetection:
    mode: enabled
  values:
    replicaCount: 3
    image:
      repository: ghcr.io/shop/${name}
      tag: "1.4.2"
    resources:
      requests: { cpu: 100m, memory: 128Mi }
      limits: { memory: 256Mi }
    ingress:
      enabled: true
      hosts:
        - host: ${name}.example.org
          paths: ["/", "/api"]
    # read by the program at its start
    config: |
      log: info
      workers: 4
`;
}

const namespace = `apiVersion: v1
kind: Namespace
metadata:
  name: apps
`;

function app(name: string): string {
  return `apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata:
  name: ${name}
  namespace: apps
spec:
  interval: 10m
  url: oci://ghcr.io/shop/charts/${name}
  layerSelector:
    mediaType: application/vnd.cncf.helm.chart.content.v1.tar+gzip
    operation: copy
  ref:
    semver: 1.x
---
${helmRelease(name, `  chartRef:\n    kind: OCIRepository\n    name: ${name}`)}---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata:
  name: ${name}
  namespace: apps
spec:
  image: ghcr.io/shop/${name}
  interval: 1h
  exclusionList: ["^.*\\\\.sig$"]
`;
}

/** Objects of Flux only, three of them in a file: what the judging of single objects costs. */
export function fluxObjects(count: number): Files {
  const files: Record<string, string> = { [`${ENTRY}/namespace.yaml`]: namespace };
  for (let i = 0; i < count / 3; i++) files[`${ENTRY}/${folderOf(i)}/app-${i}.yaml`] = app(`app-${i}`);
  return files;
}

/** As many Kustomizations as HelmReleases: each Kustomization builds a directory with a patch and a release. */
export function renderedFleet(count: number): Files {
  const files: Record<string, string> = {
    [`${ENTRY}/namespace.yaml`]: namespace,
    [`${ENTRY}/flux-system/sync.yaml`]: sync,
    [`${ENTRY}/charts.yaml`]: charts,
  };
  for (let i = 0; i < count; i++) {
    const name = `app-${i}`;
    const directory = `apps/${folderOf(i)}/${name}`;
    files[`${ENTRY}/${folderOf(i)}/${name}.yaml`] = kustomization(name, directory);
    files[`${directory}/kustomization.yaml`] = built(name);
    files[`${directory}/release.yaml`] = helmRelease(name, chart);
  }
  return files;
}

/** A directory of a few dozen files, as people keep them. */
function folderOf(i: number): string {
  return `team-${Math.floor(i / 50)}`;
}

const chart = `  chart:
    spec:
      chart: web
      version: 1.x
      sourceRef:
        kind: HelmRepository
        name: charts`;

const charts = `apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata:
  name: charts
  namespace: apps
spec:
  interval: 1h
  url: https://charts.example.org
`;

const sync = `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: flux-system
  namespace: flux-system
spec:
  interval: 1m
  url: https://github.com/shop/fleet
  ref:
    branch: main
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: flux-system
  namespace: flux-system
spec:
  interval: 10m
  path: ./${ENTRY}
  prune: true
  sourceRef:
    kind: GitRepository
    name: flux-system
`;

function kustomization(name: string, path: string): string {
  return `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: ${name}
  namespace: flux-system
spec:
  interval: 10m
  retryInterval: 2m
  timeout: 5m
  path: ./${path}
  prune: true
  wait: true
  sourceRef:
    kind: GitRepository
    name: flux-system
  commonMetadata:
    labels:
      team: shop
  postBuild:
    substitute:
      region: eu-west
`;
}

function built(name: string): string {
  return `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: apps
resources:
  - release.yaml
patches:
  - target:
      kind: HelmRelease
      name: ${name}
    patch: |
      - op: replace
        path: /spec/values/replicaCount
        value: 5
`;
}

/** Writes files below a directory. */
export function writeFiles(directory: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(directory, path);
    mkdirSync(join(file, ".."), { recursive: true });
    writeFileSync(file, text);
  }
}
