import { describe, expect, it } from "vitest";
import { cleanText, cutText } from "../../src/diagnostics/clean-text.js";

describe("cleanText", () => {
  it.each([
    {
      what: "colours and cursor moves",
      text: "\u001b[31mred\u001b[0m\u001b[2J\u001b[1;1Hdone",
      clean: "reddone",
    },
    { what: "window titles and links", text: "\u001b]0;pwn\u0007a\u001b]8;;http://x\u001b\\b", clean: "ab" },
    { what: "8-bit control sequences", text: "\u009b31mred\u009d0;t\u009cx", clean: "redx" },
    { what: "device control strings", text: "a\u001bPq#0\u001b\\b\u001b_x\u001b\\c", clean: "abc" },
    {
      what: "an escape that never ends, but not the text behind it",
      text: "\u001b]0;title and text",
      clean: "0;title and text",
    },
    { what: "bells, backspaces and nulls", text: "a\u0007b\u0008c\u0000d\u007fe", clean: "abcde" },
    { what: "marks that turn the direction of text", text: "a\u202eb\u2066c\u2069d\u200fe", clean: "abcde" },
    {
      what: "carriage returns that overwrite a line",
      text: "failed\rFAKE: ready\r\nnext",
      clean: "failed\nFAKE: ready\nnext",
    },
  ])("takes away $what (row 26)", ({ text, clean }) => {
    expect(cleanText(text)).toBe(clean);
  });

  it("keeps line ends, tabs and letters of every language", () => {
    expect(cleanText("Größe\t✔ 日本語\nالعربية")).toBe("Größe\t✔ 日本語\nالعربية");
  });

  const jwt = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ1c2VyIn0.c2lnbmF0dXJl";
  const ghToken = `ghp_${"a1B2".repeat(9)}`;
  it.each([
    {
      what: "user and password in a URL",
      text: "clone https://bob:pa$$@git.example/x.git",
      clean: "clone https://***@git.example/x.git",
    },
    { what: "a token in a URL", text: "https://abcdef123@git.example/x", clean: "https://***@git.example/x" },
    {
      what: "an authorization header",
      text: "Authorization: Basic Ym9iOnBhc3M=, next",
      clean: "Authorization: ***, next",
    },
    { what: "a bearer token", text: "sent bearer abcdef0123456789.xyz now", clean: "sent bearer *** now" },
    { what: "a JWT", text: `token ${jwt} expired`, clean: "token *** expired" },
    { what: "a token of a code host", text: `with ${ghToken}.`, clean: "with ***." },
    { what: "an access key", text: "key AKIAIOSFODNN7EXAMPLE denied", clean: "key *** denied" },
    {
      what: "a secret in a query",
      text: "GET /x?a=1&access_token=abc&b=2",
      clean: "GET /x?a=1&access_token=***&b=2",
    },
    {
      what: "a webhook's path",
      text: "post https://hooks.slack.com/services/T0/B0/xyz failed",
      clean: "post https://hooks.slack.com/services/*** failed",
    },
    {
      what: "a PEM block, also one that is cut off",
      text: "got -----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY----- and -----BEGIN PRIVATE KEY-----\nMI",
      clean: "got *** and ***",
    },
  ])("hides $what (row 27)", ({ text, clean }) => {
    expect(cleanText(text)).toBe(clean);
  });

  it.each([
    "ssh://git@github.com/org/repo",
    "basic authentication is required",
    "bearer authentication required",
    "main@sha1:55b71e4c2f3a1d0e9b8c7a6f5e4d3c2b1a098765",
    "secret 'flux-system/token' not found",
  ])("leaves alone what is no secret: %s", (text) => {
    expect(cleanText(text)).toBe(text);
  });

  it("does not take long over hostile text", () => {
    for (const part of [
      "a://",
      "authorization:",
      "eyJ",
      "\u001b]",
      "-----BEGIN A-----",
      "bearer a",
      "token=",
    ]) {
      expect(cleanText(part.repeat(20_000)).length).toBeLessThanOrEqual(part.length * 20_000 + 20_000);
    }
  });
});

describe("cutText", () => {
  it("cuts after 2,000 characters or 8 lines, and says how much is left (row 25)", () => {
    expect(cutText("x".repeat(2500))).toBe(`${"x".repeat(2000)} … (500 more characters)`);
    expect(cutText("line\n".repeat(10))).toBe(`${"line\n".repeat(7)}line … (11 more characters)`);
    expect(cutText("short")).toBe("short");
  });
});
