import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect } from "vitest";
import { stringify } from "yaml";
import { createAuthority } from "../../lab/certificates.js";
import type { ClusterClient } from "../../src/cluster/cluster-client.js";
import { type ConnectOptions, connect } from "../../src/cluster/connect.js";
import { connectProxy } from "../cluster/wire.js";
import { itInLab, lab } from "./lab.js";

/** The ways to the real API server. `(row N)` is the row of the fault table in docs/reliability.md. */

const server = new URL(lab.api.connection.server);
const open: { close(): unknown }[] = [];
let folder: string;
let uid: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "connecting-"));
  const system = await lab.api.get({ apiVersion: "v1", kind: "Namespace", name: "kube-system" });
  uid = String(system.metadata.uid);
});

afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

afterAll(() => rmSync(folder, { recursive: true }));

async function client(options: Partial<ConnectOptions>): Promise<ClusterClient> {
  const made = await connect({ env: {}, timings: { retryFor: 2000 }, ...options });
  open.push(made);
  return made;
}

/** A kubeconfig of one context, named `name`. */
function kubeconfig(name: string, user: object, cluster: object = {}): string {
  const { ca = "" } = lab.api.connection;
  const authority = { "certificate-authority-data": Buffer.from(ca).toString("base64") };
  return stringify({
    apiVersion: "v1",
    kind: "Config",
    "current-context": name,
    clusters: [{ name, cluster: { server: server.href, ...authority, ...cluster } }],
    users: [{ name, user }],
    contexts: [{ name, context: { cluster: name, user: name } }],
  });
}

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const token = () => ({ token: lab.api.connection.token });

describe("the way to the real API server", () => {
  itInLab("leads through a proxy (row 28)", async () => {
    const way = await connectProxy(Number(server.port));
    open.push(way);
    const path = write("proxy", kubeconfig("proxy", token(), { "proxy-url": way.url }));
    expect(await (await client({ kubeconfig: path })).clusterUid()).toBe(uid);
    expect(way.asked).toEqual([server.host]);
  });

  itInLab("is opened by a credential plugin, and by none that fails (row 30)", async () => {
    const plugin = (script: string) => ({
      exec: {
        apiVersion: "client.authentication.k8s.io/v1",
        command: process.execPath,
        args: ["-e", script],
        interactiveMode: "Never",
        installHint: "Install it.",
      },
    });
    const credential = {
      apiVersion: "client.authentication.k8s.io/v1",
      kind: "ExecCredential",
      status: token(),
    };
    const good = plugin(`console.log(${JSON.stringify(JSON.stringify(credential))})`);
    const path = write("exec", kubeconfig("exec", good));
    expect(await (await client({ kubeconfig: path })).clusterUid()).toBe(uid);
    const bad = write("exec-bad", kubeconfig("exec", plugin("process.exit(1)")));
    await expect((await client({ kubeconfig: bad })).clusterUid()).rejects.toMatchObject({
      reason: "unauthorized",
      hint: expect.stringContaining("Install it."),
    });
  });

  itInLab("is found in several kubeconfigs, by the name of its context (row 31)", async () => {
    const away = kubeconfig("away", {}, { server: "https://127.0.0.1:1" });
    const files = [write("away", away), write("here", kubeconfig("here", token()))];
    const env = { KUBECONFIG: files.join(":") };
    const named = await client({ env, context: "here" });
    expect([named.chosen, await named.clusterUid()]).toEqual(["named", uid]);
    expect((await client({ env })).context).toBe("away");
    await expect(connect({ env, context: "absent" })).rejects.toMatchObject({ reason: "usage" });
  });

  itInLab("is a Pod's own, as its service account (row 32)", async () => {
    const namespace = await lab.createNamespace("in-cluster");
    await lab.api.apply({ apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "pod", namespace } });
    const asked = {
      apiVersion: "authentication.k8s.io/v1",
      kind: "TokenRequest",
      spec: { expirationSeconds: 600 },
    };
    const path = `/api/v1/namespaces/${namespace}/serviceaccounts/pod/token`;
    const given = JSON.parse((await lab.api.send("POST", path, asked)).text) as { status: { token: string } };
    for (const [file, text] of Object.entries({
      ...given.status,
      "ca.crt": lab.api.connection.ca,
      namespace,
    })) {
      write(file, String(text));
    }
    const env = { KUBERNETES_SERVICE_HOST: server.hostname, KUBERNETES_SERVICE_PORT: server.port };
    const pod = await client({ env: { ...env, HOME: folder }, serviceAccountDir: folder });
    expect([pod.context, pod.namespace]).toEqual(["in-cluster", namespace]);
    await expect(pod.clusterUid()).rejects.toMatchObject({
      reason: "forbidden",
      message: expect.stringContaining(`system:serviceaccount:${namespace}:pod`),
    });
    await lab.api.delete({ apiVersion: "v1", kind: "Namespace", name: namespace });
  });

  itInLab("is not taken when another authority vouches for it (row 33)", async () => {
    const other = Buffer.from(createAuthority("another").cert).toString("base64");
    const path = write("tls", kubeconfig("tls", token(), { "certificate-authority-data": other }));
    await expect((await client({ kubeconfig: path })).clusterUid()).rejects.toMatchObject({
      reason: "unauthorized",
      message: expect.stringContaining("certificate"),
    });
  });
});
