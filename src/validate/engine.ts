import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { compareDiagnostics } from "../diagnostics/diagnostic.js";
import { diagnose, placeOf } from "../diagnostics/report.js";
import type { Fleet } from "../fleet/fleet.js";
import type { KubeObject } from "../objects/kube-object.js";
import type { Located } from "../objects/origin.js";
import type { FleetRule, ObjectRule, Rule, ScopeRule, Spot } from "./rule.js";
import { rules } from "./rules/registry.js";
import type { Scope, Subject, VisitedKind } from "./scope.js";
import { visitedKindOf } from "./scope.js";
import type { StructureCheck } from "./structure.js";

interface KindRules {
  readonly own: readonly ObjectRule[];
  readonly scoped: readonly ObjectRule[];
}

const objectRules = rules.filter((rule): rule is ObjectRule => rule.kinds !== undefined);
const scopeRules = rules.filter(
  (rule): rule is ScopeRule => rule.kinds === undefined && rule.reads === undefined,
);
const fleetRules = rules.filter(
  (rule): rule is FleetRule => rule.kinds === undefined && rule.reads !== undefined,
);
const rulesByKind = new Map<string, KindRules>();

/**
 * One run of all rules. It remembers which objects were judged, since clusters that build the same base share
 * its objects, and what was found, since clusters that differ in nothing would say it twice.
 */
export class Run {
  readonly #structure: StructureCheck;
  readonly #judged = new WeakSet<KubeObject>();
  readonly #found = new Map<string, Diagnostic>();

  constructor(structure: StructureCheck) {
    this.#structure = structure;
  }

  /** Judges the files of a fleet, as they are written. */
  judgeFiles(fleet: Fleet): void {
    for (const rule of fleetRules) this.#apply(rule, rule.check(fleet));
  }

  /** Judges the objects of a cluster, one by one and together. */
  judge(scope: Scope): void {
    for (const subject of scope.subjects) {
      this.judgeAlone(subject);
      for (const rule of rulesFor(subject).scoped) this.#apply(rule, rule.check(subject), subject);
    }
    for (const rule of scopeRules) this.#apply(rule, rule.check(scope));
  }

  /** Judges an object by itself: structure, and the rules that need nothing else. */
  judgeAlone(subject: Subject): void {
    if (this.#judged.has(subject.object)) return;
    this.#judged.add(subject.object);
    for (const diagnostic of this.#structure(subject)) this.add(diagnostic);
    for (const rule of rulesFor(subject).own) this.#apply(rule, rule.check(subject), subject);
  }

  /** Adds a finding, unless it is there already. */
  add(diagnostic: Diagnostic): void {
    const { code, at, message } = diagnostic;
    const key = `${code}\n${at.file}:${at.line}:${at.column}\n${message}`;
    if (!this.#found.has(key)) this.#found.set(key, diagnostic);
  }

  /** Everything found so far, in the order of places. */
  get diagnostics(): Diagnostic[] {
    return [...this.#found.values()].sort(compareDiagnostics);
  }

  #apply(rule: Rule, spots: Iterable<Spot>, subject?: Located): void {
    for (const { pointer, part, on = subject, at, ...finding } of spots) {
      const place = at ?? (on && placeOf(on, pointer, part));
      if (place) this.add(diagnose(rule.code, place, finding));
    }
  }
}

function rulesFor(subject: Subject): KindRules {
  const kind = visitedKindOf(subject);
  let found = rulesByKind.get(kind);
  if (found === undefined) {
    const all = objectRules.filter((rule) => visits(rule, kind, subject));
    found = { own: all.filter((rule) => !rule.needs), scoped: all.filter((rule) => rule.needs) };
    rulesByKind.set(kind, found);
  }
  return found;
}

function visits({ kinds }: ObjectRule, kind: VisitedKind, { flux }: Subject): boolean {
  if (kinds === "every") return true;
  return kinds === "flux" ? flux !== undefined : kinds.includes(kind);
}
