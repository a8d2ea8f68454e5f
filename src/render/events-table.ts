import { cleanText } from "../diagnostics/clean-text.js";
import { formatRef } from "../objects/object-ref.js";
import type { ObjectEvent } from "../reconcile/reads/related-events.js";
import { formatAge } from "./clock-time.js";
import { renderTable, type TableOptions } from "./table.js";

/** Events, oldest first, one per line. */
export function renderEvents(
  events: readonly ObjectEvent[],
  { now, ...options }: TableOptions & { readonly now: number },
): string {
  const { paint } = options;
  const rows = events.map(({ at, type, reason, ref, message, count }) => [
    formatAge(at, now),
    { text: type, ...(type === "Warning" && { paint: paint.yellow }) },
    reason,
    formatRef(ref),
    count > 1 ? `${message} (${count} times)` : message,
  ]);
  return renderTable(["AGE", "TYPE", "REASON", "OBJECT", "MESSAGE"], rows, options);
}

/** The events as they go into JSON. */
export function eventsBody(events: readonly ObjectEvent[]): object {
  return { items: events.map((event) => ({ ...event, message: cleanText(event.message) })) };
}
