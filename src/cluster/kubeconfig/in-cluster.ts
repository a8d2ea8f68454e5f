import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Environment } from "../environment.js";
import type { ClusterTarget } from "./cluster-target.js";

/** Where the kubelet puts the service account of a Pod. */
const serviceAccountDir = "/var/run/secrets/kubernetes.io/serviceaccount";

/**
 * The API server of the cluster that this process runs in, as the Pod's service account; undefined outside a
 * Pod. The token file is read anew when it changes, since the kubelet rotates it.
 *
 * @see https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/
 */
export async function findInCluster(
  env: Environment,
  dir: string = serviceAccountDir,
): Promise<ClusterTarget | undefined> {
  const host = env.KUBERNETES_SERVICE_HOST;
  const port = env.KUBERNETES_SERVICE_PORT;
  const tokenFile = join(dir, "token");
  if (!host || !port || !(await exists(tokenFile))) return undefined;
  const ca = await readFile(join(dir, "ca.crt"), "utf8").catch(() => undefined);
  const namespace = await readFile(join(dir, "namespace"), "utf8").catch(() => "default");
  return {
    context: "in-cluster",
    chosen: "in-cluster",
    server: new URL(`https://${host.includes(":") ? `[${host}]` : host}:${port}`),
    namespace: namespace.trim(),
    tls: { insecure: false, ...(ca === undefined ? {} : { ca }) },
    cluster: { name: "in-cluster", value: {} },
    user: { name: "in-cluster", value: { tokenFile } },
  };
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
