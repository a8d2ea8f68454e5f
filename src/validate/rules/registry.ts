import type { Rule } from "../rule.js";
import { annotationValue } from "./annotation-value.js";
import { apiVersionRemoved } from "./api-version-removed.js";
import { apiVersionUnknown } from "./api-version-unknown.js";
import { artifactAliasDuplicate } from "./artifact-alias-duplicate.js";
import { artifactAliasUnknown } from "./artifact-alias-unknown.js";
import { automationOwnBranch } from "./automation-own-branch.js";
import { automationPathNotFound } from "./automation-path-not-found.js";
import { bucketEndpointInvalid } from "./bucket-endpoint-invalid.js";
import { celInvalid } from "./cel-invalid.js";
import { chartLayerMissing } from "./chart-layer-missing.js";
import { chartNameInvalid } from "./chart-name-invalid.js";
import { chartUnbounded } from "./chart-unbounded.js";
import { chartVersionIgnored } from "./chart-version-ignored.js";
import { clusterAdminBinding } from "./cluster-admin-binding.js";
import { commitTemplateRemoved } from "./commit-template-removed.js";
import { crdNotReady } from "./crd-not-ready.js";
import { dataInvalid } from "./data-invalid.js";
import { dependsOnCycle } from "./depends-on-cycle.js";
import { dependsOnNotFound } from "./depends-on-not-found.js";
import { dependsOnOwner } from "./depends-on-owner.js";
import { dependsOnSuspended } from "./depends-on-suspended.js";
import { driftPathInvalid } from "./drift-path-invalid.js";
import { encryptedMetadata } from "./encrypted-metadata.js";
import { encryptedWithoutDecryption } from "./encrypted-without-decryption.js";
import { eventSourceNotFound } from "./event-source-not-found.js";
import { fieldDeprecated } from "./field-deprecated.js";
import { fieldRemoved } from "./field-removed.js";
import { forceEnabled } from "./force-enabled.js";
import { gitCommitInvalid } from "./git-commit-invalid.js";
import { gitRefInvalid } from "./git-ref-invalid.js";
import { gitRefMissing } from "./git-ref-missing.js";
import { gitRefSeveral } from "./git-ref-several.js";
import { gitSshSecret } from "./git-ssh-secret.js";
import { gitUrlInvalid } from "./git-url-invalid.js";
import { healthCheckNotFound } from "./health-check-not-found.js";
import { healthChecksIgnored } from "./health-checks-ignored.js";
import { helmRepositoryIgnored } from "./helm-repository-ignored.js";
import { helmRepositoryUrl } from "./helm-repository-url.js";
import { helmRetriesMissing } from "./helm-retries-missing.js";
import { imageAccessOpen } from "./image-access-open.js";
import { imageFilterExtract } from "./image-filter-extract.js";
import { imageMarkerUnresolved } from "./image-marker-unresolved.js";
import { imagePolicyChoice } from "./image-policy-choice.js";
import { imageUrlInvalid } from "./image-url-invalid.js";
import { insecureTransport } from "./insecure-transport.js";
import { intervalTooShort } from "./interval-too-short.js";
import { kubernetesVersionRemoved } from "./kubernetes-version-removed.js";
import { labelInvalid } from "./label-invalid.js";
import { mutableTag } from "./mutable-tag.js";
import { nameInvalid } from "./name-invalid.js";
import { nameMissing } from "./name-missing.js";
import { nameTooLong } from "./name-too-long.js";
import { namespaceMissing } from "./namespace-missing.js";
import { namespaceNotFound } from "./namespace-not-found.js";
import { objectDuplicate } from "./object-duplicate.js";
import { ociRefSeveral } from "./oci-ref-several.js";
import { ociUrlInvalid } from "./oci-url-invalid.js";
import { ownerConflict } from "./owner-conflict.js";
import { providerAddressMissing } from "./provider-address-missing.js";
import { providerAddressSecret } from "./provider-address-secret.js";
import { providerSecretMissing } from "./provider-secret-missing.js";
import { pruneDisabled } from "./prune-disabled.js";
import { pruneStateful } from "./prune-stateful.js";
import { receiverUnauthenticated } from "./receiver-unauthenticated.js";
import { referenceCrossNamespace } from "./reference-cross-namespace.js";
import { referenceNotFound } from "./reference-not-found.js";
import { referenceVersion } from "./reference-version.js";
import { regexInvalid } from "./regex-invalid.js";
import { releaseNameLong } from "./release-name-long.js";
import { resourceSetInput } from "./resource-set-input.js";
import { retryIntervalMissing } from "./retry-interval-missing.js";
import { secretInClear } from "./secret-in-clear.js";
import { secretNotFound } from "./secret-not-found.js";
import { selectorWithoutWildcard } from "./selector-without-wildcard.js";
import { semverFilterIgnored } from "./semver-filter-ignored.js";
import { serviceAccountNotFound } from "./service-account-not-found.js";
import { serviceAccountRequired } from "./service-account-required.js";
import { serviceAccountUnbound } from "./service-account-unbound.js";
import { sourceNotFound } from "./source-not-found.js";
import { substituteInSecret } from "./substitute-in-secret.js";
import { substituteNameInvalid } from "./substitute-name-invalid.js";
import { substituteSkipped } from "./substitute-skipped.js";
import { suspended } from "./suspended.js";
import { timeoutExceedsInterval } from "./timeout-exceeds-interval.js";
import { urlCredentials } from "./url-credentials.js";
import { valuesKeyNotFound } from "./values-key-not-found.js";
import { valuesSecretInClear } from "./values-secret-in-clear.js";
import { versionRangeInvalid } from "./version-range-invalid.js";

/** Every rule, by the name of its code. A rule is added by its file and a line here. */
export const rules: readonly Rule[] = [
  annotationValue,
  apiVersionRemoved,
  apiVersionUnknown,
  artifactAliasDuplicate,
  artifactAliasUnknown,
  automationOwnBranch,
  automationPathNotFound,
  bucketEndpointInvalid,
  celInvalid,
  chartLayerMissing,
  chartNameInvalid,
  chartUnbounded,
  chartVersionIgnored,
  clusterAdminBinding,
  commitTemplateRemoved,
  crdNotReady,
  dataInvalid,
  dependsOnCycle,
  dependsOnNotFound,
  dependsOnOwner,
  dependsOnSuspended,
  driftPathInvalid,
  encryptedMetadata,
  encryptedWithoutDecryption,
  eventSourceNotFound,
  fieldDeprecated,
  fieldRemoved,
  forceEnabled,
  gitCommitInvalid,
  gitRefInvalid,
  gitRefMissing,
  gitRefSeveral,
  gitSshSecret,
  gitUrlInvalid,
  healthCheckNotFound,
  healthChecksIgnored,
  helmRepositoryIgnored,
  helmRepositoryUrl,
  helmRetriesMissing,
  imageAccessOpen,
  imageFilterExtract,
  imageMarkerUnresolved,
  imagePolicyChoice,
  imageUrlInvalid,
  insecureTransport,
  intervalTooShort,
  kubernetesVersionRemoved,
  labelInvalid,
  mutableTag,
  nameInvalid,
  nameMissing,
  nameTooLong,
  namespaceMissing,
  namespaceNotFound,
  objectDuplicate,
  ociRefSeveral,
  ociUrlInvalid,
  ownerConflict,
  providerAddressMissing,
  providerAddressSecret,
  providerSecretMissing,
  pruneDisabled,
  pruneStateful,
  receiverUnauthenticated,
  referenceCrossNamespace,
  referenceNotFound,
  referenceVersion,
  regexInvalid,
  releaseNameLong,
  resourceSetInput,
  retryIntervalMissing,
  secretInClear,
  secretNotFound,
  selectorWithoutWildcard,
  semverFilterIgnored,
  serviceAccountNotFound,
  serviceAccountRequired,
  serviceAccountUnbound,
  sourceNotFound,
  substituteInSecret,
  substituteNameInvalid,
  substituteSkipped,
  suspended,
  timeoutExceedsInterval,
  urlCredentials,
  valuesKeyNotFound,
  valuesSecretInClear,
  versionRangeInvalid,
];
