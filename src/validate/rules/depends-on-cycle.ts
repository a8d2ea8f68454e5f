import { placeOf } from "../../diagnostics/report.js";
import type { Edge } from "../../fleet/edges.js";
import { formatRef, objectKey, refKey, refOf } from "../../objects/object-ref.js";
import type { ScopeRule, Spot } from "../rule.js";
import type { Scope } from "../scope.js";

/**
 * Objects that wait for each other, or for themselves: none of them ever becomes ready, and a cycle among
 * Kustomizations keeps the whole source from being followed.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#dependencies
 */
export const dependsOnCycle: ScopeRule = {
  code: "depends-on-cycle",
  *check(scope) {
    for (const cycle of cyclesOf(scope)) yield describe(cycle);
  },
};

function describe(cycle: readonly Edge[]): Spot & { readonly on: Edge["from"] } {
  const [first, ...rest] = cycle as [Edge, ...Edge[]];
  const name = formatRef(refOf(first.from.object));
  if (rest.length === 0) {
    return {
      on: first.from,
      pointer: first.pointer,
      message: `${name} depends on itself.`,
      hint: "Remove the dependency.",
    };
  }
  const names = [...cycle.map((edge) => formatRef(refOf(edge.from.object))), name];
  return {
    on: first.from,
    pointer: first.pointer,
    message: `These wait for each other: ${names.join(" → ")}.`,
    hint: "Remove one of the dependencies.",
    related: rest.map((edge) => ({
      message: `${formatRef(refOf(edge.from.object))} depends on ${formatRef(edge.to)} here.`,
      at: placeOf(edge.from, edge.pointer),
    })),
  };
}

/** One cycle for each object that closes one, found by walking in depth; each object is walked once. */
function cyclesOf(scope: Scope): (readonly Edge[])[] {
  const edges = new Map<string, Edge[]>();
  for (const edge of scope.edges) {
    if (edge.field.relation !== "dependency") continue;
    const key = objectKey(edge.from.object);
    edges.set(key, [...(edges.get(key) ?? []), edge]);
  }
  const cycles: (readonly Edge[])[] = [];
  const done = new Set<string>();
  for (const start of edges.keys()) {
    const path: Edge[] = [];
    const stack: { readonly key: string; next: number }[] = done.has(start) ? [] : [{ key: start, next: 0 }];
    while (stack.length > 0) {
      const top = stack.at(-1) as { readonly key: string; next: number };
      const edge = edges.get(top.key)?.[top.next++];
      if (edge === undefined) {
        done.add(top.key);
        stack.pop();
        path.pop();
        continue;
      }
      const key = refKey(edge.to);
      const entered = stack.findIndex((frame) => frame.key === key);
      if (entered >= 0) cycles.push([...path.slice(entered), edge]);
      else if (!done.has(key)) {
        path.push(edge);
        stack.push({ key, next: 0 });
      }
    }
  }
  return cycles;
}
