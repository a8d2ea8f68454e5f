import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { JsonObject } from "../../objects/json.js";
import type { Item } from "./build-plan.js";
import type { Resource } from "./resource.js";
import type { TransformerConfig } from "./transformer-config.js";

export function resolveVars(
  resources: readonly Resource[],
  _vars: readonly Item<JsonObject>[],
  _config: TransformerConfig,
  _report: (diagnostic: Diagnostic) => void,
): readonly Resource[] {
  return resources;
}
