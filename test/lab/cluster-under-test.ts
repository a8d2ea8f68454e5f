import { resolve } from "node:path";
import { KUBECONFIG_FILE } from "../../lab/paths.js";

/** The cluster that the tests run against: the one that `KUBECONFIG` names, or else the lab. */
export function clusterUnderTest(): { readonly kubeconfig: string; readonly isLab: boolean } {
  const given = process.env.KUBECONFIG;
  if (given === undefined || given === "" || resolve(given) === KUBECONFIG_FILE) {
    return { kubeconfig: KUBECONFIG_FILE, isLab: true };
  }
  return { kubeconfig: given, isLab: false };
}
