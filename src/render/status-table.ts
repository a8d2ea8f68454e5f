import { cleanText } from "../diagnostics/clean-text.js";
import { shortRevision } from "../flux/revision.js";
import type { ObjectStatus, StatusName } from "../reconcile/object-status.js";
import type { StatusList, StatusRow } from "../reconcile/reads/list-status.js";
import { describeWait } from "./causes-text.js";
import { formatAge } from "./clock-time.js";
import type { Paint } from "./paint.js";
import { onceEach, renderTable } from "./table.js";

/** How a status table looks. */
export interface StatusTableOptions {
  readonly paint: Paint;
  readonly now: number;
  /** Columns of the terminal; absent when there is none. */
  readonly columns?: number;
  /** Show the namespace: with objects of several. */
  readonly namespaces: boolean;
  /** Show the kind: with objects of several. */
  readonly kinds: boolean;
  /** Whole revisions, since when, and what each object waits for. */
  readonly wide?: boolean;
  readonly headless?: boolean;
}

/** Objects of Flux with what is live and how they are, one per line. */
export function renderStatusTable(rows: readonly StatusRow[], options: StatusTableOptions): string {
  const { paint, namespaces, kinds, wide = false } = options;
  const titles = [
    ...(namespaces ? ["NAMESPACE"] : []),
    ...(kinds ? ["KIND"] : []),
    "NAME",
    "REVISION",
    "AGE",
    "STATUS",
    "REASON",
    ...(wide ? ["SINCE", "WAITS"] : []),
    "MESSAGE",
  ];
  const short = onceEach(shortRevision);
  const cells = rows.map((row) => {
    const { ref, status, revision = "", created } = row;
    return [
      ...(namespaces ? [ref.namespace ?? ""] : []),
      ...(kinds ? [ref.kind] : []),
      ref.name,
      wide ? revision : short(revision),
      created === undefined ? "" : formatAge(created, options.now),
      { text: status.name, paint: painterOf(status.name, paint) },
      status.reason,
      ...(wide
        ? [status.since ? formatAge(status.since, options.now) : "", describeWait(status.loop, options.now)]
        : []),
      status.message,
    ];
  });
  return renderTable(titles, cells, options);
}

/** The colour of a status: good, at work, bad, and what somebody wanted so. */
export function painterOf(name: StatusName, paint: Paint): (text: string) => string {
  if (name === "current") return paint.green;
  if (name === "in-progress" || name === "terminating") return paint.cyan;
  return name === "suspended" || name === "unknown" ? paint.yellow : paint.red;
}

/** A status as it goes into JSON: whole, but without escapes and secrets. */
export function cleanStatus(status: ObjectStatus): ObjectStatus {
  return { ...status, reason: cleanText(status.reason), message: cleanText(status.message) };
}

/** The list as it goes into JSON and YAML. */
export function statusListBody({ rows, skipped }: StatusList): object {
  return { items: rows.map((row) => ({ ...row, status: cleanStatus(row.status) })), skipped };
}
