import type { KubeObject } from "../objects/kube-object.js";
import { findAt } from "../objects/pointer.js";

/**
 * Whether an object is chosen by a label and a field selector. Of labels: `a=b`, `a!=b`, `a`, `!a`, joined by
 * commas. Of fields: `path=value` and `path!=value`, for any path (a real server knows only some).
 */
export function isSelected(object: KubeObject, labels: string | null, fields: string | null): boolean {
  const byLabel = (key: string): string | undefined => object.metadata.labels?.[key];
  const byField = (path: string): string => String(findAt(object, `/${path.replaceAll(".", "/")}`) ?? "");
  return (
    terms(labels).every((term) => holds(term, byLabel)) && terms(fields).every((term) => holds(term, byField))
  );
}

function terms(selector: string | null): string[] {
  return (selector ?? "").split(",").filter((term) => term !== "");
}

function holds(term: string, lookUp: (key: string) => string | undefined): boolean {
  const [, key = "", operator, wanted] = /^([^=!]+)(!=|==?)(.*)$/.exec(term) ?? [];
  if (operator === "!=") return lookUp(key) !== wanted;
  if (operator !== undefined) return lookUp(key) === wanted;
  return term.startsWith("!") ? lookUp(term.slice(1)) === undefined : lookUp(term) !== undefined;
}
