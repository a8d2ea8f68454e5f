import { type ASTNode, Environment, type ParseResult } from "@marcbachmann/cel-js";

/** A rule of an object that depends only on its own fields, in ways that a sample of each field can show. */
export interface FieldRule {
  readonly evaluate: ParseResult;
  /** Fields of `self` whose value counts. */
  readonly byValue: ReadonlySet<string>;
  /** Fields of `self` of which only presence (for lists: whether they are empty) counts. */
  readonly byPresence: ReadonlySet<string>;
}

const environment = new Environment({ unlistedVariablesAreDyn: true });
const TEXT_CALLS: ReadonlySet<string> = new Set(["startsWith", "endsWith", "contains", "substring"]);

/**
 * Reads a CEL rule as a rule of fields.
 *
 * @returns undefined for what a type cannot say: transitions (`oldSelf`), loops, values within values.
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
      const field = fieldOfSelf(node);
      if (field !== undefined) byValue.add(field);
      return field !== undefined;
    }
    case "call": {
      const [name, args] = node.args;
      const field = args.length === 1 ? fieldOfSelf(args[0] as ASTNode) : undefined;
      if (field === undefined || (name !== "has" && name !== "size")) return false;
      byPresence.add(field);
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

/** `x` of `self.x`. */
function fieldOfSelf(node: ASTNode): string | undefined {
  if (node.op !== ".") return undefined;
  const [object, field] = node.args;
  return object.op === "id" && object.args === "self" ? field : undefined;
}
