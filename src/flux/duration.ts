/**
 * A duration as the API of Flux takes it: whole or decimal hours, minutes, seconds and milliseconds, the largest
 * unit first (`"1h30m"`, `"10m"`, `"1.5h"`, `"500ms"`). There is no day, and a number without a unit is refused.
 *
 * A computed text works too: `` `${minutes}m` ``.
 */
export type Duration =
  | DurationWithoutHours
  | `${number}h`
  | `${number}h${number}${"m" | "s" | "ms"}`
  | `${number}h${number}m${number}${"s" | "ms"}`;

/**
 * A duration of the fields whose pattern knows no hours, such as the `timeout` of the sources: write `"90m"` for
 * `"1h30m"`.
 */
export type DurationWithoutHours =
  | `${number}${"m" | "s" | "ms"}`
  | `${number}m${number}${"s" | "ms"}`
  | `${number}s${number}ms`;
