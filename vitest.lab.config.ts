import { defineConfig, mergeConfig } from "vitest/config";
import base from "./vitest.config.js";

/** The tests that run against the real control plane and the real Flux controllers: `npm run test:lab`. */
export default mergeConfig(
  { resolve: base.resolve ?? {} },
  defineConfig({
    test: {
      include: ["test/lab/**/*.test.ts"],
    },
  }),
);
