import { below, type FieldDocs, fieldDocs } from "./field-doc.js";
import { gitReference, labelSelector } from "./shapes.js";

/** What the fields of ImageUpdateAutomation mean. */
export const imageUpdateAutomationDocs: FieldDocs = fieldDocs("ImageUpdateAutomation", {
  "source-reference": {
    sourceRef:
      "GitRepository to write to. Its credentials must allow pushing; its timeout and proxy are used too.",
    "sourceRef.apiVersion": "API version of the source. Seldom needed, since the kind alone decides.",
    "sourceRef.kind": "Kind of the source; only Git can be written to.",
    "sourceRef.name": "Name of the GitRepository.",
    "sourceRef.namespace":
      "Namespace of the GitRepository; that of this object when absent. Another one is refused under `--no-cross-namespace-refs`.",
  },
  "git-specification": {
    git: "How to check out, commit and push. Needed in practice, since it names the author.",
  },
  checkout: {
    "git.checkout":
      "What to start from; as the GitRepository says when absent. Needed if that follows a tag or commit.",
    "git.checkout.ref": "Reference to check out; name a branch here if commits shall go back to it.",
    ...below("git.checkout.ref", gitReference),
  },
  commit: {
    "git.commit": "How commits are made.",
  },
  author: {
    "git.commit.author": "Whom commits are said to be by.",
    "git.commit.author.email":
      "Address of the author. Give the bot one of its own, so that its commits can be told from people's.",
    "git.commit.author.name": "Name of the author.",
  },
  "signing-key": {
    "git.commit.signingKey": "Key to sign commits with; unsigned when absent.",
    "git.commit.signingKey.type": "Kind of key: `gpg` (default) or `ssh`.",
    "git.commit.signingKey.secretRef":
      "Secret with the private key: `git.asc` and perhaps `passphrase` for OpenPGP, `identity` and perhaps `password` for SSH.",
    "git.commit.signingKey.secretRef.name": "Name of the Secret, in the namespace of this object.",
  },
  "message-template": {
    "git.commit.messageTemplate":
      "Go template of the commit message, over `.AutomationObject`, `.Changed` and `.Values`; a plain text when absent. `.Updated` is gone and stalls the object.",
    "git.commit.messageTemplateValues":
      "Strings for the template to use as `.Values`, such as the name of the cluster.",
  },
  push: {
    "git.push": "Where commits go; back to the branch checked out when absent.",
  },
  branch: {
    "git.push.branch":
      "Branch to push to, made from the checkout if missing. Take another than the checkout's to review by pull request; what it held is then overwritten.",
  },
  refspec: {
    "git.push.refspec":
      "Refspec to push in addition, such as `HEAD:refs/for/main` for Gerrit. Neither deletion nor a leading plus is possible.",
  },
  "push-options": {
    "git.push.options": "Options for the Git server, such as those with which GitLab opens a merge request.",
  },
  interval: {
    interval: "How often it runs at least; a newly elected image starts it as well.",
  },
  update: {
    update: "What is changed in the files.",
    "update.strategy":
      '`Setters`, the only one: values in lines with a comment such as `# {"$imagepolicy": "flux-system:app"}` are set.',
    "update.path":
      "Directory to change, files below it included; the whole repository when absent. Narrow it to keep runs fast and safe.",
  },
  policyselector: {
    policySelector: "ImagePolicies of this namespace to heed, by label; all of them when absent.",
    ...below("policySelector", labelSelector),
  },
  suspend: {
    suspend: "Stops committing, for instance during a freeze; false by default.",
  },
});
