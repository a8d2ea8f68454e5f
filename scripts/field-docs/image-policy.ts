import { type FieldDocs, fieldDocs } from "./field-doc.js";

/** What the fields of ImagePolicy mean. */
export const imagePolicyDocs: FieldDocs = fieldDocs("ImagePolicy", {
  "image-repository-reference": {
    imageRepositoryRef: "ImageRepository whose tags are considered.",
    "imageRepositoryRef.name": "Name of the ImageRepository.",
    "imageRepositoryRef.namespace":
      "Namespace of the ImageRepository; that of this object when absent. Another one must admit this one by its `accessFrom`.",
  },
  policy: {
    policy: "How the newest tag is told: exactly one of `semver`, `alphabetical` and `numerical`.",
  },
  semver: {
    "policy.semver": "Compares tags as versions; tags that are none are passed over.",
    "policy.semver.range":
      "Versions to admit, such as `1.x` or `>=1.0.0 <2.0.0`; the highest wins. Pre-releases count only if the range names one, as `>=1.0.0-0` does.",
  },
  alphabetical: {
    "policy.alphabetical": "Compares tags as text; right for timestamps such as `2024-05-31T12-00`.",
    "policy.alphabetical.order": "`asc` (default) elects the last in the alphabet, `desc` the first.",
  },
  numerical: {
    "policy.numerical":
      "Compares tags as numbers; usually with `filterTags.extract`, since every tag considered must be a number.",
    "policy.numerical.order": "`asc` (default) elects the largest number, `desc` the smallest.",
  },
  "filter-tags": {
    filterTags:
      "Which tags are considered, and what of them is compared; all tags, as they are, when absent.",
    "filterTags.pattern":
      "Regular expression (Go) that tags must match, such as `^main-[a-f0-9]+-(?P<ts>[0-9]+)$`.",
    "filterTags.extract":
      "What is compared instead of the tag: a capture group of `pattern`, such as `$ts`. The whole tag when absent.",
  },
  "digest-reflection": {
    digestReflectionPolicy:
      "Whether the digest of the elected tag is looked up: `Never` (default), `IfNotPresent` once per tag, `Always` again and again, for tags that move such as `latest`.",
  },
  interval: {
    interval:
      "How often the digest is looked up; needed with, and only allowed with, `digestReflectionPolicy: Always`.",
  },
  "": {
    suspend:
      "Stops electing. The last elected image stays in the status, and automation goes on with it; false by default.",
  },
});
