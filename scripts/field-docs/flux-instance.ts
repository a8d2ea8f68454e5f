import { below, type FieldDocs, fieldDocs } from "./field-doc.js";
import { patch } from "./shapes.js";

/** What the fields of FluxInstance mean. */
export const fluxInstanceDocs: FieldDocs = fieldDocs("FluxInstance", {
  "distribution-configuration": {
    distribution: "Which Flux is installed, and from where.",
  },
  "distribution-version": {
    "distribution.version":
      "Version, or range such as `2.9.x`, which is then upgraded by itself; a range of minors (`2.x`) may bring breaking changes.",
  },
  "distribution-registry": {
    "distribution.registry":
      "Registry of the controllers' images, such as `ghcr.io/fluxcd`, or a mirror of it.",
  },
  "distribution-registry-mirrors": {
    "distribution.variant":
      "Which build of the images a mirror holds; needed when `registry` is none of the well-known ones.",
  },
  "distribution-image-pull-secret": {
    "distribution.imagePullSecret":
      "Name of a Secret of type `kubernetes.io/dockerconfigjson`, in this namespace, to pull the images with.",
  },
  "distribution-artifact": {
    "distribution.artifact":
      "OCI artifact with the manifests, asked regularly for newer patches and image digests. Absent, those built into the operator are used, as suits closed networks.",
  },
  "distribution-artifact-pull-secret": {
    "distribution.artifactPullSecret":
      "Name of a Secret of type `kubernetes.io/dockerconfigjson`, in this namespace, to pull the artifact with.",
  },
  "components-configuration": {
    components:
      "Controllers to install; source-, kustomize-, helm- and notification-controller when absent. Image automation and source-watcher must be named.",
  },
  "cluster-configuration": {
    cluster: "What the cluster is like, which decides on sizes, isolation and network rules.",
  },
  "cluster-type": {
    "cluster.type": "Platform, for what it needs specially; `kubernetes` by default.",
  },
  "cluster-size": {
    "cluster.size":
      "Concurrency and limits of the controllers: `small` for tens of apps, `medium` for hundreds, `large` for up to a thousand. Flux's own defaults when absent; beyond, use `sharding`.",
  },
  "cluster-multitenant": {
    "cluster.multitenant":
      "Whether tenants are locked in: no references across namespaces, and a default ServiceAccount for what is applied; false by default.",
    "cluster.tenantDefaultServiceAccount":
      "ServiceAccount to apply as where an object names none, under `multitenant`, and to log in with under `multitenantWorkloadIdentity`; `default` when absent.",
  },
  "object-level-workload-identity": {
    "cluster.objectLevelWorkloadIdentity":
      "Whether objects may log in to clouds with ServiceAccounts of their own, by setting the feature gate and its rights; from Flux 2.6.",
  },
  "multitenant-workload-identity": {
    "cluster.multitenantWorkloadIdentity":
      "Whether objects that name no ServiceAccount log in with their tenant's instead of the controller's; false by default. Needs `objectLevelWorkloadIdentity`.",
  },
  "service-account-configuration": {
    "cluster.tenantDefaultDecryptionServiceAccount":
      "ServiceAccount of the tenant to decrypt with where a Kustomization names none, under `multitenantWorkloadIdentity`; `default` when absent.",
    "cluster.tenantDefaultKubeConfigServiceAccount":
      "ServiceAccount of the tenant to reach remote clusters with where the ConfigMap names none, under `multitenantWorkloadIdentity`; `default` when absent.",
  },
  "cluster-network-policy": {
    "cluster.networkPolicy":
      "Whether other namespaces are kept from reaching the controllers; true by default.",
  },
  "cluster-domain": {
    "cluster.domain":
      "Domain of the cluster's DNS, for addresses between the controllers; `cluster.local` by default.",
  },
  "storage-configuration": {
    storage:
      "Volume for source-controller's artifacts, so that they outlive a restart; none, so fetched again, when absent.",
  },
  "storage-class": {
    "storage.class": "Storage class of the volume.",
  },
  "storage-size": {
    "storage.size": "Size of the volume as a quantity, such as `10Gi`.",
  },
  "sharding-configuration": {
    sharding:
      "Further sets of controllers, each for the objects that carry its label; for thousands of apps.",
  },
  "sharding-key": {
    "sharding.key": "Label that assigns an object to a shard; `sharding.fluxcd.io/key` by default.",
  },
  shards: {
    "sharding.shards":
      "Names of the shards, the label's values. Objects that refer to each other belong into the same one.",
  },
  "sharding-storage": {
    "sharding.storage":
      "Where shards keep artifacts: `ephemeral` (default), or `persistent` with a volume each as `storage` says, which must be set.",
  },
  "common-metadata": {
    commonMetadata:
      "Labels and annotations put on everything installed; they replace the object's own of the same key.",
    "commonMetadata.labels": "Labels by key.",
    "commonMetadata.annotations": "Annotations by key.",
  },
  "kustomize-patches": {
    kustomize: "Changes to Flux's own manifests.",
    "kustomize.patches":
      "Kustomize patches laid over the controllers' manifests, in order: for flags, resources, tolerations and the like.",
    ...below("kustomize.patches[]", patch),
  },
  "sync-configuration": {
    sync: "What the cluster is synced from: a source and a Kustomization that applies it, as `flux bootstrap` would make them.",
    "sync.kind": "Kind of the source.",
    "sync.name":
      "Name of the source and of the Kustomization; the name of this namespace when absent. It cannot be changed later.",
    "sync.url":
      "Address of the source: `https://` or `ssh://` for Git, `oci://` for a registry, the endpoint for a bucket.",
    "sync.ref":
      "What to follow: a full Git reference such as `refs/heads/main`, the tag of an artifact, or the name of the bucket.",
    "sync.path": "Directory of the source to apply, as `path` of a Kustomization.",
    "sync.interval": "How often the source is looked at; 1m by default.",
    "sync.provider":
      "How to log in without a Secret, as `provider` of the source. `aws` for Git needs Flux 2.9; empty or `generic` means by Secret.",
    "sync.pullSecret":
      "Name of the Secret, in this namespace, with the source's credentials, as `secretRef` of the source.",
  },
  "resources-migration-configuration": {
    migrateResources:
      "Whether stored objects are rewritten to the newest API version after an upgrade; true by default. Without it a later upgrade may fail on removed versions.",
  },
  "": {
    wait: "Whether Ready waits until the controllers are healthy; true by default.",
  },
});
