import type { Reporter, TestModule } from "vitest/node";
import { formatDuration } from "../../lab/lab-error.js";
import { FLUX_RELEASE, KUBERNETES_VERSION } from "../../lab/versions.js";
import { clusterUnderTest } from "./cluster-under-test.js";

/** Ends the output with one line: what passed, on what, in what time. */
export class ClosingLine implements Reporter {
  #start = 0;

  onTestRunStart(): void {
    this.#start = Date.now();
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const counts = { passed: 0, failed: 0, skipped: 0, pending: 0 };
    for (const module of modules)
      for (const test of module.children.allTests()) counts[test.result().state] += 1;
    const broken = errors.length + modules.filter((module) => module.errors().length > 0).length;
    const verdict = counts.failed + broken === 0 ? "passed" : "FAILED";
    const cluster = clusterUnderTest().isLab
      ? `Kubernetes ${KUBERNETES_VERSION} and Flux ${FLUX_RELEASE}`
      : "a cluster that is not the lab";
    process.stdout.write(
      `test:lab ${verdict}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped ` +
        `on ${cluster} in ${formatDuration(Date.now() - this.#start)}\n`,
    );
  }
}
