import { below, type FieldDocs, fieldDocs } from "./field-doc.js";
import { oidcIdentities } from "./shapes.js";

/** What the fields of OCIRepository mean. */
export const ociRepositoryDocs: FieldDocs = fieldDocs("OCIRepository", {
  url: {
    url: "Address of the repository, as `oci://host/org/name`. Tag and digest do not belong here but in `ref`.",
  },
  provider: {
    provider:
      "How to log in: `generic` (default) with a Secret or pull secrets, `aws`, `azure` and `gcp` with the cloud's own identity and no Secret.",
  },
  "secret-reference": {
    secretRef:
      "Secret of type `kubernetes.io/dockerconfigjson` with the registry's login; not needed for public artifacts.",
    "secretRef.name": "Name of the Secret, in the namespace of this object.",
  },
  "service-account-reference": {
    serviceAccountName:
      "ServiceAccount of this namespace: with `generic` its image pull secrets are used, with a cloud provider its workload identity (gate `ObjectLevelWorkloadIdentity`).",
  },
  "mutual-tls-authentication": {
    certSecretRef:
      "Secret with `ca.crt` to trust a private CA, and `tls.crt` with `tls.key` to show a client certificate; all PEM.",
    "certSecretRef.name": "Name of the Secret, in the namespace of this object.",
  },
  "proxy-secret-reference": {
    proxySecretRef:
      "Secret with a proxy: `address` and, if it asks for them, `username` and `password`. Keyless Cosign verification does not go through it.",
    "proxySecretRef.name": "Name of the Secret, in the namespace of this object.",
  },
  insecure: {
    insecure:
      "Whether plain HTTP is spoken with the registry; false by default. For local test registries only.",
  },
  interval: {
    interval: "How often the registry is asked what `ref` points to, so the longest wait after a push.",
  },
  timeout: {
    timeout: "Limit for one operation on the registry, such as a pull; 60s by default.",
  },
  reference: {
    ref: "What to follow; the tag `latest` when absent. Precedence: digest, semver, tag.",
  },
  "tag-example": {
    "ref.tag": "Tag to follow; `latest` if nothing is set. A tag that is pushed again brings a new revision.",
  },
  "semver-example": {
    "ref.semver":
      "Version range over tags, such as `1.x` or `>=1.0.0-0` to admit pre-releases; the highest is taken. Wins over `tag`.",
  },
  "semverfilter-example": {
    "ref.semverFilter":
      "Regular expression that tags must match before `semver` looks at them; without `semver` it does nothing.",
  },
  "digest-example": {
    "ref.digest":
      "Digest to pin to, as `sha256:…`; wins over all other fields, and the artifact never changes.",
  },
  "layer-selector": {
    layerSelector:
      "Which layer of the artifact is taken; the first when absent. A Helm chart needs the chart's layer.",
    "layerSelector.mediaType":
      "Media type of the layer; the first that has it is taken. `application/vnd.cncf.helm.chart.content.v1.tar+gzip` is that of Helm charts.",
    "layerSelector.operation":
      "`extract` (default) unpacks the layer, for manifests; `copy` keeps the archive as it is, as a HelmRelease wants its chart.",
  },
  ignore: {
    ignore:
      "Patterns, as in `.gitignore`, of files to leave out of the artifact. They replace the default list.",
  },
  verification: {
    verify:
      "Requires a signature on the artifact. Without a valid one the new revision is not offered, and the old artifact stays.",
    "verify.provider":
      "Tool that made the signature: `cosign` (default) or `notation`, which always needs a Secret.",
    "verify.secretRef":
      "Secret with what is trusted: public keys for Cosign; certificates and a trust policy for Notation. Without it Cosign verifies keyless.",
    "verify.secretRef.name":
      "Name of the Secret, in this namespace. Its keys end with `.pub` for Cosign and `.crt` or `.pem` for Notation.",
  },
  "keyless-verification": below("verify", oidcIdentities),
  "custom-sigstore-infrastructure-self-hosted-rekor--fulcio": {
    "verify.trustedRootSecretRef":
      "Secret with the trust root of a Sigstore of your own, for keyless Cosign signatures that the public one does not know.",
    "verify.trustedRootSecretRef.name":
      "Name of the Secret, in this namespace, with the key `trusted_root.json`.",
  },
  suspend: {
    suspend: "Stops pulling. What uses this source keeps working with the last artifact; false by default.",
  },
});
