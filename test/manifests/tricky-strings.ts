/**
 * Strings that some YAML reader takes for something else, or that some writer breaks: made from small lists, so
 * that a class is complete rather than a collection of known accidents.
 */

const words = [
  "y",
  "n",
  "yes",
  "no",
  "on",
  "off",
  "true",
  "false",
  "null",
  "nil",
  "none",
  "nan",
  "inf",
  "infinity",
];

function casings(word: string): string[] {
  const title = word.charAt(0).toUpperCase() + word.slice(1);
  const odd = word.slice(0, -1) + word.slice(-1).toUpperCase();
  return [word, title, word.toUpperCase(), odd];
}

const booleansAndNulls = [
  ...words.flatMap(casings),
  ...["nan", "inf"].flatMap(casings).flatMap((word) => [`.${word}`, `-.${word}`, `+.${word}`, `-${word}`]),
  ...[
    "",
    "~",
    "undefined",
    "Undefined",
    "<<",
    "=",
    "<",
    "<<<",
    "==",
    "=a",
    "<<a",
    "yes!",
    "no.",
    "off;",
    "no-op",
  ],
];

const digits = [
  "0",
  "1",
  "7",
  "00",
  "007",
  "08",
  "0777",
  "12345",
  "0123456",
  "1_000",
  "1__0",
  "1_",
  "_1",
  "0_7",
];
const prefixed = [
  "0o7",
  "0o8",
  "0O17",
  "0x1F",
  "0X1f",
  "0xG",
  "0x_1",
  "0b101",
  "0b2",
  "0B1",
  "0b_1",
  "0b-11",
];
const floats = [
  ...[
    "1.0",
    "1.",
    ".5",
    "5.",
    "1.10",
    "1.2.3",
    ".",
    "..",
    "1_0.5",
    "0.",
    ".0",
    "1,000",
    "0x1p-2",
    "0x1.8p1",
    "1p3",
  ],
  ...[
    "1e3",
    "1E3",
    "1e+3",
    "1e-3",
    "1e",
    "1e_3",
    ".1e1",
    "1.e1",
    ".e1",
    "e1",
    "e_1",
    "12e03",
    "1e1000",
    "12e4567",
  ],
  ...["0e0", "0e12345", "5e5", "123e456", "98765e1", "685.230_15e+03", "e1234567", "1E", "1e3e", "1.5e"],
];
const bigNumbers = [
  "9007199254740993",
  "9223372036854775808",
  "18446744073709551616",
  "123456789012345678901234567890",
];
const numbers = [...digits, ...prefixed, ...floats, ...bigNumbers].flatMap((text) => [
  text,
  `-${text}`,
  `+${text}`,
]);

const times = [
  ...[
    "12:30",
    "12:30:45",
    "1:60",
    "22:22",
    "8080:80",
    "190:20:30",
    "12:30:45.5",
    "20:30.15",
    "0:0",
    "1_0:30",
    "60:1",
  ],
  ...[
    "2001-01-01",
    "2001-1-1",
    "2024-02-30",
    "0000-00-00",
    "20240101",
    "2024-01",
    "12-12-2012",
    "2001-12-14T21:59",
  ],
  ...[
    "2001-12-14T21:59:43Z",
    "2001-12-14t21:59:43.10-05:00",
    "2001-12-14 21:59:43.10 -5",
    "2001-12-15 2:59:43.10",
  ],
];

const marks = [..."-?:,[]{}#&*!|>'\"%@`\\<=~^$.+/()_;"];
const indicators = [
  ...marks.flatMap((mark) => [
    mark,
    `${mark} `,
    `${mark} a`,
    `${mark}a`,
    `a${mark}`,
    `a ${mark}`,
    `a${mark} b`,
  ]),
  ...marks.flatMap((mark) => [`a${mark}b`, `${mark}${mark}`, `a ${mark}b`, `${mark}1`, `1${mark}`]),
  ...[
    "---",
    "--- a",
    "---a",
    "...",
    "... a",
    "[]",
    "{}",
    "{a: b}",
    "[a]",
    "a\t#b",
    "a:\tb",
    "!!str a",
    "!<a> b",
  ],
  ...[
    "|-",
    "|+ a",
    ">-",
    "%YAML 1.2",
    "*.example.com",
    "0 0 * * *",
    "@daily",
    "{{ .Values.x }}",
    '"\\"',
    "\\x00",
  ],
  ...[
    "${VAR}",
    "${VAR:=default}",
    "$${VAR}",
    "${VAR:-a: b}",
    "::1",
    "fe80::1%eth0",
    "[::1]:80",
    "a=b,c=d",
    "a::b",
  ],
];

const fluxWords = [
  ...[
    "5m",
    "1h30m",
    "10m0s",
    "0s",
    "1.5h",
    "500ms",
    "1Gi",
    "100Mi",
    "500m",
    "v1",
    "v1.2.3",
    "1.x",
    "6.*",
    "1.20",
  ],
  ...[
    ">=1.0.0",
    ">=1.0.0 <2.0.0",
    "^1.0",
    "~1.0",
    "~> 1.0",
    "!=1.0",
    "1 || 2",
    "^v(?P<v>.*)$",
    "deadbeef",
    "a1b2c3d",
  ],
  ...[
    "refs/heads/main",
    "oci://ghcr.io/a/b",
    "https://github.com/a/b.git",
    "git@github.com:a/b.git",
    "./apps/base",
  ],
  ...[
    "../base",
    "sha256:1234567890",
    "ghcr.io/a/b:6.5.4",
    "10.0.0.0/8",
    "127.0.0.1:80",
    "registry.k8s.io/a:v1",
  ],
];

const blanks = [" ", "  ", "\t", "\u00a0", "\u2003", "\u3000", "\ufeff", "\u0085", "\u2028", "\u2029"];
const spaces = blanks.flatMap((blank) => [
  blank,
  `${blank}a`,
  `a${blank}`,
  `a${blank}b`,
  `${blank}a${blank}b${blank}`,
]);

const breaks = [
  "\n",
  "\n\n",
  "\n\n\n",
  "\r",
  "\r\n",
  "\n\r",
  "\n ",
  "\n  ",
  "\n\t",
  " \n",
  "\t\n",
  "\n \n",
  "\n\t\n",
];
const lines = [
  ...breaks.flatMap((text) => [
    text,
    `a${text}`,
    `${text}a`,
    `a${text}b`,
    `a${text}b\n`,
    `${text}a\nb${text}`,
    ` a${text}b`,
  ]),
  ...[
    "a\n#b",
    "#a\nb",
    "a\n# b\n",
    "a\n---\nb",
    "---\na\n---\n",
    "a\n...\nb\n",
    "a: b\nc: d\n",
    "- a\n- b",
    "? a\n: b\n",
  ],
  ...[
    "key: |\n  a\n  b\n",
    '#!/bin/sh\nset -e\necho "hi"\n',
    '{"a": 1,\n "b": 2}\n',
    "a\n'b'\n",
    "%a\nb",
    "&a\n*a\n",
  ],
  ...[
    "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
    "all:\n\techo\n\n\ttrue\n",
    "a\nb\u0085c",
    "a\u2028\nb",
  ],
];

const codePoints = [
  ...Array.from({ length: 0xa1 }, (_, code) => code),
  ...[
    0xad, 0x600, 0x61c, 0x6dd, 0x70f, 0x180e, 0x200b, 0x200d, 0x200e, 0x2028, 0x202e, 0x2060, 0x2066, 0xd7ff,
  ],
  ...[
    0xe000, 0xf8ff, 0xfdd0, 0xfeff, 0xfff0, 0xfff9, 0xfffd, 0xfffe, 0xffff, 0x1f642, 0x1fffe, 0x1d173,
    0xe0001, 0x10ffff,
  ],
];
const characters = codePoints
  .map((code) => String.fromCodePoint(code))
  .flatMap((character) => [character, `a${character}b`, `a b\n${character}c\n`]);

const unicode = [
  ...["é", "e\u0301", "İ", "ß", "中文", "العربية", "🙂", "👩\u200d👩\u200d👧", "🙂 # x", "a🙂b: c", "ﬀ", "𝕏"],
  ...["\ud800", "\udc00", "a\ud800b", "\udc00\ud800", "a\ud83d\n"],
];

const long = [
  ..."ab-:#\"'\\ \té🙂".split("").map((character) => `${character} `.repeat(60)),
  ...[79, 80, 81, 999, 1000, 1001, 1024, 10_000].map((length) => "a".repeat(length)),
  ...[
    "word ".repeat(100),
    "a: ".repeat(60),
    "0".repeat(80),
    "/path".repeat(40),
    "long words in lines \n".repeat(20),
  ],
  `${"a".repeat(50)}\n \n${"b".repeat(50)}`,
];

const prototypes = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "valueOf"];

/** All of them, without repeats. */
export const trickyStrings: readonly string[] = [
  ...new Set([
    ...booleansAndNulls,
    ...numbers,
    ...times,
    ...indicators,
    ...fluxWords,
    ...spaces,
    ...lines,
    ...characters,
    ...unicode,
    ...long,
    ...prototypes,
  ]),
];
