import { below, type FieldDocs, fieldDocs } from "./field-doc.js";
import { labelSelector } from "./shapes.js";

/** What the fields of ResourceSet mean. */
export const resourceSetDocs: FieldDocs = fieldDocs("ResourceSet", {
  "inputs-configuration": {
    inputs:
      "Sets of values, any JSON by key; the templates are rendered once for each. All sets should have the same keys.",
    inputsFrom: "Providers of further sets, which are put after those of `inputs`.",
    "inputsFrom[].apiVersion": "API version of the provider; that of the ResourceSet when absent.",
    "inputsFrom[].kind": "Kind of the provider; there is only one.",
    "inputsFrom[].name": "Name of the provider, in the namespace of this object. Choose this or `selector`.",
    "inputsFrom[].selector":
      "Picks providers of this namespace by label, any number of them. Choose this or `name`.",
    ...below("inputsFrom[].selector", labelSelector),
  },
  "input-strategy": {
    inputStrategy: "How sets of several providers come together; one after the other when absent.",
    "inputStrategy.name":
      "`Flatten` (default) lines all sets up; `Permute` combines each with each, which multiplies their numbers.",
    "inputStrategy.includeEmptyProviders":
      "Whether under `Permute` a provider without sets makes the whole result empty; false by default, which leaves it out.",
  },
  "resources-configuration": {
    resources:
      "Objects to apply, whose strings are Go templates over `inputs` between `<<` and `>>`. What comes out equal is applied once.",
  },
  "resources-template": {
    resourcesTemplate:
      "One Go template for a YAML stream of objects, for loops and conditions over `inputs` between `<<` and `>>`. `resources` wins where both give an object.",
  },
  "steps-configuration": {
    steps:
      "Groups of objects to apply one after the other, each healthy before the next; at most 20. Excludes `resources` and `resourcesTemplate`.",
    "steps[].name": "Name of the step, unique here and a DNS label; a failure names it.",
    "steps[].resources": "Objects of the step, as in `resources`. An object may be in one step only.",
    "steps[].resourcesTemplate": "Template of the step's objects, as `resourcesTemplate`.",
    "steps[].timeout":
      "How long the step may take to be healthy; when absent, the annotation `fluxcd.controlplane.io/reconcileTimeout`, 5m by default.",
  },
  "common-metadata": {
    commonMetadata:
      "Labels and annotations put on every applied object; they replace the object's own of the same key.",
    "commonMetadata.labels": "Labels by key.",
    "commonMetadata.annotations": "Annotations by key.",
  },
  "dependency-management": {
    dependsOn:
      "Objects of any kind that must exist first, such as a CustomResourceDefinition; looked at every five seconds until they do.",
    "dependsOn[].apiVersion": "API version of the object.",
    "dependsOn[].kind": "Kind of the object.",
    "dependsOn[].name": "Name of the object.",
    "dependsOn[].namespace": "Namespace of the object, for kinds that have one.",
    "dependsOn[].ready":
      "Whether its Ready condition must be true as well; false by default, when existence is enough.",
  },
  "cel-readiness-expressions": {
    "dependsOn[].readyExpr":
      "CEL expression over the object's fields that decides instead of the Ready condition; only with `ready: true`.",
  },
  "health-check-configuration": {
    wait: "Whether Ready waits until all applied objects are healthy; false by default. The limit is the annotation `fluxcd.controlplane.io/reconcileTimeout`, else 5m.",
  },
  "role-based-access-control": {
    serviceAccountName:
      "ServiceAccount of this namespace whose rights are used to apply. Absent, the operator uses its own, usually cluster-admin, unless a default account is set.",
  },
});
