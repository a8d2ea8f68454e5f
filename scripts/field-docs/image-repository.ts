import { below, type FieldDocs, fieldDocs } from "./field-doc.js";
import { accessFrom } from "./shapes.js";

/** What the fields of ImageRepository mean. */
export const imageRepositoryDocs: FieldDocs = fieldDocs("ImageRepository", {
  image: {
    image: "Image to scan, without scheme and without tag: `ghcr.io/org/app`, or `org/app` on Docker Hub.",
  },
  interval: {
    interval:
      "How often tags are listed, so the longest wait before a new image is seen. Mind the registry's rate limits.",
  },
  timeout: {
    timeout: "Limit for one scan; as `interval` when absent.",
  },
  "secret-reference": {
    secretRef:
      "Secret of type `kubernetes.io/dockerconfigjson` with the registry's login; not needed for public images.",
    "secretRef.name": "Name of the Secret, in the namespace of this object.",
  },
  "serviceaccount-name": {
    serviceAccountName:
      "ServiceAccount of this namespace: with `generic` its image pull secrets are used, with a cloud provider its workload identity (gate `ObjectLevelWorkloadIdentity`).",
  },
  "certificate-secret-reference": {
    certSecretRef:
      "Secret with `ca.crt` to trust a private CA, and `tls.crt` with `tls.key` to show a client certificate; all PEM.",
    "certSecretRef.name": "Name of the Secret, in the namespace of this object.",
  },
  "proxy-secret-reference": {
    proxySecretRef: "Secret with a proxy: `address` and, if it asks for them, `username` and `password`.",
    "proxySecretRef.name": "Name of the Secret, in the namespace of this object.",
  },
  suspend: {
    suspend: "Stops scanning. Policies keep choosing among the tags known so far; false by default.",
  },
  "access-from": {
    accessFrom: "Other namespaces whose ImagePolicies may use this scan; none but its own when absent.",
    ...below("accessFrom", accessFrom),
  },
  "exclusion-list": {
    exclusionList:
      "Regular expressions of tags to forget, such as signatures; `^.*\\.sig$` when absent, so repeat that in a list of your own.",
  },
  insecure: {
    insecure: "Whether plain HTTP is spoken with the registry; false by default.",
  },
  provider: {
    provider:
      "How to log in: `generic` (default) with a Secret or pull secrets, `aws`, `azure` and `gcp` with the cloud's own identity and no Secret.",
  },
});
