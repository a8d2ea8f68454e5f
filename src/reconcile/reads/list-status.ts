import type { ClusterClient } from "../../cluster/cluster-client.js";
import type { Scope } from "../../cluster/list-pages.js";
import { FluxwrightError } from "../../diagnostics/fluxwright-error.js";
import type { FluxKind } from "../../flux/kinds.js";
import { factsOf } from "../../flux/kinds.js";
import { asString } from "../../objects/json.js";
import type { KubeObject } from "../../objects/kube-object.js";
import type { ObjectRef } from "../../objects/object-ref.js";
import { refOf } from "../../objects/object-ref.js";
import type { ReadRefusal } from "../cluster-view.js";
import { liveRevision } from "../live-revision.js";
import type { ObjectStatus } from "../object-status.js";
import { statusOf } from "../status.js";

/** One object of Flux in a status table. */
export interface StatusRow {
  readonly ref: ObjectRef;
  readonly status: ObjectStatus;
  readonly revision?: string;
  /** RFC 3339 by the cluster's clock. */
  readonly created?: string;
}

/** A kind that could not be read. */
export interface SkippedKind {
  readonly kind: FluxKind;
  readonly why: ReadRefusal;
  readonly message: string;
}

/** The status of all objects of some kinds. */
export interface StatusList {
  /** By kind in the order asked for, then by namespace and name. */
  readonly rows: readonly StatusRow[];
  readonly skipped: readonly SkippedKind[];
}

/** What a status table keeps of an object: a few hundred bytes of what may be ten thousand. */
export function statusRow(object: KubeObject): StatusRow {
  const revision = liveRevision(object);
  const created = asString(object.metadata.creationTimestamp);
  return {
    ref: refOf(object),
    status: statusOf(object),
    ...(revision !== undefined && { revision }),
    ...(created !== undefined && { created }),
  };
}

/**
 * Reads the status of all objects of the kinds: one pass, all kinds at once. A kind that is not installed or that
 * may not be read is left out, and named.
 */
export async function listStatus(
  client: ClusterClient,
  kinds: readonly FluxKind[],
  scope: Scope,
  signal: AbortSignal,
): Promise<StatusList> {
  const skipped: SkippedKind[] = [];
  const lists = await Promise.all(
    kinds.map(async (kind) => {
      try {
        const found = await client.list({ group: factsOf(kind).group, kind }, scope, {
          signal,
          project: (object) => ({
            row: statusRow(object),
            key: `${object.metadata.namespace}/${object.metadata.name}`,
          }),
        });
        return [...found].sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ row }) => row);
      } catch (error) {
        skipped.push(skippedKind(kind, error));
        return [];
      }
    }),
  );
  return { rows: lists.flat(), skipped };
}

/** What a refused read of a kind says; any other error is thrown on. */
export function skippedKind(kind: FluxKind, error: unknown): SkippedKind {
  if (error instanceof FluxwrightError) {
    const { reason: why, message } = error;
    if (why === "forbidden" || why === "kind-not-installed") return { kind, why, message };
  }
  throw error;
}
