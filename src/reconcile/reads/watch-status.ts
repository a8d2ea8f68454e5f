import type { ClusterClient } from "../../cluster/cluster-client.js";
import type { Scope } from "../../cluster/list-pages.js";
import { FluxwrightError } from "../../diagnostics/fluxwright-error.js";
import type { FluxKind } from "../../flux/kinds.js";
import { factsOf } from "../../flux/kinds.js";
import { refKey } from "../../objects/object-ref.js";
import { missingStatus } from "../status.js";
import type { SkippedKind, StatusRow } from "./list-status.js";
import { skippedKind, statusRow } from "./list-status.js";

/** Who is told what a watch of statuses sees. */
export interface StatusListener {
  /** Ends the watch. */
  readonly signal: AbortSignal;
  /** An object whose status, reason, message or revision is new; `missing` when it was deleted. */
  row(row: StatusRow): void;
  /** All that was there has been told; called once. */
  whole(skipped: readonly SkippedKind[]): void;
}

/** Watches the status of all objects of the kinds: one watch for each kind, until the signal ends it. */
export async function watchStatus(
  client: ClusterClient,
  kinds: readonly FluxKind[],
  scope: Scope,
  listener: StatusListener,
): Promise<void> {
  const skipped: SkippedKind[] = [];
  let open = kinds.length;
  const synced = (): void => {
    if (--open === 0) listener.whole(skipped);
  };
  await Promise.all(
    kinds.map(async (kind) => {
      try {
        await watchOne(client, kind, scope, { ...listener, synced });
      } catch (error) {
        if (error instanceof FluxwrightError && error.reason === "interrupted") return;
        skipped.push(skippedKind(kind, error));
        synced();
      }
    }),
  );
}

async function watchOne(
  client: ClusterClient,
  kind: FluxKind,
  scope: Scope,
  { signal, row, synced }: Pick<StatusListener, "signal" | "row"> & { readonly synced: () => void },
): Promise<void> {
  const told = new Map<string, string>();
  const ref = { group: factsOf(kind).group, kind };
  let isSynced = false;
  for await (const event of client.watch(ref, scope, { signal, project: statusRow })) {
    if (event.type === "synced" && !isSynced) {
      isSynced = true;
      synced();
    }
    if (!("object" in event)) continue;
    const key = refKey(event.object.ref);
    if (event.type === "deleted") {
      told.delete(key);
      row({ ...event.object, status: missingStatus });
      continue;
    }
    const { status, revision } = event.object;
    const shown = [status.name, status.reason, status.message, revision].join("\n");
    if (told.get(key) !== shown) row(event.object);
    told.set(key, shown);
  }
}
