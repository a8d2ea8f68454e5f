import { below, type FieldDocs, fieldDocs } from "./field-doc.js";
import { accessFrom } from "./shapes.js";

/** What the fields of HelmRepository mean. */
export const helmRepositoryDocs: FieldDocs = fieldDocs("HelmRepository", {
  type: {
    type: "`default` for a repository with an index over HTTP(S), `oci` for a registry, whose `url` starts with `oci://`. For new OCI charts take an OCIRepository.",
  },
  url: {
    url: "Address of the repository without the chart: where `index.yaml` lies, or `oci://host/path` up to the chart's name.",
  },
  interval: {
    interval:
      "How often the index is fetched; a minute when absent. Nothing is fetched, so nothing repeated, with `type: oci`.",
  },
  timeout: {
    timeout: "Limit for fetching the index, or for pulling a chart of an OCI repository; 60s when absent.",
  },
  provider: {
    provider:
      "How to log in to an OCI registry: `generic` (default) with the Secret, `aws`, `azure` and `gcp` with the cloud's identity. Without effect on HTTP(S) repositories.",
  },
  insecure: {
    insecure:
      "Whether plain HTTP is spoken with an OCI registry; false by default, and without effect on HTTP(S) repositories.",
  },
  "secret-reference": {
    secretRef:
      "Secret with `username` and `password`, or a Docker config for OCI. TLS keys in it are deprecated: use `certSecretRef`.",
    "secretRef.name": "Name of the Secret, in the namespace of this object.",
  },
  "mutual-tls-authentication": {
    certSecretRef:
      "Secret with `ca.crt` to trust a private CA, and `tls.crt` with `tls.key` to show a client certificate; all PEM.",
    "certSecretRef.name": "Name of the Secret, in the namespace of this object.",
  },
  "pass-credentials": {
    passCredentials:
      "Whether the credentials are also sent to other hosts that the index names for its charts; false by default. Only for indexes you trust, over HTTP(S).",
  },
  suspend: {
    suspend:
      "Stops fetching the index; charts come from the last one. Without effect with `type: oci`, false by default.",
  },
  "": {
    accessFrom: "Namespaces that may refer to this object. Reserved: no controller reads it yet.",
    ...below("accessFrom", accessFrom),
  },
});
