import { applyFunction, isDefaultFunction } from "./functions.js";

/** The value of a variable; undefined when it is not set. */
export type Lookup = (name: string) => string | undefined;

/** What to do with a variable that is not set and has no default. */
export type OnUnset = (name: string, expression: string) => string;

/** A text whose substitutions cannot be read. */
export class SubstitutionError extends Error {
  override readonly name = "SubstitutionError";
}

/**
 * The text with its variables replaced as Flux replaces them: `${var}`, defaults (`:=`, `:-`, `=` and friends),
 * lengths, cases, substrings, trimmed ends, replacements; `$$` is a dollar sign. What a shell knows beyond that
 * (`${x[@]}`, `${x-y}`) is an error.
 *
 * @throws SubstitutionError when an expression cannot be read.
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution
 */
export function envsubst(text: string, lookup: Lookup, onUnset: OnUnset): string {
  return new Evaluator(text, lookup, onUnset).text();
}

class Evaluator {
  private at = 0;

  constructor(
    private readonly source: string,
    private readonly lookup: Lookup,
    private readonly onUnset: OnUnset,
  ) {}

  text(): string {
    let result = "";
    while (this.at < this.source.length) {
      const dollar = this.source.indexOf("$", this.at);
      if (dollar < 0) return result + this.source.slice(this.at);
      result += this.source.slice(this.at, dollar);
      this.at = dollar;
      if (this.sees("${")) result += this.expression();
      else if (this.sees("$$")) [result, this.at] = [`${result}$`, this.at + 2];
      else [result, this.at] = [`${result}$`, this.at + 1];
    }
    return result;
  }

  private sees(text: string): boolean {
    return this.source.startsWith(text, this.at);
  }

  private take(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.source)?.[0] ?? "";
    this.at += match.length;
    return match;
  }

  private expression(): string {
    const start = this.at;
    this.at += 2;
    if (this.sees("#")) return this.length(start);
    const name = this.take(/[\p{L}\p{Nd}_]*/uy);
    if (name === "") throw this.problem(start, "it has no variable name");
    const { operator, args } = this.operation(start);
    return this.value(name, operator, args, start);
  }

  private length(start: number): string {
    this.at++;
    const name = this.take(/[\p{L}\p{Nd}_]*/uy);
    if (name === "") throw this.problem(start, "it has no variable name");
    this.close(start);
    return this.value(name, "#", [], start);
  }

  private operation(start: number): { operator: string; args: readonly string[] } {
    const next = this.source[this.at];
    if (/:[-=?+]/y.test(this.source.slice(this.at, this.at + 2)) || next === "=") return this.fallback(start);
    if (next === ":") return this.substring(start);
    if (next === "," || next === "^") {
      const operator = this.take(/[,^]{1,2}/y);
      this.close(start);
      return { operator, args: [] };
    }
    if (next === "/") return this.replacement(start);
    if (next === "#" || next === "%") {
      const operator = this.take(next === "#" ? /#{1,2}/y : /%{1,2}/y);
      const args = [this.argument(/[^}]/y, start)];
      this.close(start);
      return { operator, args };
    }
    this.close(start);
    return { operator: "", args: [] };
  }

  private fallback(start: number): { operator: string; args: readonly string[] } {
    const operator = this.take(/:[-=?+]|=/y);
    const args: string[] = [];
    while (!this.sees("}")) args.push(this.argument(/[^}]/y, start));
    this.close(start);
    return { operator, args };
  }

  private substring(start: number): { operator: string; args: readonly string[] } {
    this.at++;
    const args = [this.argument(/[^:}]/y, start)];
    if (this.take(/:+/y) !== "") args.push(this.argument(/[^}]/y, start));
    this.close(start);
    return { operator: ":", args };
  }

  private replacement(start: number): { operator: string; args: readonly string[] } {
    const operator = this.take(/\/[/#%]?/y);
    const args = [this.argument(/[^/]/y, start, true)];
    if (this.take(/\/+/y) === "") throw this.problem(start, "the replacement is missing");
    if (!this.sees("}")) args.push(this.argument(/[^}]/y, start, true));
    this.close(start);
    return { operator, args };
  }

  /** One argument: an expression, or text up to one; `$$`, `\/` and `\\` are escapes where the function has them. */
  private argument(accept: RegExp, start: number, escapes = false): string {
    if (this.sees("${")) return this.expression();
    let text = "";
    while (this.at < this.source.length && !this.sees("${")) {
      const escaped = escapes ? this.take(/\$\$|\\[/\\]/y) : "";
      const taken = escaped === "" ? this.take(accept) : escaped.slice(1);
      if (taken === "") break;
      text += taken;
    }
    if (text === "") throw this.problem(start, "an argument is missing");
    return text;
  }

  private close(start: number): void {
    if (!this.sees("}")) throw this.problem(start, `"}" is missing, or the operator is none that Flux knows`);
    this.at++;
  }

  private value(name: string, operator: string, args: readonly string[], start: number): string {
    const value = this.lookup(name);
    if (value === undefined && !isDefaultFunction(operator)) {
      return this.onUnset(name, this.source.slice(start, this.at));
    }
    return applyFunction(operator, value ?? "", args);
  }

  private problem(start: number, reason: string): SubstitutionError {
    const rest = this.source.slice(start);
    const end = rest.search(/[}\n]/);
    const shown = end < 0 ? rest.slice(0, 40) : rest.slice(0, end + 1).trimEnd();
    return new SubstitutionError(`"${shown}" cannot be substituted: ${reason}`);
  }
}
