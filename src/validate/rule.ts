import type { DiagnosticCode } from "../diagnostics/catalog.js";
import type { DiagnosticPlace } from "../diagnostics/diagnostic.js";
import type { Finding } from "../diagnostics/report.js";
import type { Fleet } from "../fleet/fleet.js";
import type { EntryPart, Located } from "../objects/origin.js";
import type { JsonPointer } from "../objects/pointer.js";
import type { Scope, Subject, VisitedKind } from "./scope.js";

/** What a rule found: a sentence about a place in an object. */
export interface Spot extends Finding {
  /** Where in the object; a missing value gives the place of its nearest parent. Default: the object. */
  readonly pointer?: JsonPointer;
  /** Whether the key or the value is meant; default the value. */
  readonly part?: EntryPart;
  /** The object meant; default the one that the rule visits. */
  readonly on?: Located;
  /** A place that is not in an object (a file of a source, say); then `on` and `pointer` do not count. */
  readonly at?: DiagnosticPlace;
}

/** A finding that says by itself where it is. */
export type PlacedSpot = Spot & ({ readonly on: Located } | { readonly at: DiagnosticPlace });

/** A rule about single objects; it is called for each object of its kinds. */
export interface ObjectRule {
  readonly code: DiagnosticCode;
  /** Which objects it visits: a list of kinds, all kinds of Flux, or every object. */
  readonly kinds: readonly VisitedKind[] | "flux" | "every";
  /**
   * Whether the verdict needs more than the object itself (its cluster, the profile apart). Such rules are not
   * run on objects that no cluster reaches, and are run again for each cluster that builds the same object.
   */
  readonly needs?: "scope";
  check(subject: Subject): Iterable<Spot>;
}

/** A rule about the objects of one cluster together; it is called once for each cluster. */
export interface ScopeRule {
  readonly code: DiagnosticCode;
  readonly kinds?: undefined;
  readonly reads?: undefined;
  check(scope: Scope): Iterable<PlacedSpot>;
}

/** A rule about the files of a fleet as they are written, before anything is built; it is called once. */
export interface FleetRule {
  readonly code: DiagnosticCode;
  readonly kinds?: undefined;
  readonly reads: "files";
  check(fleet: Fleet): Iterable<PlacedSpot>;
}

/** One rule, one code, one file. Rules yield what they find; they never throw, print or look at a cluster. */
export type Rule = ObjectRule | ScopeRule | FleetRule;
