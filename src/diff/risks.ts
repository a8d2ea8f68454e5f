import type { BuiltObject, FleetCluster } from "../fleet/fleet.js";
import { annotations } from "../flux/annotations.js";
import { asObject, asString } from "../objects/json.js";
import { refKey, refOf } from "../objects/object-ref.js";
import type { FieldChange } from "./field-changes.js";

/** What may go wrong with a change, by name. */
export const riskNames = [
  "deletes",
  "deletes-data",
  "orphans",
  "changes-owner",
  "immutable",
  "reinstalls",
  "suspends",
  "stops-pruning",
  "forces",
  "changes-source",
  "major-version",
] as const;
export type RiskName = (typeof riskNames)[number];

/** One thing to know before the change is merged. */
export interface Risk {
  readonly name: RiskName;
  readonly why: string;
}

/** Kinds whose deletion takes data, or all that is inside, along. */
const statefulKinds: ReadonlySet<string> = new Set([
  "Namespace",
  "PersistentVolumeClaim",
  "PersistentVolume",
  "CustomResourceDefinition",
  "StatefulSet",
]);

/** Fields that Kubernetes does not let change, by kind. */
const immutableFields: Readonly<Record<string, RegExp>> = {
  Deployment: /^\/spec\/selector/,
  DaemonSet: /^\/spec\/selector/,
  StatefulSet: /^\/spec\/(selector|serviceName|podManagementPolicy|volumeClaimTemplates)/,
  Job: /^\/spec\/(selector|template|completions)/,
  Service: /^\/spec\/clusterIP/,
  PersistentVolumeClaim: /^\/spec\/(?!resources)/,
  RoleBinding: /^\/roleRef/,
  ClusterRoleBinding: /^\/roleRef/,
  StorageClass: /^\/(provisioner|parameters|reclaimPolicy)/,
};

/** The risks of an object that left the fleet: whether Flux deletes it, and what goes with it. */
export function removalRisks(before: BuiltObject, base: FleetCluster): readonly Risk[] {
  const { kind } = before.object;
  if (!isPruned(before, base))
    return [{ name: "orphans", why: "its Kustomization does not prune: it stays in the cluster" }];
  const risks: Risk[] = [{ name: "deletes", why: "Flux deletes it from the cluster" }];
  if (statefulKinds.has(kind)) risks.push({ name: "deletes-data", why: `with a ${kind} goes what it holds` });
  if (kind === "Kustomization" && asObject(before.object.spec).prune === true) {
    risks.push({ name: "deletes-data", why: "and with it every object that it applied" });
  }
  if (kind === "HelmRelease") risks.push({ name: "deletes-data", why: "and its release is uninstalled" });
  return risks;
}

/** Whether the Kustomization that applied an object deletes it when it leaves the build. */
function isPruned({ object, owner }: BuiltObject, base: FleetCluster): boolean {
  if (object.metadata.annotations?.[annotations.prune]?.toLowerCase() === "disabled") return false;
  const applier = owner && base.objects.find(({ object }) => refKey(refOf(object)) === refKey(owner));
  // The entry point's own Kustomization is outside the fleet; bootstrap and the Flux Operator make it prune.
  return applier === undefined || asObject(applier.object.spec).prune === true;
}

/** The risk of another owner: the old one may delete what the new one has just applied. */
export function moveRisks(): readonly Risk[] {
  return [
    {
      name: "changes-owner",
      why: "the old Kustomization may delete it after the new one applied it; set prune: disabled on it first, move it, then take that away",
    },
  ];
}

/** The risks of fields that change. */
export function fieldRisks(
  before: BuiltObject,
  after: BuiltObject,
  fields: readonly FieldChange[],
): readonly Risk[] {
  const { kind } = after.object;
  const spec = asObject(after.object.spec);
  const changed = (pointer: string): boolean => fields.some((field) => field.pointer.startsWith(pointer));
  const risks: Risk[] = [];
  const immutable = immutableFields[kind];
  if (immutable && fields.some(({ pointer }) => immutable.test(pointer))) {
    risks.push({ name: "immutable", why: "Kubernetes refuses this change; the object must be created anew" });
  }
  if (
    kind === "HelmRelease" &&
    ["/spec/releaseName", "/spec/targetNamespace", "/spec/storageNamespace"].some(changed)
  ) {
    risks.push({ name: "reinstalls", why: "the release is uninstalled and installed anew" });
  }
  if (changed("/spec/suspend") && spec.suspend === true)
    risks.push({ name: "suspends", why: "Flux stops reconciling it" });
  if (changed("/spec/prune") && spec.prune !== true) {
    risks.push({ name: "stops-pruning", why: "what leaves the build stays in the cluster from now on" });
  }
  if (changed("/spec/force") && spec.force === true) {
    risks.push({ name: "forces", why: "objects with immutable changes are deleted and created anew" });
  }
  if (changed("/spec/sourceRef") || changed("/spec/path") || changed("/spec/url")) {
    risks.push({ name: "changes-source", why: "what the new place does not hold is deleted" });
  }
  return [...risks, ...versionRisks(before, after)];
}

function versionRisks(before: BuiltObject, after: BuiltObject): readonly Risk[] {
  const [from, to] = [versionOf(before), versionOf(after)];
  if (from === undefined || to === undefined || major(from) === major(to)) return [];
  return [{ name: "major-version", why: `from ${from} to ${to}` }];
}

/** The chart's or artifact's version that an object asks for. */
function versionOf({ object }: BuiltObject): string | undefined {
  const spec = asObject(object.spec);
  const ref = asObject(spec.ref);
  return asString(asObject(asObject(spec.chart).spec).version) ?? asString(ref.tag) ?? asString(ref.semver);
}

function major(version: string): string | undefined {
  return /(\d+)/.exec(version)?.[1];
}
