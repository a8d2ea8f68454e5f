import type { RemedyStep } from "../flux/failures/failure-class.js";
import { factsOf, findFluxKind } from "../flux/kinds.js";
import type { ObjectRef } from "../objects/object-ref.js";
import { formatRef } from "../objects/object-ref.js";
import type { Cause } from "./cause.js";

/** One thing to do about a cause, the right way first. */
export interface NextStep {
  readonly what: string;
  /** A command line that does it; absent where a person must edit something. */
  readonly command?: string;
  /** What the command costs or hides. */
  readonly warning?: string;
}

/** What to do about a cause: the fix, then what makes Flux see it; emergencies last and only where they help. */
export function nextSteps(cause: Cause): readonly NextStep[] {
  const { ref, status, failure, cycle } = cause;
  if (cycle)
    return [{ what: `Break the circle: take one dependsOn out of ${cycle.map(formatRef).join(" → ")}.` }];
  if (status.name === "suspended") return [resume(ref)];
  if (status.name === "terminating") return [letGo(ref)];
  if (status.name === "missing") return [{ what: `Write ${formatRef(ref)}, or correct what refers to it.` }];
  if (status.loop?.waitsFor === "controller") return [lookAtController(ref)];
  if (findFluxKind(ref.group, ref.kind) === undefined) return mendWorkload(cause);
  if (failure === undefined) return [{ what: "Wait: Flux is at work on it." }];
  return [{ what: failure.fix }, ...failure.next.flatMap((step) => remedy(step, cause))];
}

function remedy(step: RemedyStep, { ref, status }: Cause): NextStep[] {
  switch (step) {
    case "reconcile":
      return [{ what: "Commit, push, then let Flux fetch and apply it now.", command: reconcile(ref) }];
    case "reset":
      return [
        {
          what: "When the spec did not change, clear the failure count.",
          command: `${reconcile(ref)} --reset`,
        },
      ];
    case "wait":
      return [
        {
          what: `Or wait: it is tried again by itself${status.loop?.until ? ` at ${status.loop.until}` : ""}.`,
        },
      ];
    case "resume":
      return [resume(ref)];
    case "recreate":
      return [
        {
          what: "As the last resort, delete the managed object that the message names; Flux creates it anew.",
          command: "fluxwright recreate <kind> <namespace>/<name>",
          warning: "The object is gone until Flux has created it again.",
        },
      ];
    case "restart":
      return [restart(ref)];
    case "suspend":
    case "fix":
      return [];
  }
}

function reconcile(ref: ObjectRef): string {
  const hasSource = ref.kind === "Kustomization" || ref.kind === "HelmRelease";
  return `fluxwright reconcile ${ref.kind.toLowerCase()} ${ref.name}${inNamespace(ref)}${hasSource ? " --with-source" : ""}`;
}

function resume(ref: ObjectRef): NextStep {
  return {
    what: "It was suspended by somebody: find out why, then resume it.",
    command: `fluxwright resume ${ref.kind.toLowerCase()} ${ref.name}${inNamespace(ref)}`,
    warning: "All that was committed meanwhile is applied at once.",
  };
}

/** What Flux applied and does not become ready: Flux has done its part. */
function mendWorkload({ waiting }: Cause): readonly NextStep[] {
  const owner = waiting.find(({ relation }) => relation === "inventory")?.ref;
  return [
    { what: "Find out why it does not become ready: its pods, their events and their logs." },
    ...(owner
      ? [{ what: "Commit what mends it, push, then let Flux apply it now.", command: reconcile(owner) }]
      : []),
  ];
}

/** A finalizer is there for a reason: what it waits for must be mended, not the finalizer taken away. */
function letGo(ref: ObjectRef): NextStep {
  return {
    what: `Find out what keeps it from going: its events say what cannot be deleted (a policy, a missing service account, a finalizer of what it applied).`,
    command: `fluxwright events ${ref.kind}/${ref.namespace === undefined ? "" : `${ref.namespace}/`}${ref.name}`,
  };
}

function lookAtController(ref: ObjectRef): NextStep {
  const kind = findFluxKind(ref.group, ref.kind);
  const controller = (kind && factsOf(kind).controller) ?? "its controller";
  return { what: `Look at ${controller}: is it running, and what does its log say of ${formatRef(ref)}?` };
}

function restart(ref: ObjectRef): NextStep {
  const kind = findFluxKind(ref.group, ref.kind);
  return {
    what: "In an emergency restart the controller.",
    command: `fluxwright restart ${(kind && factsOf(kind).controller) ?? "kustomize-controller"}`,
    warning: "A restart hides the cause, and every object of the controller is reconciled anew.",
  };
}

function inNamespace({ namespace }: ObjectRef): string {
  return namespace === undefined ? "" : ` -n ${namespace}`;
}
