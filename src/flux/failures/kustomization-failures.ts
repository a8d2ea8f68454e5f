import type { FailureClass } from "./failure-class.js";

const build = ["BuildFailed"];
const apply = ["ReconciliationFailed"];

/**
 * Failures of building and applying a Kustomization.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#conditions
 */
export const kustomizationFailures: readonly FailureClass[] = [
  {
    id: "path-not-found",
    kinds: ["Kustomization"],
    reasons: ["ArtifactFailed"],
    message: /kustomization path not found|no such file or directory|not a directory/i,
    means: "The source has no such path at this revision; paths are case-sensitive.",
    fix: "Correct spec.path, or commit the directory.",
    next: ["reconcile"],
  },
  {
    id: "artifact",
    kinds: ["Kustomization"],
    reasons: ["ArtifactFailed"],
    means: "The source's artifact cannot be fetched or unpacked.",
    fix: "Look at the source, then at source-controller.",
    next: ["reconcile"],
  },
  {
    id: "substitution",
    kinds: ["Kustomization"],
    reasons: build,
    message: /envsubst|variable substitution failed|substitute from/i,
    means: "postBuild substitution failed: a variable, or the ConfigMap or Secret that holds it, is missing.",
    fix: "Define the variable, mark the reference optional, or escape the text as $${…}.",
    next: ["reconcile"],
  },
  {
    id: "decryption",
    kinds: ["Kustomization"],
    reasons: build,
    message: /decrypt|sops|^secrets "[^"]+" not found/i,
    means: "An encrypted file cannot be decrypted with the configured keys.",
    fix: "Check the Secret of spec.decryption, and the recipients in .sops.yaml.",
    next: ["reconcile"],
  },
  {
    id: "malformed-yaml",
    kinds: ["Kustomization"],
    reasons: build,
    message:
      /MalformedYAMLError|failed to decode Kubernetes YAML|(?<![\w.])yaml: |missing metadata|Object 'Kind' is missing|missing Resource metadata/i,
    means: "A file below the path is not a Kubernetes manifest.",
    fix: "Correct the file that the message names.",
    next: ["reconcile"],
  },
  {
    id: "kustomize-build",
    kinds: ["Kustomization"],
    reasons: build,
    means: "kustomize cannot build the path.",
    fix: "Run `fluxwright check`: it builds the same path and names the line.",
    next: ["reconcile"],
  },
  {
    id: "crd-missing",
    kinds: ["Kustomization"],
    reasons: apply,
    message: /no matches for kind|could not find the requested resource|resource mapping not found/i,
    means: "The CRD of a custom resource is not installed, or not in that version.",
    fix: "Let it depend on what installs the CRD, or correct the apiVersion.",
    next: ["reconcile"],
  },
  {
    id: "immutable-field",
    kinds: ["Kustomization"],
    reasons: apply,
    message: /field is immutable|is immutable|may not change|cannot be changed/i,
    means: "The change touches a field that Kubernetes does not let change.",
    fix: "Take the change back, or have the object created anew.",
    next: ["recreate", "reconcile"],
  },
  {
    id: "admission-denied",
    kinds: ["Kustomization"],
    reasons: apply,
    message:
      /admission webhook|denied the request|failed calling webhook|ValidatingAdmissionPolicy|violates PodSecurity/i,
    means: "An admission webhook or policy refused the object, or could not be asked.",
    fix: "Satisfy the policy that the message names, or bring its webhook up first.",
    next: ["reconcile"],
  },
  {
    id: "apply-conflict",
    kinds: ["Kustomization"],
    reasons: apply,
    message: /conflicts? with|Apply failed with \d+ conflict/i,
    means: "Another manager owns a field that this build sets.",
    fix: "Let one owner set the field.",
    next: ["reconcile"],
  },
  {
    id: "invalid-object",
    kinds: ["Kustomization"],
    reasons: apply,
    message:
      /dry-run failed|\(Invalid\)|\(BadRequest\)|is invalid|unknown field|Required value|validation failed|failed to create typed patch/i,
    means: "The API server does not accept an object of this build.",
    fix: "Correct the object that the message names.",
    next: ["reconcile"],
  },
  {
    id: "prune",
    kinds: ["Kustomization"],
    reasons: ["PruneFailed"],
    means: "An object that left the build could not be deleted.",
    fix: "Look for a finalizer or a webhook that holds the object.",
    next: ["wait", "reconcile"],
  },
  {
    id: "apply",
    kinds: ["Kustomization"],
    reasons: apply,
    means: "The build could not be applied.",
    fix: "Correct what the message names.",
    next: ["reconcile"],
  },
];
