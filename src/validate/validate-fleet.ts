import type { DiagnosticCode } from "../diagnostics/catalog.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Fleet, FleetCluster } from "../fleet/fleet.js";
import type { Profile } from "../flux/profiles.js";
import type { ObjectRef } from "../objects/object-ref.js";
import type { Located } from "../objects/origin.js";
import { Run } from "./engine.js";
import type { ReadSource } from "./ignore.js";
import { withoutIgnored } from "./ignore.js";
import { profileFor } from "./profile.js";
import { Scope, subjectOf } from "./scope.js";
import { structureCheck } from "./structure.js";

/** How a fleet is judged. */
export interface ValidateOptions {
  /** For which Flux; what is not given comes from `defaultProfile`, or from a FluxInstance in the fleet. */
  readonly profile?: Partial<Profile>;
  /** Codes to leave out. */
  readonly ignore?: readonly DiagnosticCode[];
  /** CustomResourceDefinitions by which objects of other kinds are judged, beside those in the fleet. */
  readonly crds?: readonly Located[];
}

/** How the objects of a program are judged. */
export interface ValidateObjectsOptions extends ValidateOptions {
  /** Objects that exist outside the program, so that references to them hold. */
  readonly external?: readonly ObjectRef[];
  /** Reads the program's sources, for `// fluxwright-ignore code: reason`. */
  readonly readSource?: ReadSource;
}

/**
 * Judges a fleet: what reading and building it found, the structure of each object, and every rule, for each
 * cluster. Objects that no cluster reaches are judged one by one.
 *
 * @returns findings in the order of their places; the same finding about the same place stands once.
 */
export function validateFleet(fleet: Fleet, options: ValidateOptions = {}): Diagnostic[] {
  const written = [...fleet.unreached, ...fleet.clusters.flatMap(({ objects }) => objects)];
  const run = new Run(structureCheck([...(options.crds ?? []), ...written]));
  for (const file of fleet.files) for (const found of file.diagnostics) run.add(found);
  for (const found of fleet.diagnostics) run.add(found);
  run.judgeFiles(fleet);
  for (const cluster of fleet.clusters) run.judge(scopeOf(cluster, options, fleet));
  const pieces = clusterOf(fleet.unreached);
  const profile = profileFor(fleet.clusters[0] ?? pieces, options.profile, fleet);
  const nowhere = new Scope(pieces, profile, fleet.tree, fleet.clusters.length > 0);
  for (const located of fleet.unreached) run.judgeAlone(subjectOf(located, nowhere));
  const { tree } = fleet;
  return withoutIgnored(run.diagnostics, options.ignore ?? [], (file) =>
    tree.isFile(file) ? tree.readText(file) : undefined,
  );
}

/**
 * Judges objects that are not in files yet, by the same rules as {@link validateFleet}: what a program builds
 * for one cluster.
 */
export function validateObjects(
  objects: readonly Located[],
  options: ValidateObjectsOptions = {},
): Diagnostic[] {
  const run = new Run(structureCheck([...(options.crds ?? []), ...objects]));
  run.judge(scopeOf(clusterOf(objects, options.external), options));
  return withoutIgnored(run.diagnostics, options.ignore ?? [], options.readSource ?? (() => undefined));
}

function scopeOf(cluster: FleetCluster, options: ValidateOptions, fleet?: Fleet): Scope {
  return new Scope(cluster, profileFor(cluster, options.profile, fleet), fleet?.tree);
}

function clusterOf(objects: readonly Located[], external: readonly ObjectRef[] = []): FleetCluster {
  const implied = external.map((ref) => ({ ref, producer: "external" }));
  return { name: "", path: "", objects, builds: [], implied };
}
