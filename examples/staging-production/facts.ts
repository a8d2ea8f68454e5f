/** What differs between the clusters; everything else is the same by construction. */
export interface ClusterFacts {
  readonly name: "staging" | "production";
  /** Domain below which the apps are reached. */
  readonly domain: string;
  /** Which versions of podinfo the cluster takes: staging also those before a release. */
  readonly podinfo: string;
  readonly replicas: number;
  /** ACME server that signs certificates. */
  readonly acme: string;
}

export const clusters: readonly ClusterFacts[] = [
  {
    name: "staging",
    domain: "staging.example.com",
    podinfo: ">=6.0.0-0 <7.0.0",
    replicas: 1,
    acme: "https://acme-staging-v02.api.letsencrypt.org/directory",
  },
  {
    name: "production",
    domain: "example.com",
    podinfo: ">=6.0.0 <7.0.0",
    replicas: 3,
    acme: "https://acme-v02.api.letsencrypt.org/directory",
  },
];
