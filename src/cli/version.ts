import { createRequire } from "node:module";

/** The package's version, read from its own package.json: one place that says it. */
export const version: string = (
  createRequire(import.meta.url)("../../package.json") as { readonly version: string }
).version;
