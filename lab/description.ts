import { readFileSync } from "node:fs";
import { DESCRIPTION_FILE } from "./paths.js";

/** A running lab, as `run/lab.json` tells it. */
export interface LabDescription {
  /** Whether the lab stays after the tests. */
  readonly keep: boolean;
  /** When it was started, RFC 3339. */
  readonly startedAt: string;
  readonly kubernetes: string;
  /** Program → version. */
  readonly versions: Readonly<Record<string, string>>;
  /** The kubeconfig of an administrator. */
  readonly kubeconfig: string;
  /** The API server's own URL. */
  readonly server: string;
  /** The folder of the bare git repositories, and where they are served. */
  readonly git: { readonly folder: string; readonly url: string };
  /** `host:port` of the OCI registry, which speaks plain HTTP. */
  readonly registry: string;
  /** Key and certificate of the authority that the API server's certificate comes from. */
  readonly authority: { readonly key: string; readonly cert: string };
}

/** The description of the lab that was started last and not stopped. */
export function findDescription(): LabDescription | undefined {
  try {
    return JSON.parse(readFileSync(DESCRIPTION_FILE, "utf8")) as LabDescription;
  } catch {
    return undefined;
  }
}
