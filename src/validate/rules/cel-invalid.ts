import { didYouMean } from "../../diagnostics/did-you-mean.js";
import type { JsonValue } from "../../objects/json.js";
import type { JsonPointer } from "../../objects/pointer.js";
import { findAt } from "../../objects/pointer.js";
import type { ExpressionFault, Variables } from "../cel/expression.js";
import { compileExpression } from "../cel/expression.js";
import { listItems } from "../list-items.js";
import type { ObjectRule, Spot } from "../rule.js";
import type { Subject } from "../scope.js";

const MAP = "map<string, dyn>";

/** Health expressions see the fields of the object at the top. */
const OBJECT_FIELDS: Variables = {
  apiVersion: "string",
  kind: "string",
  metadata: MAP,
  spec: MAP,
  status: MAP,
  data: MAP,
  stringData: MAP,
};
const DEPENDENCY: Variables = { self: MAP, dep: MAP };
const NOTIFICATION: Variables = { event: MAP, alert: MAP, provider: MAP };
const REQUEST: Variables = { res: MAP, req: MAP };

interface Place {
  readonly pointer: JsonPointer;
  readonly source: JsonValue | undefined;
  readonly variables: Variables;
  readonly type: "bool" | "string";
}

/**
 * An expression that does not compile, by the variables that Flux declares for its field. Flux stalls on it.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#health-check-expressions
 */
export const celInvalid: ObjectRule = {
  code: "cel-invalid",
  kinds: ["Kustomization", "HelmRelease", "ResourceSet", "Provider", "Receiver"],
  *check(subject) {
    for (const place of places(subject)) {
      if (typeof place.source === "string" && !place.source.includes("${")) yield* judge(place, place.source);
    }
  },
};

function* places({ object, flux, spec }: Subject): Generator<Place> {
  for (const [item, value] of listItems(object, "/spec/healthCheckExprs")) {
    for (const field of ["current", "inProgress", "failed"]) {
      yield { pointer: `${item}/${field}`, source: value[field], variables: OBJECT_FIELDS, type: "bool" };
    }
  }
  const variables = flux === "ResourceSet" ? OBJECT_FIELDS : DEPENDENCY;
  for (const [item, value] of listItems(object, "/spec/dependsOn")) {
    yield { pointer: `${item}/readyExpr`, source: value.readyExpr, variables, type: "bool" };
  }
  const status = "/spec/commitStatusExpr";
  yield { pointer: status, source: findAt(object, status), variables: NOTIFICATION, type: "string" };
  yield { pointer: "/spec/resourceFilter", source: spec.resourceFilter, variables: REQUEST, type: "bool" };
  for (const [item, value] of listItems(object, "/spec/resources")) {
    if (flux !== "Receiver") break;
    yield { pointer: `${item}/filter`, source: value.filter, variables: REQUEST, type: "bool" };
  }
}

function* judge({ pointer, variables, type }: Place, source: string): Generator<Spot> {
  const expression = compileExpression(source, variables);
  if (expression === undefined) return;
  if (expression.fault) {
    yield describeFault(pointer, source, expression.fault, variables);
  } else if (expression.type !== "dyn" && expression.type !== type) {
    const wanted = type === "bool" ? "true or false" : "a text";
    const message = `The expression gives ${article(expression.type)}, where Flux needs ${wanted}.`;
    yield { pointer, message, hint: type === "bool" ? "Compare it with a value." : "Make it a text." };
  }
}

function describeFault(
  pointer: JsonPointer,
  source: string,
  { message, start, variable }: ExpressionFault,
  variables: Variables,
): Spot {
  const names = Object.keys(variables);
  const at = `at character ${start + 1} of "${source.length > 60 ? `${source.slice(0, 57)}…` : source}"`;
  if (variable === undefined) {
    return {
      pointer,
      message: `The expression does not compile: ${message}, ${at}.`,
      hint: "Correct the expression.",
    };
  }
  const near = didYouMean(variable, names);
  const suggested = near === undefined ? "" : ` Did you mean "${near}"?`;
  return {
    pointer,
    message: `The expression uses ${variable}, which is not there, ${at}.${suggested}`,
    hint: `Use one of ${names.join(", ")}.`,
    // The objects of other kinds may have further fields at the top.
    ...(near === undefined && variables === OBJECT_FIELDS && { severity: "warning" }),
  };
}

function article(type: string): string {
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}
