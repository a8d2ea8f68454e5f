import type { Accumulation } from "./accumulate.js";
import type { BuildPlan } from "./build-plan.js";

export function applyReplacements(_run: Accumulation, _plan: BuildPlan): void {}
