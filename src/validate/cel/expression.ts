import type { ASTNode, ParseResult } from "@marcbachmann/cel-js";
import { Environment, EvaluationError, ParseError, TypeError as TypeFault } from "@marcbachmann/cel-js";
import { findPattern } from "./pattern.js";

/** What is wrong with an expression. */
export interface ExpressionFault {
  readonly message: string;
  /** Offset of the fault in the expression. */
  readonly start: number;
  /** The name, when the fault is a variable that is not declared. */
  readonly variable?: string;
}

/** A compiled expression, or why it does not compile. */
export type Expression =
  | { readonly fault?: undefined; readonly type: string; evaluate(variables: object): unknown }
  | { readonly fault: ExpressionFault };

/** The variables that an expression may use, and their CEL types. */
export type Variables = Readonly<Record<string, string>>;

/** Function libraries that Flux and Kubernetes have and the CEL engine here lacks: not a fault of the user. */
const LIBRARIES = [
  "sets",
  "math",
  "lists",
  "base64",
  "regex",
  "url",
  "ip",
  "cidr",
  "quantity",
  "semver",
  "format",
];

const environments = new WeakMap<Variables, Environment>();
const expressions = new WeakMap<Variables, Map<string, Expression | undefined>>();

/**
 * Compiles an expression once for a set of variables.
 *
 * @returns undefined where the expression uses what the engine here does not know, so that nothing can be said.
 */
export function compileExpression(source: string, variables: Variables): Expression | undefined {
  const known = expressions.get(variables) ?? new Map<string, Expression | undefined>();
  expressions.set(variables, known);
  if (!known.has(source)) known.set(source, compile(source, environmentOf(variables)));
  return known.get(source);
}

function environmentOf(variables: Variables): Environment {
  let environment = environments.get(variables);
  if (environment === undefined) {
    environment = new Environment({ enableOptionalTypes: true, homogeneousAggregateLiterals: false });
    for (const [name, type] of Object.entries(variables)) environment.registerVariable(name, type);
    environment.registerFunction("string.matchesRe2(string): bool", matchesRe2);
    environments.set(variables, environment);
  }
  return environment;
}

function compile(source: string, environment: Environment): Expression | undefined {
  try {
    const parsed = environment.parse(source);
    const badPattern = source.includes("matches") ? faultyPattern(parsed.ast) : undefined;
    if (badPattern) return { fault: badPattern };
    const program = withRe2(source, parsed, environment);
    const checked = program.check();
    if (!checked.valid) return faultOf(checked.error);
    return { type: checked.type ?? "dyn", evaluate: (values) => program(values) };
  } catch (error) {
    return faultOf(error);
  }
}

function faultOf(error: unknown): Expression | undefined {
  if (!(error instanceof ParseError || error instanceof TypeFault || error instanceof EvaluationError))
    throw error;
  const start = error.range?.start ?? 0;
  const variable =
    error.code === "unknown_variable" ? error.summary.slice(error.summary.lastIndexOf(" ") + 1) : undefined;
  if (variable !== undefined && LIBRARIES.includes(variable)) return undefined;
  if (error.code === "no_matching_overload") return undefined;
  const message = error.summary.replace(/^./, (letter) => letter.toLowerCase());
  return { fault: variable === undefined ? { message, start } : { message, start, variable } };
}

/**
 * The engine matches with JavaScript's regular expressions, which differ from RE2 and can take forever. Its
 * overload cannot be replaced, so each `.matches(` is renamed, by its place in the tree, to a function of ours.
 */
function withRe2(source: string, parsed: ParseResult, environment: Environment): ParseResult {
  const places = matchCalls(parsed.ast).map(([receiver]) => source.indexOf("matches", receiver.end));
  if (places.length === 0) return parsed;
  const renamed = places
    .sort((a, b) => b - a)
    .reduce((text, at) => `${text.slice(0, at)}matchesRe2${text.slice(at + "matches".length)}`, source);
  return environment.parse(renamed);
}

function faultyPattern(ast: ASTNode): ExpressionFault | undefined {
  for (const [, pattern] of matchCalls(ast)) {
    if (pattern?.op !== "value" || typeof pattern.args !== "string" || findPattern(pattern.args)) continue;
    return { message: `the pattern "${pattern.args}" is not a regular expression`, start: pattern.start };
  }
  return undefined;
}

/** Receiver and pattern of each call `text.matches(pattern)` in a tree. */
function matchCalls(node: unknown): (readonly [receiver: ASTNode, pattern: ASTNode | undefined])[] {
  if (Array.isArray(node)) return node.flatMap(matchCalls);
  if (!isNode(node)) return [];
  const below = matchCalls(node.args);
  if (node.op !== "rcall" || node.args[0] !== "matches") return below;
  return [...below, [node.args[1], node.args[2][0]]];
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === "object" && value !== null && "op" in value && "args" in value;
}

function matchesRe2(text: string, pattern: string): boolean {
  const compiled = findPattern(pattern);
  if (compiled === undefined) throw new EvaluationError({ message: `invalid pattern ${pattern}` });
  return compiled.test(text);
}
