import type { DocumentedKind } from "./field-doc.js";

/** One sentence for each kind: what an object of it makes Flux do. The docstring of its class. */
export const kindDocs: Readonly<Record<DocumentedKind, string>> = {
  GitRepository:
    "Fetches a Git repository at a branch, tag, commit or version range, and offers it as an artifact.",
  OCIRepository:
    "Pulls an OCI artifact (manifests or a Helm chart) from a container registry, and offers one layer of it.",
  HelmRepository:
    "Names a Helm repository: an HTTP(S) index that is fetched, or an OCI registry that is only looked up.",
  HelmChart: "Fetches or packages one Helm chart out of a HelmRepository, GitRepository or Bucket.",
  Bucket:
    "Downloads the objects of an S3-compatible, AWS, Google Cloud or Azure bucket, and offers them as an artifact.",
  ExternalArtifact:
    "Announces an artifact that a controller other than source-controller has made and stored.",
  ArtifactGenerator:
    "Composes new artifacts out of files of several sources, or splits one source into many artifacts.",
  Kustomization:
    "Builds a directory of a source with kustomize, applies the result, checks its health and prunes what is gone.",
  HelmRelease:
    "Installs a Helm chart as a release, and upgrades, tests, rolls back and corrects it as declared.",
  Alert: "Sends the events of chosen Flux objects to a Provider.",
  Provider:
    "Describes where notifications go: a chat, a Git host's commit status, an incident tool or a webhook.",
  Receiver: "Opens a webhook address that makes Flux reconcile objects as soon as something was pushed.",
  ImageRepository: "Scans the tags of one container image and remembers them for ImagePolicies.",
  ImagePolicy: "Elects the newest image among the tags that an ImageRepository has found.",
  ImageUpdateAutomation:
    "Writes the images that ImagePolicies elected into files of a Git repository, and commits and pushes them.",
  FluxInstance:
    "Installs Flux on a cluster through the Flux Operator, keeps it at a version and syncs the cluster from a source.",
  ResourceSet:
    "Renders templates once for each set of inputs, and applies the resulting objects as one group.",
  ResourceSetInputProvider:
    "Supplies ResourceSets with inputs found in branches, tags, pull requests, artifacts or a service.",
};
