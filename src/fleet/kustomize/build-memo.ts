import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { FileTree } from "../../manifests/file-tree.js";
import type { JsonObject } from "../../objects/json.js";
import type { Item } from "./build-plan.js";
import type { ReadText } from "./inline-text.js";
import type { Resource } from "./resource.js";
import type { TransformerConfig } from "./transformer-config.js";

/** What one kustomization yields before names are final. Shared by all that include it. */
export interface Accumulated {
  readonly resources: readonly Resource[];
  readonly config: TransformerConfig;
  readonly vars: readonly Item<JsonObject>[];
  readonly diagnostics: readonly Diagnostic[];
  /** Files and directories that it was made of. */
  readonly files: ReadonlySet<string>;
}

/** Builds that are shared: one for all kustomizations of a run over the same trees. */
export interface BuildMemo {
  readonly accumulated: Map<FileTree, Map<string, Accumulated>>;
  readonly readText: ReadText;
}
