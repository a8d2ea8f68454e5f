import { expect, test } from "vitest";
import { textType } from "../../src/codegen/text-type.js";

test.each([
  ["no pattern", undefined, "string"],
  ["a duration", "^([0-9]+(\\.[0-9]+)?(ms|s|m|h))+$", "Duration"],
  ["a duration without hours", "^([0-9]+(\\.[0-9]+)?(ms|s|m))+$", "DurationWithoutHours"],
  ["one scheme", "^oci://.*$", "`oci://${string}`"],
  ["several schemes", "^(http|https)://.*$", "`http://${string}` | `https://${string}`"],
  ["a letter that may lack", "^https?://", "`https://${string}` | `http://${string}`"],
  ["schemes or nothing", "^((http|oci)://.*){0,1}$", '"" | `http://${string}` | `oci://${string}`'],
  ["fixed text before a free group", "^@([a-z0-9]([a-z0-9_-]*[a-z0-9])?)/(.*)$", "`@${string}`"],
  ["a fixed group between fixed texts", "^@(artifact)/(.*)$", "`@artifact/${string}`"],
  ["nothing fixed", "^[a-z0-9]([a-z0-9_-]*[a-z0-9])?$", "string"],
  ["a repeated letter", "^a*b$", "string"],
  ["two patterns in one", "^$|^[^+:]", "string"],
  ["no anchor", "oci://", "string"],
])("a text with %s has its type", (_, pattern, type) => {
  expect(textType(pattern)).toBe(type);
});
