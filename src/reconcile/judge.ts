import type { BuiltObject } from "../fleet/fleet.js";
import type { FluxKind } from "../flux/kinds.js";
import { findFluxKind } from "../flux/kinds.js";
import { asObject, asString } from "../objects/json.js";
import type { KubeObject } from "../objects/kube-object.js";
import { refKey, refOf } from "../objects/object-ref.js";
import { checkInventory, checkPruned, checkWorkloads } from "./check-inventory.js";
import { checkChart, checkRelease } from "./check-release.js";
import { checkAppliedRevision, checkRevision, checkSource } from "./check-revision.js";
import type { ClusterView } from "./cluster-view.js";
import { explain } from "./explain.js";
import type { Intent } from "./intent.js";
import { intendedFluxObjects } from "./intent.js";
import { liveRevision } from "./live-revision.js";
import type { StatusName } from "./object-status.js";
import { firstDifference } from "./spec-difference.js";
import { missingStatus, statusOf } from "./status.js";
import type { Answer, Check, ClusterVerdict, ObjectVerdict } from "./verdict.js";
import { worstAnswer } from "./verdict.js";

/** What the check of one object needs. */
export interface JudgeContext {
  readonly intent: Intent;
  readonly view: ClusterView;
}

/**
 * Did what we synthesized converge? A pure function of the intent and of one view of the cluster.
 *
 * Yes means, for every intended object of Flux: it exists, its live spec holds the intent, its status speaks of
 * that generation and is Ready, it is neither suspended nor being deleted; each source of the fleet is at the
 * commit asked for or a later one; each Kustomization applied its source's artifact, holds all that was built
 * in its inventory and nothing else; each HelmRelease runs its chart's version and its values. An object that
 * still says Ready while its source fails is no yes.
 */
export function judge(intent: Intent, view: ClusterView): ClusterVerdict {
  const context = { intent, view };
  const objects = intendedFluxObjects(intent.cluster).map((built) => judgeObject(built, context));
  const answer = worstAnswer(objects.map((object) => object.answer));
  const causes =
    answer === "converged"
      ? []
      : explain(
          view,
          objects.filter(isOpen).map(({ ref }) => ref),
        );
  const { revision } = intent;
  return {
    cluster: intent.cluster.name,
    answer,
    ...(revision !== undefined && { revision }),
    objects,
    causes,
  };
}

function isOpen({ answer }: ObjectVerdict): boolean {
  return answer !== "converged" && answer !== "forbidden" && answer !== "not-installed";
}

function judgeObject(built: BuiltObject, context: JudgeContext): ObjectVerdict {
  const ref = refOf(built.object);
  const at = built.origin.locate();
  const refusal = context.view.refusalOf(ref);
  if (refusal !== undefined) {
    const answer = refusal === "forbidden" ? "forbidden" : "not-installed";
    const status = { name: "unknown", reason: refusal, message: `it could not be read: ${refusal}` } as const;
    return { ref, answer, status, checks: [{ name: "readable", holds: false, found: refusal }], at };
  }
  const live = context.view.find(ref);
  if (live === undefined) {
    return {
      ref,
      answer: "missing",
      status: missingStatus,
      checks: [{ name: "exists", holds: false, found: "not there" }],
      at,
    };
  }
  return judgeLive(built, live, context);
}

function judgeLive(built: BuiltObject, live: KubeObject, context: JudgeContext): ObjectVerdict {
  const ref = refOf(built.object);
  const kind = findFluxKind(ref.group, ref.kind) as FluxKind;
  const status = statusOf(live);
  const checks: Check[] = [
    checkIdentity(live, context),
    checkSpec(built, live),
    { name: "ready", holds: status.name === "current", found: `${status.name} (${status.reason})` },
    ...kindChecks(kind, built, live, context),
  ];
  const revision = liveRevision(live);
  const uid = asString(live.metadata.uid);
  return {
    ref,
    answer: answerOf(status.name, checks, live, context),
    status,
    checks,
    ...(revision !== undefined && { revision }),
    ...(uid !== undefined && { uid }),
    at: built.origin.locate(),
  };
}

function kindChecks(
  kind: FluxKind,
  built: BuiltObject,
  live: KubeObject,
  context: JudgeContext,
): readonly Check[] {
  switch (kind) {
    case "GitRepository":
    case "OCIRepository":
    case "Bucket":
      return checkRevision(live, context);
    case "Kustomization":
      return [
        ...checkSource(live, context),
        ...checkAppliedRevision(live, context),
        ...checkInventory(built, live, context),
        ...checkPruned(built, live, context),
        ...checkWorkloads(live, context),
      ];
    case "HelmRelease":
      return [
        ...checkSource(live, context),
        ...checkChart(live, context),
        ...checkRelease(live),
        ...checkWorkloads(live, context),
      ];
    default:
      return checkSource(live, context);
  }
}

function checkIdentity(live: KubeObject, { intent }: JudgeContext): Check {
  const same = isSame(live, intent);
  return {
    name: "same-object",
    holds: same || intent.strictUid !== true,
    found: same ? "the same object" : "deleted and created anew since we began",
  };
}

function isSame(live: KubeObject, { uids }: Intent): boolean {
  const before = uids?.get(refKey(refOf(live)));
  return before === undefined || before === live.metadata.uid;
}

function checkSpec(built: BuiltObject, live: KubeObject): Check {
  const difference = firstDifference(built.object.spec, live.spec, "/spec");
  return { name: "spec", holds: difference === undefined, found: difference ?? "as intended" };
}

const answerByStatus: Readonly<Partial<Record<StatusName, Answer>>> = {
  suspended: "suspended",
  terminating: "deleting",
  failed: "failing",
  stalled: "stalled",
};

function answerOf(
  status: StatusName,
  checks: readonly Check[],
  live: KubeObject,
  context: JudgeContext,
): Answer {
  const failed = new Set(checks.filter(({ holds }) => !holds).map(({ name }) => name));
  if (failed.size === 0) return "converged";
  if (failed.has("spec") && isSuperseded(live, context)) return "superseded";
  if (failed.has("same-object")) return "recreated";
  return answerByStatus[status] ?? (isSame(live, context.intent) ? "waiting" : "recreated");
}

/** Whether a later commit than the one asked for is what the owner of the object applied. */
function isSuperseded(live: KubeObject, { intent, view }: JudgeContext): boolean {
  const { cluster, revision, contains } = intent;
  if (revision === undefined || contains === undefined) return false;
  const built = cluster.objects.find(({ object }) => refKey(refOf(object)) === refKey(refOf(live)));
  const owner = built?.owner && view.find(built.owner);
  const applied = owner && asString(asObject(owner.status).lastAppliedRevision);
  return applied !== undefined && !applied.includes(revision) && contains(applied) === true;
}
