import type { JsonObject } from "../../objects/json.js";
import { asString } from "../../objects/json.js";
import type { TextTest } from "./go-pattern.js";
import { goPattern } from "./go-pattern.js";
import type { Resource } from "./resource.js";
import { currentId, originalId } from "./resource.js";

/** Whether a resource is meant by a target. */
export type ResourceSelector = (resource: Resource) => boolean;

/**
 * The selector of a `target`: group, version, kind, name and namespace are anchored regular expressions, names
 * and namespaces match as they are or as they were written; labels and annotations are label selectors.
 *
 * @throws SyntaxError when an expression does not compile.
 * @see https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patches/
 */
export function selectorOf(target: JsonObject): ResourceSelector {
  const test = (key: string): TextTest => {
    const pattern = asString(target[key]);
    return pattern ? goPattern(pattern) : () => true;
  };
  const [group, version, kind] = [test("group"), test("version"), test("kind")];
  const [name, namespace] = [test("name"), test("namespace")];
  const labels = labelSelector(asString(target.labelSelector));
  const annotations = labelSelector(asString(target.annotationSelector));
  return (resource) => {
    const [now, was] = [currentId(resource), originalId(resource)];
    const { metadata } = resource.object;
    return (
      (namespace(was.namespace || "_non_namespaceable_") ||
        namespace(now.namespace || "_non_namespaceable_")) &&
      (name(was.name) || name(now.name)) &&
      group(now.group) &&
      version(now.version) &&
      kind(now.kind) &&
      labels(metadata.labels ?? {}) &&
      annotations(metadata.annotations ?? {})
    );
  };
}

type Labels = Readonly<Record<string, unknown>>;
const REQUIREMENT =
  /^\s*(?:(!)\s*(\S+)|(\S+?)\s+(in|notin)\s*\(([^)]*)\)|([^\s=!]+)\s*(=|==|!=)\s*(\S*)|(\S+))\s*$/;

/**
 * A label selector as `kubectl -l` takes it: `a=b`, `a!=b`, `a in (b, c)`, `a notin (b)`, `a`, `!a`, joined by
 * commas. An empty selector matches everything.
 *
 * @throws SyntaxError when a requirement cannot be read.
 */
export function labelSelector(text: string | undefined): (labels: Labels) => boolean {
  if (text === undefined || text.trim() === "") return () => true;
  const requirements = text.split(/,(?![^(]*\))/).map(requirement);
  return (labels) => requirements.every((holds) => holds(labels));
}

function requirement(text: string): (labels: Labels) => boolean {
  const match = REQUIREMENT.exec(text);
  if (match === null) throw new SyntaxError(`"${text}" is not a label selector`);
  const [, not, absent = "", listKey = "", word, list = "", key = "", operator, value = "", exists = ""] =
    match;
  if (not !== undefined) return (labels) => !Object.hasOwn(labels, absent);
  if (word !== undefined) {
    const values = list.split(",").map((item) => item.trim());
    const isIn = (labels: Labels): boolean =>
      Object.hasOwn(labels, listKey) && values.includes(String(labels[listKey]));
    return word === "in" ? isIn : (labels) => !isIn(labels);
  }
  if (operator === undefined) return (labels) => Object.hasOwn(labels, exists);
  const isEqual = (labels: Labels): boolean => Object.hasOwn(labels, key) && String(labels[key]) === value;
  return operator === "!=" ? (labels) => !isEqual(labels) : isEqual;
}
