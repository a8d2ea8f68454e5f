import { type FieldDocs, fieldDocs } from "./field-doc.js";

/** What the fields of ArtifactGenerator mean. */
export const artifactGeneratorDocs: FieldDocs = fieldDocs("ArtifactGenerator", {
  sources: {
    sources: "Sources to take files from. A new artifact of any of them makes the outputs anew.",
    "sources[].alias":
      "Name for the source in `from`, `revision` and `pathPattern`, written there as `@alias`. Unique here, in lower case.",
    "sources[].kind": "Kind of the source.",
    "sources[].name": "Name of the source.",
    "sources[].namespace":
      "Namespace of the source; that of this object when absent. Another one is refused under `--no-cross-namespace-refs`.",
  },
  "path-pattern-directory-discovery": {
    pathPattern:
      "Directories to look for, such as `@repo/apps/{app}`. Each that matches makes one set of artifacts; what braces catch becomes a placeholder and a label, in lower case.",
  },
  artifacts: {
    artifacts:
      "Artifacts to make, each an ExternalArtifact in this namespace; with `pathPattern`, templates of them.",
    "artifacts[].name":
      "Name of the ExternalArtifact, unique among those of this object. With `pathPattern` it needs a placeholder to tell them apart.",
    "artifacts[].revision":
      "Source, as `@alias`, whose revision the artifact takes over. Absent, it is a digest of the content, so that only real changes count.",
    "artifacts[].originRevision":
      "Source, as `@alias`, whose commit is noted in the artifact's metadata without making a new revision; good for monorepos.",
  },
  "copy-operations": {
    "artifacts[].copy":
      "What goes into the artifact, step by step; later steps overwrite files of earlier ones.",
    "artifacts[].copy[].from":
      "File, directory or glob to copy, as `@alias/path`. A directory is copied as such; with a glob of two stars after it, only what is inside.",
    "artifacts[].copy[].to":
      "Place in the artifact, as `@artifact/path`. A slash at the end means a directory to copy into.",
    "artifacts[].copy[].exclude":
      "Globs of files that `from` matches but that are left out. A pattern without a slash matches names at any depth.",
  },
  "copy-strategies": {
    "artifacts[].copy[].strategy":
      "How files are put: `Overwrite` (default) replaces, `Merge` merges YAML as Helm does values (lists are replaced), `Extract` unpacks `.tar.gz` and `.tgz` archives.",
  },
  "common-metadata": {
    commonMetadata:
      "Labels and annotations for the ExternalArtifacts, so that others can select them; those of the controller stay.",
    "commonMetadata.labels":
      "Labels by key; they replace equal keys, except the reserved ones that name the generator.",
    "commonMetadata.annotations": "Annotations by key; they replace equal keys.",
  },
});
