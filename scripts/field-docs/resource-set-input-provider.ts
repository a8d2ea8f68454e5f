import { below, type FieldDocs, fieldDocs } from "./field-doc.js";
import { labelSelector } from "./shapes.js";

/** What the fields of ResourceSetInputProvider mean. */
export const resourceSetInputProviderDocs: FieldDocs = fieldDocs("ResourceSetInputProvider", {
  type: {
    type: "Where inputs come from. It decides which keys each set has, such as `branch` and `sha`, and which other fields are allowed.",
  },
  url: {
    url: "Address to ask: that of the repository for Git hosts, `oci://…` for registries, an endpoint for `ExternalService`. Forbidden for `Static` and `ExternalArtifact`.",
  },
  insecure: {
    insecure:
      "Whether plain HTTP is allowed, for `ExternalService` and `OCIArtifactTag` only; false by default.",
  },
  filter: {
    filter: "Which of the results become inputs, and how many.",
    "filter.limit":
      "Most sets to export; 100 by default, 10,000 at most. What is beyond it is dropped silently.",
    "filter.labels": "Labels that a pull or merge request must carry.",
    "filter.includeBranch": "Regular expression that a branch's name must match.",
    "filter.excludeBranch":
      "Regular expression of branch names to leave out, even if `includeBranch` matches.",
    "filter.includeTag": "Regular expression that a tag must match.",
    "filter.excludeTag":
      "Regular expression of tags to leave out, such as signatures, even if `includeTag` matches.",
    "filter.includeEnvironment": "Regular expression that the name of a GitLab environment must match.",
    "filter.excludeEnvironment":
      "Regular expression of environment names to leave out, even if `includeEnvironment` matches.",
    "filter.semver":
      "Version range that tags must be in, sorted from the highest; with `limit: 1` the newest. Absent, tags come in reverse alphabetical order.",
  },
  skip: {
    skip: "When a pull or merge request keeps the inputs exported before; one that has none yet is left out.",
    "skip.labels":
      "Labels of a pull or merge request, any of which holds its inputs back; with a leading `!`, the absence of the label does.",
  },
  "default-values": {
    defaultValues: "Values put into each set where the source gives none; for `Static`, the one set itself.",
  },
  selectors: {
    selectors: "ExternalArtifacts to find; needed for the type `ExternalArtifact` and forbidden for others.",
    "selectors[].name": "Name of one ExternalArtifact. Excludes the label conditions.",
    "selectors[].namespace":
      "Namespace to look in; that of this object when absent, all for `*`, which needs the right to list them cluster-wide.",
    ...below("selectors[]", labelSelector),
  },
  "secret-based": {
    secretRef:
      "Secret with the credentials: `username` and `password` (a token) for Git hosts, a Docker config for `OCIArtifactTag`. Not for the cloud types, which log in by identity.",
    "secretRef.name": "Name of the Secret, in the namespace of this object.",
  },
  "secret-less": {
    serviceAccountName:
      "ServiceAccount of this namespace whose workload identity logs in to AWS, Azure or Google, and whose pull secrets serve `OCIArtifactTag`. The operator's own identity when absent.",
  },
  "tls-certificate-configuration": {
    certSecretRef:
      "Secret with `ca.crt` to trust a private CA, and `tls.crt` with `tls.key` to show a client certificate; not for the cloud types.",
    "certSecretRef.name": "Name of the Secret, in the namespace of this object.",
  },
  schedule: {
    schedule:
      "When the source is asked; one entry that fits is enough. Regularly, by annotation, when absent.",
    "schedule[].cron": "Times as a cron expression, such as `0 8 * * 1-5`.",
    "schedule[].timeZone": "Time zone of `cron` by its IANA name, such as `Europe/Berlin`; `UTC` by default.",
    "schedule[].window":
      "How long after each time runs are allowed, and outside of it refused: zero (default) sets no bounds, else at least twice the timeout of a run.",
  },
});
