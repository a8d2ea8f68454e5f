import { type FieldDocs, fieldDocs } from "./field-doc.js";

/** What the fields of Bucket mean. */
export const bucketDocs: FieldDocs = fieldDocs("Bucket", {
  provider: {
    provider:
      "API of the storage: `generic` (default) for anything that speaks S3, such as MinIO, else `aws`, `azure` or `gcp` with the cloud's own login.",
  },
  "bucket-name": {
    bucketName: "Name of the bucket, or of the container on Azure.",
  },
  endpoint: {
    endpoint:
      "Host of the storage, such as `s3.amazonaws.com` or `minio.example.com:9000`; the account's blob address on Azure.",
  },
  region: {
    region: "Region of the bucket. Some S3 services refuse to answer without it.",
  },
  prefix: {
    prefix:
      "Start of the keys to download, filtered by the server; cheaper than `ignore`. Without effect with `azure`.",
  },
  ignore: {
    ignore: "Patterns, as in `.gitignore`, of objects not to download. They replace the default list.",
  },
  interval: {
    interval: "How often the bucket is listed for changes, so the longest wait after an upload.",
  },
  timeout: {
    timeout: "Limit for listing and downloading; 60s by default. Raise it for many or large objects.",
  },
  insecure: {
    insecure: "Whether plain HTTP is spoken with the endpoint; false by default.",
  },
  "secret-reference": {
    secretRef:
      "Secret with static credentials, whose keys depend on `provider`: `accesskey` and `secretkey` for S3, `serviceaccount` for Google. Excludes `serviceAccountName`.",
    "secretRef.name": "Name of the Secret, in the namespace of this object.",
  },
  "service-account-reference": {
    serviceAccountName:
      "ServiceAccount of this namespace whose workload identity logs in to a cloud provider; excludes `secretRef`. Needs the gate `ObjectLevelWorkloadIdentity`.",
  },
  "mutual-tls-authentication": {
    certSecretRef:
      "Secret with `ca.crt` to trust a private CA, and `tls.crt` with `tls.key` to show a client certificate; for `generic` only.",
    "certSecretRef.name": "Name of the Secret, in the namespace of this object.",
  },
  "proxy-secret-reference": {
    proxySecretRef:
      "Secret with a proxy: `address` and, if it asks for them, `username` and `password`. Used for `sts` as well.",
    "proxySecretRef.name": "Name of the Secret, in the namespace of this object.",
  },
  sts: {
    sts: "Security token service that hands out short-lived credentials; for `aws` and `generic` only.",
    "sts.provider": "Kind of token service: `aws` goes with the provider `aws`, `ldap` with `generic`.",
    "sts.endpoint":
      "Address of the token service, with its scheme: a regional or private AWS endpoint, or that of the LDAP login.",
    "sts.secretRef": "Secret with `username` and `password` for the token service; for `ldap` only.",
    "sts.secretRef.name": "Name of the Secret, in the namespace of this object.",
    "sts.certSecretRef":
      "Secret with `ca.crt`, `tls.crt` and `tls.key` for the token service, as in `certSecretRef`; for `ldap` only.",
    "sts.certSecretRef.name": "Name of the Secret, in the namespace of this object.",
  },
  suspend: {
    suspend:
      "Stops downloading. What uses this source keeps working with the last artifact; false by default.",
  },
});
