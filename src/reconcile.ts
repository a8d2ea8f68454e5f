/**
 * `fluxwright/reconcile`: did what was synthesized converge, and if not, why not. Loads no construct library.
 *
 * ```ts
 * import { connect, converge, directoryTree, readFleet } from "fluxwright/reconcile";
 *
 * const fleet = readFleet(directoryTree("."));
 * const client = await connect({ env: process.env, context: "prod" });
 * for await (const snapshot of converge(client, fleet.clusters[0]!, { revision: "4f2a9c0…" })) {
 *   console.log(snapshot.answer, snapshot.ending);
 * }
 * ```
 */
export type { ApiResource, KindRef } from "./cluster/api-resource.js";
export type { ClusterClient } from "./cluster/cluster-client.js";
export type { ConnectOptions } from "./cluster/connect.js";
export { connect, contextNames } from "./cluster/connect.js";
export type { FailureReason } from "./diagnostics/fluxwright-error.js";
export { FluxwrightError } from "./diagnostics/fluxwright-error.js";
export type { BuiltObject, Fleet, FleetCluster, KustomizationBuild } from "./fleet/fleet.js";
export { readFleet } from "./fleet/read-fleet.js";
export type { Condition } from "./flux/conditions.js";
export type { FailureClass } from "./flux/failures/failure-class.js";
export { classifyFailure, failureClasses } from "./flux/failures.js";
export { directoryTree } from "./manifests/directory-tree.js";
export type { FileTree } from "./manifests/file-tree.js";
export { gitTree } from "./manifests/git-tree.js";
export type { KubeObject } from "./objects/kube-object.js";
export type { ObjectRef } from "./objects/object-ref.js";
export type { ActionProgress, ActionResult } from "./reconcile/actions/action-result.js";
export { reconcileObject } from "./reconcile/actions/reconcile-object.js";
export { resumeObject, suspendObject } from "./reconcile/actions/suspend-object.js";
export type { Cause, Waiting } from "./reconcile/cause.js";
export type { ClusterView } from "./reconcile/cluster-view.js";
export { createClusterView } from "./reconcile/cluster-view.js";
export type { ConvergeOptions, Ending, Snapshot } from "./reconcile/converge.js";
export { converge } from "./reconcile/converge.js";
export { explain } from "./reconcile/explain.js";
export { gatherView } from "./reconcile/gather-view.js";
export type { Intent } from "./reconcile/intent.js";
export { judge } from "./reconcile/judge.js";
export type { LoopPosition, LoopStep } from "./reconcile/loop.js";
export type { NextStep } from "./reconcile/next-step.js";
export { nextSteps } from "./reconcile/next-step.js";
export type { ObjectStatus, StatusName } from "./reconcile/object-status.js";
export { listStatus } from "./reconcile/reads/list-status.js";
export { traceObject } from "./reconcile/reads/trace-object.js";
export { statusOf } from "./reconcile/status.js";
export type { Answer, Check, ClusterVerdict, ObjectVerdict } from "./reconcile/verdict.js";
