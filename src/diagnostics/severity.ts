/**
 * How bad a finding is. `error`: Flux or the API server will reject it, or it can never become ready.
 * `warning`: a likely mistake. `info`: good to know.
 */
export const severities = ["error", "warning", "info"] as const;
export type Severity = (typeof severities)[number];
