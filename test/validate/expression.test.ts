import { describe, expect, test } from "vitest";
import { compileExpression } from "../../src/validate/cel/expression.js";
import { findPattern, matchesForeign, matchesTrusted } from "../../src/validate/cel/pattern.js";

const SELF = { self: "dyn" };

function value(source: string, self: unknown): unknown {
  const expression = compileExpression(source, SELF);
  if (expression === undefined || expression.fault) throw new Error(`${source} does not compile`);
  return expression.evaluate({ self });
}

function faultOf(source: string): string | undefined {
  return compileExpression(source, SELF)?.fault?.message;
}

describe("expressions are evaluated as Kubernetes does", () => {
  test.each([
    ["self.min + 1 <= self.max", { min: 1n, max: 2n }, true],
    ["has(self.a) && self.a.startsWith('oci://')", {}, false],
    ["self.type != 'oci' || self.provider == 'generic'", { type: "default" }, true],
    ["self.all(x, self.exists_one(y, x.name == y.name))", [{ name: "a" }, { name: "a" }], false],
    ["self.?absent.orValue(3) == 3", {}, true],
    ["duration(self.interval) > duration('5m')", { interval: "1h" }, true],
  ])("%s", (source, self, expected) => {
    expect(value(source, self)).toBe(expected);
  });

  test("matches is RE2: case folding, unicode classes, named groups", () => {
    expect(value("self.matches('(?i)^ABC$') && self.matches('^\\\\p{L}+$')", "abc")).toBe(true);
    expect(value("self.matches('^(?P<all>.*)$') && !self.matches('b$')", "abc")).toBe(true);
  });

  test("matches cannot hang", () => {
    expect(value("self.matches('^(a+)+$')", `${"a".repeat(5000)}!`)).toBe(false);
  });
});

describe("what does not compile is told with its place", () => {
  test.each([
    ["self.a ==", "unexpected token: EOF"],
    ["slef.a == 1", "unknown variable: slef"],
    ["self.matches('(')", 'the pattern "(" is not a regular expression'],
  ])("%s", (source, message) => {
    expect(faultOf(source)).toBe(message);
  });

  test("a misspelled variable is named, at its offset", () => {
    expect(compileExpression("self.a == 1 && slef.b == 2", SELF)?.fault).toMatchObject({
      variable: "slef",
      start: 15,
    });
  });

  test.each([
    "sets.contains(self.a, [1])",
    "quantity(self.a).isGreaterThan(quantity('1Mi'))",
    "self.fooBar()",
  ])("%s uses what the engine here does not know, so that nothing is said", (source) => {
    expect(compileExpression(source, SELF)).toBeUndefined();
  });
});

describe("patterns", () => {
  test("both engines agree on the patterns of Flux", () => {
    const duration = "^([0-9]+(\\.[0-9]+)?(ms|s|m|h))+$";
    for (const text of ["1h30m", "1.5h", "1d", "10", "", "1h ", "5m\n"]) {
      expect([text, matchesTrusted(duration, text)]).toEqual([text, matchesForeign(duration, text)]);
    }
  });

  test("a pattern that RE2 refuses is none, and judges nothing", () => {
    expect(findPattern("^(?!a)")).toBeUndefined();
    expect(matchesForeign("^(?!a)", "a")).toBe(true);
  });

  test("groups are known by number and name", () => {
    expect(findPattern("^(a)(?P<b>b)$")?.groups).toEqual(["1", "2", "b"]);
  });
});
