import { join } from "node:path";
import type { Api } from "./api.js";
import { readObjectFile } from "./install.js";
import { type Connection, formatKubeconfig } from "./kubeconfig.js";
import { LAB_DIR } from "./paths.js";

/** The service account that the admission policy of `rbac/reconcile-client.yaml` holds to its word. */
export const CLIENT_ACCOUNT = "fluxwright";

/** What a reconcile client may do: read Flux objects only, or also ask for reconciliation and suspend. */
export type Privilege = "view" | "operate";

/**
 * Applies `rbac/reconcile-client.yaml` and gives a connection with the token of a service account that has these
 * roles in the whole cluster and nothing else.
 */
export async function lowPrivilegeConnection(
  api: Api,
  namespace: string,
  privileges: readonly Privilege[] = ["view", "operate"],
): Promise<Connection> {
  await api.apply(...readObjectFile(join(LAB_DIR, "rbac/reconcile-client.yaml")));
  const name = CLIENT_ACCOUNT;
  await api.apply({ apiVersion: "v1", kind: "ServiceAccount", metadata: { name, namespace } });
  for (const privilege of privileges) {
    await api.apply({
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "ClusterRoleBinding",
      metadata: { name: `fluxwright-${privilege}-${namespace}` },
      roleRef: {
        apiGroup: "rbac.authorization.k8s.io",
        kind: "ClusterRole",
        name: `fluxwright-${privilege}`,
      },
      subjects: [{ kind: "ServiceAccount", name, namespace }],
    });
  }
  const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`;
  const body = { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: {} };
  const answer = await api.send("POST", path, body);
  const { status } = JSON.parse(answer.text) as { readonly status: { readonly token: string } };
  return { server: api.connection.server, ca: api.connection.ca, token: status.token };
}

/** The same as a kubeconfig, YAML. */
export async function lowPrivilegeKubeconfig(
  api: Api,
  namespace: string,
  privileges?: readonly Privilege[],
): Promise<string> {
  return formatKubeconfig(await lowPrivilegeConnection(api, namespace, privileges));
}
