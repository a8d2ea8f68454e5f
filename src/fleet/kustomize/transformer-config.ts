import type { JsonObject } from "../../objects/json.js";
import { asArray, asObject, asString } from "../../objects/json.js";
import type { FieldSpec } from "./field-spec.js";
import { readFieldSpec } from "./labels.js";
import type { NameReference } from "./name-reference-specs.js";
import { nameReferences } from "./name-reference-specs.js";

/** What files under `configurations` add to the fields that kustomize knows by itself. */
export interface TransformerConfig {
  readonly nameReferences: readonly NameReference[];
  readonly namespace: readonly FieldSpec[];
  readonly commonLabels: readonly FieldSpec[];
  readonly commonAnnotations: readonly FieldSpec[];
  readonly images: readonly FieldSpec[];
  readonly varReferences: readonly FieldSpec[];
}

export const emptyConfig: TransformerConfig = {
  nameReferences: [],
  namespace: [],
  commonLabels: [],
  commonAnnotations: [],
  images: [],
  varReferences: [],
};

/**
 * The content of a configuration file.
 *
 * @see https://github.com/kubernetes-sigs/kustomize/tree/master/examples/transformerconfigs
 */
export function readConfig(value: JsonObject): TransformerConfig {
  const specs = (key: string): FieldSpec[] =>
    asArray(value[key]).map((spec) => readFieldSpec(asObject(spec)));
  return {
    nameReferences: asArray(value.nameReference).map((entry) => readReference(asObject(entry))),
    namespace: specs("namespace"),
    commonLabels: specs("commonLabels"),
    commonAnnotations: specs("commonAnnotations"),
    images: specs("images"),
    varReferences: specs("varReference"),
  };
}

function readReference(entry: JsonObject): NameReference {
  const [group, version, kind] = [asString(entry.group), asString(entry.version), asString(entry.kind)];
  return {
    fields: asArray(entry.fieldSpecs).map((spec) => readFieldSpec(asObject(spec))),
    ...(group === undefined ? {} : { group }),
    ...(version === undefined ? {} : { version }),
    ...(kind === undefined ? {} : { kind }),
  };
}

/** Both configurations together. */
export function mergeConfigs(a: TransformerConfig, b: TransformerConfig): TransformerConfig {
  if (a === emptyConfig) return b;
  if (b === emptyConfig) return a;
  return {
    nameReferences: [...a.nameReferences, ...b.nameReferences],
    namespace: [...a.namespace, ...b.namespace],
    commonLabels: [...a.commonLabels, ...b.commonLabels],
    commonAnnotations: [...a.commonAnnotations, ...b.commonAnnotations],
    images: [...a.images, ...b.images],
    varReferences: [...a.varReferences, ...b.varReferences],
  };
}

/** The fields that hold names: kustomize's own, and those of a configuration. */
export function nameReferencesOf(config: TransformerConfig): readonly NameReference[] {
  return config.nameReferences.length === 0 ? nameReferences : [...nameReferences, ...config.nameReferences];
}
