import { randomUUID } from "node:crypto";
import { annotations } from "../../flux/annotations.js";
import type { JsonObject } from "../../objects/json.js";

/**
 * A value for `reconcile.fluxcd.io/requestedAt` that nobody else can have written: the time for people who read
 * it, and a UUID. Flux compares it as text, so no clock has to agree with another.
 *
 * @param now milliseconds since 1970.
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#triggering-a-reconcile
 */
export function newRequestToken(now: number): string {
  return `${new Date(now).toISOString().replace("Z", "000000Z")}-${randomUUID()}`;
}

/** What to ask of a HelmRelease beside a run. Flux takes them only when they equal `requestedAt`. */
export interface ReleaseOptions {
  /** One install or upgrade, even if nothing changed. */
  readonly force?: boolean;
  /** Forget the failures counted so far, so that a stalled release is tried again. */
  readonly reset?: boolean;
}

/**
 * The merge patch that asks for a run.
 *
 * @see https://fluxcd.io/flux/components/helm/helmreleases/#forcing-a-release
 * @see https://fluxcd.io/flux/components/helm/helmreleases/#resetting-remediation-retries
 */
export function requestPatch(token: string, { force, reset }: ReleaseOptions = {}): JsonObject {
  return {
    metadata: {
      annotations: {
        [annotations.requestedAt]: token,
        ...(force && { [annotations.forceAt]: token }),
        ...(reset && { [annotations.resetAt]: token }),
      },
    },
  };
}
