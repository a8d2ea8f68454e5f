import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the lab's own files. */
export const LAB_DIR: string = fileURLToPath(new URL(".", import.meta.url));

/** What is built: programs, CustomResourceDefinitions, kwok's stages. Kept between runs. */
export const BIN_DIR: string = join(LAB_DIR, "bin");

/** What a running lab writes. Holds nothing worth keeping once the lab is down, except logs. */
export const RUN_DIR: string = join(LAB_DIR, "run");

/** Where the kubeconfig with the admin's token is written. */
export const KUBECONFIG_FILE: string = join(RUN_DIR, "kubeconfig");

/** Where the running lab describes itself (see {@link import("./description.js").LabDescription}). */
export const DESCRIPTION_FILE: string = join(RUN_DIR, "lab.json");

/** One JSON file for each process of the running lab. */
export const PARTS_DIR: string = join(RUN_DIR, "parts");

/** One log for each process; kept after the lab is down. */
export const LOGS_DIR: string = join(RUN_DIR, "logs");

/** The path of a built program. */
export function programPath(name: string): string {
  return join(BIN_DIR, name);
}
