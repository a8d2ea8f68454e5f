/** Shapes that several kinds share, each worded so that it holds wherever `below` places it. */
import { below, type FieldTexts } from "./field-doc.js";

/** Which objects a patch or an ignore rule is for. All fields that are set must match. */
const objectSelector: FieldTexts = {
  group:
    "API group to match, as a regular expression for the whole group; any group when absent. The core group is empty and cannot be told from absent.",
  version:
    "API version to match, without its group, as a regular expression for the whole version; any when absent.",
  kind: "Kind to match, as a regular expression for the whole kind, such as `Deployment|StatefulSet`; any when absent.",
  name: "Name to match, as a regular expression for the whole name, so `web` does not match `web-1`; any when absent.",
  namespace:
    "Namespace to match, as a regular expression for the whole namespace; any namespace when absent.",
  labelSelector:
    "Label selector in the syntax of `kubectl -l`, such as `app=web,tier notin (db)`; any labels when absent.",
  annotationSelector:
    "Selector over annotations, in the syntax of a label selector, such as `example.com/patch=yes`; any when absent.",
};

/** An item of a list of kustomize patches. */
export const patch: FieldTexts = {
  patch:
    "The patch as YAML text: either a partial object, merged strategically, or a list of JSON 6902 operations with `op`, `path` and `value`.",
  target:
    "Which objects are patched. A JSON 6902 patch needs it; a strategic merge patch without it goes to the object of its own kind and name.",
  ...below("target", objectSelector),
};

/** An item of a list of kustomize images. */
export const image: FieldTexts = {
  name: "Image to replace, as the manifests write it, without tag or digest; images of other names stay as they are.",
  newName: "Registry and repository to use instead, such as a mirror; the old name stays when absent.",
  newTag: "Tag to use instead, as a string (quote numbers); ignored when `digest` is set.",
  digest: "Digest to pin to, such as `sha256:…`; it replaces the tag and wins over `newTag`.",
};

/** An item of a list of ignore rules of drift detection. */
export const ignoreRule: FieldTexts = {
  paths:
    "JSON pointers of the fields to leave alone, such as `/spec/replicas`. Write `~1` for a slash inside a key, as in annotation names.",
  target:
    "Which objects the rule is for. Without it the paths are ignored on every object, which is rarely meant.",
  ...below("target", objectSelector),
};

/** An item of a list of health check expressions. Evaluated in the order inProgress, failed, current. */
export const healthCheckExpression: FieldTexts = {
  apiVersion:
    "API of the custom resource. Only its group is compared, so one entry serves every version of it.",
  kind: "Kind of the custom resource. Without it the entry covers each kind of the group that has no entry of its own.",
  inProgress: "CEL expression that is true while the resource still works towards its state; asked first.",
  failed:
    "CEL expression that is true once the resource has failed, which ends the wait early; asked second.",
  current:
    "CEL expression that is true when the resource is healthy; asked last. If it reads a field that is not there, the wait runs into the timeout.",
};

/** How another cluster is reached. */
export const kubeConfig: FieldTexts = {
  secretRef: "Secret with a kubeconfig, in the same namespace. Choose this or `configMapRef`, not both.",
  "secretRef.name":
    "Name of the Secret. It is read at every run, so tokens may rotate; the kubeconfig must not call helper binaries.",
  "secretRef.key": "Key that holds the kubeconfig; `value` or `value.yaml` when absent.",
  configMapRef:
    "ConfigMap that describes the cluster for login by workload identity, without a stored credential. Prefer it to `secretRef` on cloud providers.",
  "configMapRef.name":
    "Name of the ConfigMap, in the same namespace, with the keys `provider` and, as the provider needs, `cluster`, `address`, `ca.crt`, `audiences`, `serviceAccountName`.",
};

/** A Kubernetes label selector. */
export const labelSelector: FieldTexts = {
  matchLabels: "Labels that must all be present with exactly these values.",
  matchExpressions: "Conditions on labels, all of which must hold, beside those of `matchLabels`.",
  "matchExpressions[].key": "Label that the condition is about.",
  "matchExpressions[].operator": "How the label is compared: `In`, `NotIn`, `Exists` or `DoesNotExist`.",
  "matchExpressions[].values":
    "Values to compare with: needed for `In` and `NotIn`, forbidden for `Exists` and `DoesNotExist`.",
};

/** Identities that a keyless Cosign signature may carry. */
export const oidcIdentities: FieldTexts = {
  matchOIDCIdentity:
    "Who may have signed keyless; one match is enough. Set it whenever there is no `secretRef`, or any identity that Sigstore knows is trusted.",
  "matchOIDCIdentity[].issuer":
    "Regular expression (Go) for the OIDC issuer in the signing certificate. Anchor it with `^` and `$`, escape dots.",
  "matchOIDCIdentity[].subject":
    "Regular expression (Go) for the signer, such as the address of a CI workflow. Anchor it with `^` and `$`, escape dots.",
};

/** What a Git checkout follows. */
export const gitReference: FieldTexts = {
  branch:
    "Branch to follow to its tip, fetched shallow. The weakest of the reference fields; `master` if none is set.",
  tag: "Tag to check out. Wins over `branch`; a tag that is moved is followed.",
  semver:
    "Version range over tags, such as `>=1.2.0 <2.0.0`; the highest that fits is taken. Wins over `tag` and `branch`.",
  name: "Full Git reference, such as `refs/pull/420/head`. Wins over `semver`, `tag` and `branch`.",
  commit:
    "Full commit SHA to pin to; wins over all other fields. Beside `branch` only that branch is fetched, and must contain the commit.",
};

/** Who may refer to an object from other namespaces. */
export const accessFrom: FieldTexts = {
  namespaceSelectors:
    "Namespaces to admit, each item a selector on the labels of the namespace; one match is enough.",
  "namespaceSelectors[].matchLabels":
    "Labels that the namespace must all carry. An empty map admits every namespace.",
};
