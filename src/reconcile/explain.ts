import type { Condition } from "../flux/conditions.js";
import { conditionsOf } from "../flux/conditions.js";
import type { FailureClass } from "../flux/failures/failure-class.js";
import { classifyFailure } from "../flux/failures.js";
import { findFluxKind, fluxKindNames } from "../flux/kinds.js";
import type { KubeObject } from "../objects/kube-object.js";
import { groupOf } from "../objects/kube-object.js";
import type { ObjectRef } from "../objects/object-ref.js";
import { refKey, refOf } from "../objects/object-ref.js";
import { blockersOf } from "./blockers.js";
import type { Cause, Waiting } from "./cause.js";
import type { ClusterView } from "./cluster-view.js";
import { standingOf } from "./standing.js";

/**
 * Why a cluster is not where it should be: each root cause once, with everything that only waits for it.
 *
 * Starts from `symptoms`, or from every object of Flux that is not current, and walks to what each waits for:
 * source, chart, dependency, inventory. Pure; what may not be read is not guessed at.
 *
 * @returns causes: failures before what is still at work, those with most waiting objects first; empty when all
 * is current.
 */
export function explain(view: ClusterView, symptoms?: readonly ObjectRef[]): readonly Cause[] {
  const walk = new Walk(view);
  for (const ref of symptoms ?? notCurrent(view)) walk.follow(ref, []);
  return walk.causes();
}

function notCurrent(view: ClusterView): readonly ObjectRef[] {
  return fluxKindNames
    .flatMap((kind) => view.all(kind))
    .filter((object) => standingOf(object, view).name !== "current" || blockersOf(object, view).length > 0)
    .map(refOf);
}

class Walk {
  readonly #view: ClusterView;
  readonly #done = new Map<string, readonly string[]>();
  readonly #found = new Map<string, { cause: Omit<Cause, "waiting">; waiting: Map<string, Waiting> }>();

  constructor(view: ClusterView) {
    this.#view = view;
  }

  /** Walks from an object to its causes; returns their keys. `path` is how we came here. */
  follow(ref: ObjectRef, path: readonly ObjectRef[]): readonly string[] {
    const key = refKey(ref);
    const known = this.#done.get(key);
    if (known !== undefined) return known;
    const start = path.findIndex((step) => refKey(step) === key);
    if (start >= 0) return [this.#addCause(ref, path.slice(start))];
    const object = this.#view.find(ref);
    const blockers = object === undefined ? [] : blockersOf(object, this.#view);
    const causes = blockers.flatMap(({ ref: next, relation }) => {
      const keys = this.follow(next, [...path, ref]);
      for (const cause of keys)
        this.#addWaiting(cause, { ref, status: standingOf(object, this.#view), through: next, relation });
      return keys;
    });
    const result = causes.length > 0 ? [...new Set(causes)] : [this.#addCause(ref)];
    this.#done.set(key, result);
    return result;
  }

  causes(): readonly Cause[] {
    return [...this.#found.values()]
      .map(({ cause, waiting }) => ({ ...cause, waiting: [...waiting.values()] }))
      .filter(({ status, cycle }) => status.name !== "current" || cycle !== undefined)
      .sort(compareCauses);
  }

  #addCause(ref: ObjectRef, cycle?: readonly ObjectRef[]): string {
    const key = refKey(ref);
    if (!this.#found.has(key)) {
      const object = this.#view.find(ref);
      const status = standingOf(object, this.#view);
      // Of an object that is at work the conditions still tell of the try before.
      const hasFailed = status.name === "failed" || status.name === "stalled";
      const match = object && hasFailed ? failureOf(object) : undefined;
      const cause = { ref, status, ...match, ...(cycle && { cycle }) };
      this.#found.set(key, { cause, waiting: new Map() });
    }
    return key;
  }

  #addWaiting(causeKey: string, waiting: Waiting): void {
    if (refKey(waiting.ref) !== causeKey)
      this.#found.get(causeKey)?.waiting.set(refKey(waiting.ref), waiting);
  }
}

/** What failed before what is still at work, then by how much waits for it. */
function compareCauses(a: Cause, b: Cause): number {
  const working = (cause: Cause): number => (cause.status.name === "in-progress" && !cause.cycle ? 1 : 0);
  return (
    working(a) - working(b) || b.waiting.length - a.waiting.length || (refKey(a.ref) < refKey(b.ref) ? -1 : 1)
  );
}

/** The failure that an object's conditions show; undefined for kinds outside Flux. */
export function failureOf(object: KubeObject): { failure: FailureClass; condition: Condition } | undefined {
  const kind = findFluxKind(groupOf(object.apiVersion), object.kind);
  return kind && classifyFailure({ kind, conditions: conditionsOf(object) });
}
