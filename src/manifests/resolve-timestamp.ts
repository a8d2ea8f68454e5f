const TIMESTAMP =
  /^(\d{4})-(\d\d?)-(\d\d?)(?:(?:[Tt](\d\d?):(\d\d?):(\d\d?)(?:[.,](\d+))?(Z|[+-]\d\d:\d\d)| (\d\d?):(\d\d?):(\d\d?)(?:[.,](\d+))?))?$/;

/**
 * The text that a date or time becomes when go-yaml v3 reads it without quotes and it is printed as JSON: RFC 3339 with
 * the zone that was written, UTC without one, a fraction down to nanoseconds without zeros at its end. Undefined for
 * what go-yaml does not take for a time, such as a date that no calendar has.
 *
 * @see https://github.com/yaml/go-yaml/blob/v3.0.4/resolve.go (parseTimestamp)
 */
export function resolveTimestamp(text: string): string | undefined {
  const match = TIMESTAMP.exec(text);
  if (match === null) return undefined;
  const [, year = "", month = "", day = ""] = match;
  const zone = match[8] ?? "Z";
  const clock = match[4] === undefined ? match.slice(9, 13) : match.slice(4, 8);
  const [hour = "0", minute = "0", second = "0", fraction = ""] = clock.map((part) => part ?? "0");
  if (!isDay(Number(year), Number(month), Number(day))) return undefined;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59 || !isZone(zone)) return undefined;
  const nanoseconds = fraction.slice(0, 9).replace(/0+$/, "");
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const time = [hour, minute, second].map((part) => part.padStart(2, "0")).join(":");
  return `${date}T${time}${nanoseconds === "" ? "" : `.${nanoseconds}`}${/^[+-]00:00$/.test(zone) ? "Z" : zone}`;
}

function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day <= days[month - 1]!;
}

function isZone(zone: string): boolean {
  return zone === "Z" || (Number(zone.slice(1, 3)) < 24 && Number(zone.slice(4)) < 60);
}
