import { below, type FieldDocs, fieldDocs } from "./field-doc.js";
import { gitReference } from "./shapes.js";

/** What the fields of GitRepository mean. */
export const gitRepositoryDocs: FieldDocs = fieldDocs("GitRepository", {
  url: {
    url: "Address of the repository: `https://`, `http://` or `ssh://user@host:22/path`. The short form `git@host:path` is not understood.",
  },
  "secret-reference": {
    secretRef:
      "Secret with the credentials: `username` and `password` or `bearerToken` for HTTPS, `identity` and `known_hosts` for SSH, which always needs one. `ca.crt` adds a private CA.",
    "secretRef.name": "Name of the Secret, in the namespace of this object.",
  },
  provider: {
    provider:
      "How to log in: `generic` (default) with the Secret, `github` as a GitHub App whose keys are in the Secret, `azure` and `aws` by workload identity over HTTPS.",
  },
  "service-account-reference": {
    serviceAccountName:
      "ServiceAccount of this namespace whose workload identity logs in; for `azure` and `aws` only. Needs the gate `ObjectLevelWorkloadIdentity`.",
  },
  interval: {
    interval:
      "How often the remote is asked for a new revision, so the longest wait after a push. A Receiver makes it immediate.",
  },
  timeout: {
    timeout: "Limit for one clone or other Git operation; 60s by default. Raise it for large repositories.",
  },
  reference: {
    ref: "What to follow; the branch `master` when absent, so nearly always set. Precedence: commit, name, semver, tag, branch.",
    ...below("ref", gitReference),
  },
  verification: {
    verify:
      "Requires signatures by known keys. Without a valid one the new revision is not offered, and the old artifact stays.",
    "verify.mode":
      "What must be signed: the commit (`HEAD`, the default), the tag (`Tag`) or both (`TagAndHEAD`). `head` is an old spelling; the tag modes need a tag in `ref`.",
    "verify.secretRef": "Secret with the public keys of those who may sign.",
    "verify.secretRef.name":
      "Name of the Secret, in this namespace. Its keys end with `.asc` for OpenPGP and `.sshpub` for SSH.",
  },
  ignore: {
    ignore:
      "Patterns, as in `.gitignore`, of files to leave out. They replace the default list, which drops for instance images and CI folders. Excluding much speeds up everything downstream.",
  },
  "sparse-checkout": {
    sparseCheckout:
      "Directories to check out; the artifact then has these alone. Helps with large monorepos; all when absent.",
  },
  suspend: {
    suspend: "Stops fetching. What uses this source keeps working with the last artifact; false by default.",
  },
  "proxy-secret-reference": {
    proxySecretRef:
      "Secret with an HTTP(S) or SOCKS5 proxy: `address` and, if it asks for them, `username` and `password`. Wins over the proxy variables of the controller.",
    "proxySecretRef.name": "Name of the Secret, in the namespace of this object.",
  },
  "recurse-submodules": {
    recurseSubmodules:
      "Whether submodules are cloned too, with the same credentials; false by default. Deploy keys rarely suffice, as most hosts bind them to one repository.",
  },
  include: {
    include:
      "Other GitRepositories of this namespace whose files are copied into this artifact. A new revision of them makes a new one here.",
    "include[].repository": "GitRepository to copy from.",
    "include[].repository.name": "Name of the GitRepository, in the namespace of this object.",
    "include[].fromPath": "Directory of the included repository to copy; all of it when absent.",
    "include[].toPath":
      "Directory of this artifact to copy into; named like the included GitRepository when absent.",
  },
});
