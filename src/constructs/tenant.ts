import { ApiObject } from "cdk8s";
import { Construct } from "constructs";
import type { ObjectHandle } from "../flux/ref.js";
import { external } from "./external.js";
import type { SyncSource } from "./flux-sync.js";
import { GitRepository } from "./git-repository.js";
import type { KustomizationProps } from "./kustomization.js";
import { Kustomization } from "./kustomization.js";
import { OCIRepository } from "./oci-repository.js";

/** What a tenant applies: a source of its own, and fields of the Kustomization that builds it. */
export type TenantSync = SyncSource & Partial<KustomizationProps>;

/** What may be said of a tenant. */
export interface TenantProps {
  /** The tenant's namespaces; its Flux objects live in the first. Default: one, named as the tenant. */
  readonly namespaces?: readonly [string, ...string[]];
  /**
   * ClusterRole that the tenant has in its namespaces. Default: `admin`, which has no rights over the namespaces
   * themselves, quotas, or anything outside them.
   */
  readonly clusterRole?: string;
  /** What the tenant applies. Absent: only namespaces, account and rights. */
  readonly sync?: TenantSync;
  /** Labels for the tenant's namespaces, such as the level of Pod Security. */
  readonly namespaceLabels?: Readonly<Record<string, string>>;
}

const TENANT_LABEL = "toolkit.fluxcd.io/tenant";

/**
 * A team that applies its own repository with its own rights: namespaces, a ServiceAccount named as the tenant, a
 * RoleBinding in each namespace, and a source with a Kustomization that applies as this account. It holds under
 * lockdown (`--no-cross-namespace-refs` and a default service account without rights), since every reference stays
 * in the tenant's namespace.
 *
 * @see https://fluxcd.io/flux/installation/configuration/multitenancy/
 *
 * @example
 * new Tenant(tenants, "team-a", {
 *   sync: { git: { url: "https://github.com/acme/team-a", ref: { branch: "main" } }, path: "./deploy" },
 * });
 */
export class Tenant extends Construct {
  /** Account that the tenant's Kustomizations and HelmReleases apply as. */
  readonly serviceAccount: ObjectHandle<"ServiceAccount">;
  /** Namespace of the tenant's Flux objects. */
  readonly namespace: string;

  constructor(scope: Construct, id: string, props: TenantProps = {}) {
    super(scope, id);
    const { namespaces = [id] as const, clusterRole = "admin", sync, namespaceLabels } = props;
    this.namespace = namespaces[0];
    this.serviceAccount = external({ kind: "ServiceAccount", name: id, namespace: this.namespace });
    for (const namespace of namespaces) {
      new ApiObject(this, `namespace-${namespace}`, {
        apiVersion: "v1",
        kind: "Namespace",
        metadata: { name: namespace, labels: { [TENANT_LABEL]: id, ...namespaceLabels } },
      });
    }
    new ApiObject(this, "account", {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name: id, namespace: this.namespace, labels: { [TENANT_LABEL]: id } },
    });
    for (const namespace of namespaces) this.#grant(namespace, clusterRole);
    if (sync !== undefined) this.#sync(sync, namespaces.length === 1);
  }

  #grant(namespace: string, clusterRole: string): void {
    const name = this.node.id;
    new ApiObject(this, `rights-${namespace}`, {
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "RoleBinding",
      metadata: { name: `${name}-reconciler`, namespace, labels: { [TENANT_LABEL]: name } },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: clusterRole },
      subjects: [{ kind: "ServiceAccount", name, namespace: this.namespace }],
    });
  }

  /** Objects of a tenant with one namespace go there; with several, its repository says which. */
  #sync({ git, oci, ...kustomization }: TenantSync, hasOneNamespace: boolean): void {
    const metadata = {
      name: this.node.id,
      namespace: this.namespace,
      labels: { [TENANT_LABEL]: this.node.id },
    };
    const source =
      git === undefined
        ? new OCIRepository(this, "source", { metadata, interval: "1m", ...oci })
        : new GitRepository(this, "source", { metadata, interval: "1m", ...git });
    new Kustomization(this, "sync", {
      metadata,
      interval: "10m",
      sourceRef: source,
      prune: true,
      serviceAccountName: this.serviceAccount,
      ...(hasOneNamespace ? { targetNamespace: this.namespace } : {}),
      ...kustomization,
    });
  }
}
