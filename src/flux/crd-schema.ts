import type { JsonValue } from "../objects/json.js";

/**
 * The schema of a custom resource, as a CustomResourceDefinition holds it below `openAPIV3Schema`, without its
 * prose.
 *
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema
 */
export interface CrdSchema {
  readonly type?: "object" | "array" | "string" | "integer" | "number" | "boolean";
  readonly properties?: Readonly<Record<string, CrdSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | CrdSchema;
  readonly items?: CrdSchema;
  readonly enum?: readonly JsonValue[];
  readonly pattern?: string;
  readonly format?: string;
  readonly default?: JsonValue;
  readonly nullable?: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: boolean;
  readonly exclusiveMaximum?: boolean;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly uniqueItems?: boolean;
  readonly allOf?: readonly CrdSchema[];
  readonly anyOf?: readonly CrdSchema[];
  readonly oneOf?: readonly CrdSchema[];
  readonly not?: CrdSchema;
  readonly "x-kubernetes-int-or-string"?: boolean;
  readonly "x-kubernetes-preserve-unknown-fields"?: boolean;
  readonly "x-kubernetes-embedded-resource"?: boolean;
  readonly "x-kubernetes-list-type"?: "atomic" | "set" | "map";
  readonly "x-kubernetes-list-map-keys"?: readonly string[];
  readonly "x-kubernetes-map-type"?: "atomic" | "granular";
  readonly "x-kubernetes-validations"?: readonly CrdRule[];
}

/**
 * A rule in CEL that an object must satisfy.
 *
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation-rules
 */
export interface CrdRule {
  readonly rule: string;
  readonly message?: string;
  /** CEL that yields the message; wins over `message`. */
  readonly messageExpression?: string;
  readonly reason?: string;
  /** Where below the rule's place the fault is reported: `.spec.replicas`. */
  readonly fieldPath?: string;
  /** Whether the rule also runs where there is no old object. */
  readonly optionalOldSelf?: boolean;
}

/** A rule and where in the schema it stands. */
export interface PlacedRule extends CrdRule {
  /** Path of the value that is `self`: dots for properties, `[]` for list items, `{}` for map values; "" is the object. */
  readonly path: string;
}

/** One version of a kind. */
export interface CrdVersion {
  readonly name: string;
  readonly served: boolean;
  readonly storage: boolean;
  readonly deprecated?: boolean;
  /** Whether `status` is written through its own door, so that what a manifest says of it is dropped. */
  readonly statusSubresource: boolean;
  readonly schema: CrdSchema;
}

/** What a CustomResourceDefinition says of a kind. */
export interface CrdFacts {
  readonly group: string;
  readonly kind: string;
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly namespaced: boolean;
  readonly versions: readonly CrdVersion[];
}

/** Every rule of a schema, the object's own first, then by the order of the fields. */
export function rulesOf(schema: CrdSchema, path = ""): readonly PlacedRule[] {
  const own = (schema["x-kubernetes-validations"] ?? []).map((rule) => ({ path, ...rule }));
  return [...own, ...childrenOf(schema, path).flatMap(([below, child]) => rulesOf(child, below))];
}

/** The schemas directly below one, each with its path. */
export function childrenOf(schema: CrdSchema, path = ""): readonly (readonly [path: string, CrdSchema])[] {
  const { properties = {}, items, additionalProperties } = schema;
  const children = Object.entries(properties).map(
    ([name, child]) => [path === "" ? name : `${path}.${name}`, child] as const,
  );
  if (items) children.push([`${path}[]`, items]);
  if (typeof additionalProperties === "object") children.push([`${path}{}`, additionalProperties]);
  return children;
}
