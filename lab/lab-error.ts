/** Something that stops the lab and that its user can act on: one line, printed without a stack. */
export class LabError extends Error {
  override readonly name = "LabError";
}

/** `12.3 s` or `4 min 05 s`. */
export function formatDuration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const rest = Math.floor(seconds % 60);
  return `${Math.floor(seconds / 60)} min ${String(rest).padStart(2, "0")} s`;
}
