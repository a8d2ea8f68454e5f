import type { ClusterClient } from "../../cluster/cluster-client.js";
import { cleanText } from "../../diagnostics/clean-text.js";
import { FluxwrightError } from "../../diagnostics/fluxwright-error.js";
import type { KubeObject } from "../../objects/kube-object.js";
import type { ObjectRef } from "../../objects/object-ref.js";
import { formatRef, refKey, refOf } from "../../objects/object-ref.js";
import { artifactRevision } from "../check-revision.js";
import { isSuspended } from "../flux-status.js";
import type { ActionContext, ActionResult } from "./action-result.js";
import type { Answered } from "./ask-and-wait.js";
import { askAndWait, toResult } from "./ask-and-wait.js";
import type { ReleaseOptions } from "./request-token.js";
import { requestPatch } from "./request-token.js";
import { takesRequests, upstreamOf } from "./upstream.js";
import { watchObject } from "./watch-object.js";

/** How to reconcile. */
export interface ReconcileOptions extends ReleaseOptions {
  /** First have everything that the object reads from run: source, chart. Default false. */
  readonly withSource?: boolean;
}

/**
 * Asks Flux to reconcile one object now, and waits for the answer to this very request: for the object Ready for
 * its generation with what its source holds, or for the failure with its cause. With `withSource` what it reads
 * from is asked first, from the root on.
 *
 * @throws FluxwrightError `not-found` when the object or a source is not there; `usage` for a kind that no
 * controller reconciles; `deadline` when it passes before the object was asked.
 */
export async function reconcileObject(
  client: ClusterClient,
  ref: ObjectRef,
  options: ReconcileOptions,
  context: ActionContext,
): Promise<ActionResult> {
  const [reconciled] = reconcileObjects(client, [ref], options, context);
  return reconciled as Promise<ActionResult>;
}

/** The same for several objects at once; what several of them read from is asked once. */
export function reconcileObjects(
  client: ClusterClient,
  refs: readonly ObjectRef[],
  options: ReconcileOptions,
  context: ActionContext,
): readonly Promise<ActionResult>[] {
  const run = new ReconcileRun(client, options, context);
  return refs.map(async (ref) => (await run.reach(ref, [])).result);
}

/** An object that was asked, and whether its artifact changed since we met it. */
interface Reached extends Answered {
  readonly isRenewed: boolean;
}

class ReconcileRun {
  /** Several objects may read from one source: it is asked once. */
  readonly #reached = new Map<string, Promise<Reached>>();

  constructor(
    private readonly client: ClusterClient,
    private readonly options: ReconcileOptions,
    private readonly context: ActionContext,
  ) {}

  /** `path` is how we came here; empty for the object asked for. */
  reach(ref: ObjectRef, path: readonly string[]): Promise<Reached> {
    const key = refKey(ref);
    const known = this.#reached.get(key);
    if (known !== undefined) return known;
    const reached = this.#ask(ref, [...path, key]);
    this.#reached.set(key, reached);
    return reached;
  }

  async #ask(ref: ObjectRef, path: readonly string[]): Promise<Reached> {
    const states = watchObject(this.client, ref, this.context.signal);
    try {
      const { value: object } = await states.next();
      if (object === undefined) throw notFound(ref);
      if (isSuspended(object)) return end(object, "suspended");
      const isRoot = path.length === 1;
      const insists = isRoot && (this.options.force === true || this.options.reset === true);
      if (!takesRequests(object) && isRoot) throw nothingReconciles(ref);
      const upstream = this.options.withSource ? await this.#reachUpstream(object, path) : undefined;
      const stopped = upstream?.find(({ result }) => result.outcome !== "done");
      if (stopped !== undefined) return stopped;
      if (!takesRequests(object)) return end(object, "done");
      const answered = await askAndWait(
        this.client,
        { object, states },
        {
          action: "reconcile",
          patch: (token) => requestPatch(token, isRoot ? this.options : {}),
          ...(upstream && { upstream: upstream.flatMap((source) => source.object ?? []) }),
          fresh: !insists && upstream?.some(({ isRenewed }) => isRenewed) === true,
        },
        this.context,
      );
      this.#tellDone(answered.result);
      return { ...answered, isRenewed: isRenewed(object, answered.object) };
    } finally {
      await states.return(undefined as never);
    }
  }

  async #reachUpstream(object: KubeObject, path: readonly string[]): Promise<readonly Reached[]> {
    // GitRepositories may include each other in a circle; Flux refuses that by itself.
    const next = upstreamOf(object).filter((ref) => !path.includes(refKey(ref)));
    return Promise.all(next.map((ref) => this.reach(ref, path)));
  }

  #tellDone({ ref, outcome, revision }: ActionResult): void {
    if (outcome !== "done") return;
    this.context.tell?.({ kind: "done", ref, ...(revision !== undefined && { revision }) });
  }
}

function end(object: KubeObject, outcome: "done" | "suspended"): Reached {
  const result = toResult("reconcile", refOf(object), outcome, object);
  return { result: { ...result, changed: false }, object, isRenewed: false };
}

function isRenewed(before: KubeObject, after: KubeObject | undefined): boolean {
  return after !== undefined && artifactRevision(after) !== artifactRevision(before);
}

/** The error for an object that is not there. */
export function notFound(ref: ObjectRef): FluxwrightError {
  // A source is named by what refers to it: its name may be any text.
  return new FluxwrightError("not-found", `${cleanText(formatRef(ref))} does not exist`, {
    hint: "Look at what there is with: fluxwright get all -A",
  });
}

function nothingReconciles(ref: ObjectRef): FluxwrightError {
  return new FluxwrightError("usage", `No controller reconciles ${formatRef(ref)}: it is used as it is`);
}
