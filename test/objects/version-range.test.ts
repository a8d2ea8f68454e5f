import { describe, expect, test } from "vitest";
import { compareVersions, parseVersion } from "../../src/objects/semantic-version.js";
import { parseVersionRange } from "../../src/objects/version-range.js";
import fixtures from "./version-range.fixtures.json" with { type: "json" };

const versions = fixtures.versions.map((text) => parseVersion(text)!);

function verdict(text: string): string {
  const range = parseVersionRange(text);
  return range ? versions.map((version) => (range.includes(version) ? "1" : "0")).join("") : "refused";
}

describe("what the Go library of Flux says of versions and ranges", () => {
  test("every version that it reads is read, and no other", () => {
    expect(versions.every((version) => version !== undefined)).toBe(true);
    expect(fixtures.refused.filter((text) => parseVersion(text) !== undefined)).toEqual([]);
  });

  test("versions sort in its order", () => {
    const order = fixtures.versions
      .map((text) => ({ text, version: parseVersion(text)! }))
      .sort((a, b) => compareVersions(a.version, b.version));
    expect(order.map(({ text }) => text)).toEqual(fixtures.sorted);
  });

  test(`each of its ${Object.keys(fixtures.ranges).length} ranges has the same versions`, () => {
    const different = Object.entries(fixtures.ranges).filter(
      ([text, expected]) => verdict(text) !== expected,
    );
    expect(different.map(([text, expected]) => ({ text, expected, ours: verdict(text) }))).toEqual([]);
  });
});

describe("limits", () => {
  test("a range beyond 512 bytes or 32 alternatives is refused", () => {
    expect(parseVersionRange(`>=1${" ".repeat(510)}`)).toBeUndefined();
    expect(parseVersionRange(Array.from({ length: 33 }, () => "1").join("||"))).toBeUndefined();
    expect(parseVersionRange(Array.from({ length: 32 }, () => "1").join("||"))).toBeDefined();
  });

  test("a hostile range is refused in linear time", () => {
    expect(parseVersionRange(`1${" ".repeat(500)}!`)).toBeUndefined();
  });

  test.each([
    ["1.x", true],
    ["~1.2", true],
    [">=1 <2", true],
    [">=1.0.0", false],
    ["*", false],
    ["1.x || >=3", false],
  ])("%s has an upper bound: %s", (text, bounded) => {
    expect(parseVersionRange(text)?.bounded).toBe(bounded);
  });
});
