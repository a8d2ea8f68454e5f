import { defineConfig } from "vitest/config";
import { ClosingLine } from "./test/lab/closing-line.js";
import base from "./vitest.config.js";

/** The tests that run against the real control plane and the real Flux controllers: `npm run test:lab`. */
export default defineConfig({
  resolve: base.resolve ?? {},
  test: {
    include: ["test/lab/**/*.test.ts"],
    reporters: ["default", new ClosingLine()],
    globalSetup: ["test/lab/global-setup.ts"],
    // Files one after the other, because some stop a controller; the tests of a file mostly wait, all at once.
    fileParallelism: false,
    maxConcurrency: 30,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
