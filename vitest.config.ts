import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const door = (name: string) => fileURLToPath(new URL(`./src/${name}.ts`, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^fluxwright$/, replacement: door("index") },
      { find: /^fluxwright\/check$/, replacement: door("check") },
      { find: /^fluxwright\/reconcile$/, replacement: door("reconcile") },
      { find: /^fluxwright\/testing$/, replacement: door("testing") },
    ],
  },
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/lab/**"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
