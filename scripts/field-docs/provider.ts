import { type FieldDocs, fieldDocs } from "./field-doc.js";

/** What the fields of Provider mean. */
export const providerDocs: FieldDocs = fieldDocs("Provider", {
  type: {
    type: "Service to talk to. It decides what `address`, `channel` and the Secret must hold.",
  },
  address: {
    address:
      "Where events go: a webhook's address, a repository's for Git hosts, a project or namespace for cloud services. If it holds a token, put it into the Secret as `address`, which wins.",
  },
  channel: {
    channel:
      "Channel, room, topic or routing key, where the service has such; else the one that the webhook is bound to.",
  },
  username: {
    username: "Name to post under, where the service allows one. `username` in the Secret wins.",
  },
  "secret-reference": {
    secretRef:
      "Secret with any of `address`, `token`, `username`, `password` and `headers`, as the service needs them.",
    "secretRef.name": "Name of the Secret, in the namespace of this Provider.",
  },
  "managed-identity": {
    serviceAccountName:
      "ServiceAccount of this namespace whose workload identity logs in, for `azureeventhub`, `azuredevops` and `googlepubsub`. Needs the gate `ObjectLevelWorkloadIdentity`.",
  },
  "certificate-secret-reference": {
    certSecretRef:
      "Secret with `ca.crt` to trust a private CA, and `tls.crt` with `tls.key` to show a client certificate, which not every service takes.",
    "certSecretRef.name": "Name of the Secret, in the namespace of this Provider.",
  },
  "https-proxy": {
    proxySecretRef:
      "Secret with a proxy (HTTP or HTTPS): `address` and, if it asks for them, `username` and `password`.",
    "proxySecretRef.name": "Name of the Secret, in the namespace of this Provider.",
    proxy:
      "Address of a proxy (HTTP or HTTPS), with its password in plain sight; `proxySecretRef` wins over it.",
  },
  "custom-commit-status-messages": {
    commitStatusExpr:
      "CEL expression over `event`, `provider` and `alert` for the name of a commit status, for Git hosts only. Make it differ between clusters, or they overwrite each other's.",
  },
  timeout: {
    timeout: "Limit for one request to the service; 15s when absent.",
  },
  suspend: {
    suspend:
      "Stops sending for all Alerts that use this Provider; events that occur meanwhile are lost. False by default.",
  },
  "": {
    interval: "Once how often the Secret was read; a Provider is now read whenever an event is sent.",
  },
});
