import { parseGoDuration } from "../objects/go-duration.js";

/** Formats of strings that are checked; the API server passes over most others, `int32` and `int64` among them. */
export const checkedFormats = [
  "byte",
  "date",
  "date-time",
  "duration",
  "email",
  "hostname",
  "ipv4",
  "ipv6",
  "cidr",
  "mac",
  "uri",
  "uuid",
] as const;
export type CheckedFormat = (typeof checkedFormats)[number];

const OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const IPV4 = `(?:${OCTET}\\.){3}${OCTET}`;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/u;
const LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?";

/**
 * The formats of strings, each about as strict as the API server is: what it takes passes, what it refuses for its
 * form fails.
 *
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation
 */
const formats: Readonly<Record<CheckedFormat, RegExp | ((text: string) => boolean)>> = {
  byte: (text) => BASE64.test(text.replaceAll(/[\r\n]/g, "")),
  date: (text) => /^\d{4}-\d{2}-\d{2}$/u.test(text) && isCalendarDay(text),
  "date-time": (text) =>
    /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/iu.test(text) &&
    isCalendarDay(text.slice(0, 10)),
  duration: (text) => parseGoDuration(text.replace(/\s+/g, "")) !== undefined,
  email: /^[^\s@<>]+@[^\s@<>]+$/u,
  hostname: new RegExp(`^${LABEL}(?:\\.${LABEL})*\\.?$`, "u"),
  ipv4: new RegExp(`^${IPV4}$`, "u"),
  ipv6: isIPv6,
  cidr: (text) => {
    const [address = "", bits = "", ...rest] = text.split("/");
    if (rest.length > 0 || !/^\d{1,3}$/.test(bits)) return false;
    return new RegExp(`^${IPV4}$`, "u").test(address)
      ? Number(bits) <= 32
      : isIPv6(address) && Number(bits) <= 128;
  },
  mac: /^[0-9a-f]{2}(?:([:-])[0-9a-f]{2})(?:\1[0-9a-f]{2}){4}$/iu,
  uri: (text) => /^(?:[a-z][a-z0-9+.-]*:|\/)/iu.test(text) && !/[\s\u0000-\u001f\u007f]/u.test(text),
  uuid: /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/iu,
};

/** Whether a text has a format. Everything has a format that is not checked. */
export function hasFormat(format: string, text: string): boolean {
  if (!isChecked(format)) return true;
  const check = formats[format];
  return check instanceof RegExp ? check.test(text) : check(text);
}

function isChecked(format: string): format is CheckedFormat {
  return Object.hasOwn(formats, format);
}

function isCalendarDay(day: string): boolean {
  const time = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(day);
}

/** Eight groups of hexadecimal digits, at most one run of them as `::`, the last two perhaps as an IPv4 address. */
function isIPv6(text: string): boolean {
  const halves = text.replace(new RegExp(`${IPV4}$`, "u"), "0:0").split("::");
  const groups = halves.flatMap((half) => (half === "" ? [] : half.split(":")));
  if (halves.length > 2 || !groups.every((group) => /^[0-9a-f]{1,4}$/iu.test(group))) return false;
  return halves.length === 2 ? groups.length < 8 : groups.length === 8;
}
