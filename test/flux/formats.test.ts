import { expect, test } from "vitest";
import { checkedFormats, hasFormat } from "../../src/flux/formats.js";

const cases: Readonly<
  Record<(typeof checkedFormats)[number], readonly [good: readonly string[], bad: readonly string[]]>
> = {
  byte: [
    ["", "YQ==", "YWJj"],
    ["YQ", "a b="],
  ],
  date: [["2024-02-29"], ["2023-02-29", "2024-2-1", "24-01-01"]],
  "date-time": [
    ["2024-01-01T00:00:00Z", "2024-01-01T23:59:59.5+02:00"],
    ["2024-01-01", "2024-01-01T24:00:00Z", "2024-13-01T00:00:00Z"],
  ],
  duration: [
    ["1h30m", "22 ns"],
    ["1d", "soon"],
  ],
  email: [["a@b.c"], ["a", "a@", "a b@c"]],
  hostname: [
    ["example.com", "a"],
    ["-a", "a..b", "a_b"],
  ],
  ipv4: [
    ["1.2.3.4", "255.255.255.255"],
    ["256.1.1.1", "01.2.3.4", "1.2.3"],
  ],
  ipv6: [
    ["::", "::1", "fe80::1:2", "1:2:3:4:5:6:7:8", "::ffff:1.2.3.4"],
    ["1", "1:2:3:4:5:6:7", "::1::", "12345::"],
  ],
  cidr: [
    ["10.0.0.0/8", "::/0"],
    ["10.0.0.0", "10.0.0.0/33", "::/129", "a/8"],
  ],
  mac: [
    ["00:11:22:aa:bb:cc", "00-11-22-aa-bb-cc"],
    ["00:11:22:aa:bb", "00:11-22:aa:bb:cc"],
  ],
  uri: [
    ["https://a/b", "/a"],
    ["a b", "a"],
  ],
  uuid: [["123e4567-e89b-12d3-a456-426614174000"], ["123e4567"]],
};

test.each(checkedFormats)("the format %s takes what is one and refuses what is none", (format) => {
  const [good, bad] = cases[format];
  const holds = (text: string) => hasFormat(format, text);
  expect(good.filter((text) => !holds(text))).toEqual([]);
  expect(bad.filter(holds)).toEqual([]);
});

test.each(["int32", "password-of-mine", "constructor"])("any text has the format %s", (format) => {
  expect(hasFormat(format, "x")).toBe(true);
});
