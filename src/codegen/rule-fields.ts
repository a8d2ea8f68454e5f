import { type ASTNode, Environment, type ParseResult } from "@marcbachmann/cel-js";

/** A rule of an object that depends only on its fields, in ways that a sample of each field can show. */
export interface FieldRule {
  readonly evaluate: ParseResult;
  /** Paths below `self` (`type`, `sts.provider`) whose value counts. */
  readonly byValue: ReadonlySet<string>;
  /** Paths below `self` of which only presence (for lists: whether they are empty) counts. */
  readonly byPresence: ReadonlySet<string>;
}

const environment = new Environment({ unlistedVariablesAreDyn: true });
const TEXT_CALLS: ReadonlySet<string> = new Set(["startsWith", "endsWith", "contains", "substring"]);

/**
 * Reads a CEL rule as a rule of fields.
 *
 * @returns undefined for what a type cannot say: transitions (`oldSelf`), loops, arithmetic.
 */
export function fieldRule(rule: string): FieldRule | undefined {
  const evaluate = environment.parse(rule) as ParseResult;
  const byValue = new Set<string>();
  const byPresence = new Set<string>();
  return collect(evaluate.ast, byValue, byPresence) ? { evaluate, byValue, byPresence } : undefined;
}

/** Collects the fields of an expression; false where something in it is beyond a field rule. */
function collect(node: ASTNode, byValue: Set<string>, byPresence: Set<string>): boolean {
  const all = (nodes: readonly ASTNode[]): boolean =>
    nodes.every((each) => collect(each, byValue, byPresence));
  switch (node.op) {
    case "value":
      return true;
    case "||":
    case "&&":
    case "==":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
      return all(node.args);
    case "!_":
      return all([node.args]);
    case ".": {
      const path = pathOfSelf(node);
      if (path !== undefined) byValue.add(path);
      return path !== undefined;
    }
    case "call": {
      const [name, args] = node.args;
      const path = args.length === 1 ? pathOfSelf(args[0] as ASTNode) : undefined;
      if (path === undefined || (name !== "has" && name !== "size")) return false;
      byPresence.add(path);
      return true;
    }
    case "rcall": {
      const [name, receiver, args] = node.args;
      return TEXT_CALLS.has(name) && all([receiver, ...args]);
    }
    default:
      return false;
  }
}

/** `x.y` of `self.x.y`. */
function pathOfSelf(node: ASTNode): string | undefined {
  if (node.op !== ".") return undefined;
  const [object, field] = node.args;
  if (object.op === "id") return object.args === "self" ? field : undefined;
  const path = pathOfSelf(object);
  return path === undefined ? undefined : `${path}.${field}`;
}
