import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connect, contextNames } from "../../src/cluster/connect.js";
import { targetOf } from "../../src/cluster/kubeconfig/cluster-target.js";
import { kubeconfigOf } from "../../src/cluster/kubeconfig/kubeconfig.js";
import { loadKubeconfig } from "../../src/cluster/kubeconfig/load-kubeconfig.js";
import { configFor } from "./fake-cluster.js";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "fluxwright-kubeconfig-"));
});
afterEach(() => rm(dir, { recursive: true }));

async function write(path: string, text: string): Promise<string> {
  const full = join(dir, path);
  await mkdir(join(full, ".."), { recursive: true });
  await writeFile(full, text);
  return full;
}

const first = `
apiVersion: v1
kind: Config
current-context: ""
clusters:
- { name: a, cluster: { server: "https://first-a:6443" } }
contexts:
- { name: prod, context: { cluster: a, user: u, namespace: apps } }
users:
- { name: u, user: { token: one } }
`;
const second = `
current-context: staging
clusters:
- { name: a, cluster: { server: "https://second-a:6443" } }
- { name: b, cluster: { server: "https://b:6443" } }
contexts:
- { name: staging, context: { cluster: b, user: u } }
users:
- { name: u, user: { token: two } }
`;

describe("which kubeconfig is read", () => {
  it("KUBECONFIG is a list: the first file that names a thing wins, missing files are passed over (row 31)", async () => {
    const paths = [join(dir, "missing"), await write("one", first), await write("two", second)];
    const config = await loadKubeconfig({ KUBECONFIG: paths.join(delimiter) });
    expect(config.currentContext).toBe("staging");
    const prod = await targetOf(config, "prod");
    expect(prod).toMatchObject({ chosen: "named", namespace: "apps", server: { host: "first-a:6443" } });
    expect(prod.user.value.token).toBe("one");
    const staging = await targetOf(config);
    expect(staging).toMatchObject({ chosen: "current", namespace: "default", server: { host: "b:6443" } });
  });

  it("a given path counts alone, and must be there (row 31)", async () => {
    const env = { KUBECONFIG: await write("two", second) };
    const kubeconfig = await write("one", first);
    expect(await contextNames({ env, kubeconfig })).toEqual(["prod"]);
    await expect(contextNames({ env, kubeconfig: join(dir, "no") })).rejects.toMatchObject({
      reason: "usage",
    });
  });

  it("without KUBECONFIG it is the one in the home directory (row 31)", async () => {
    await write(".kube/config", second);
    expect(await contextNames({ env: { HOME: dir } })).toEqual(["staging"]);
    expect(await contextNames({ env: { HOME: join(dir, "empty") } })).toEqual([]);
  });

  it("JSON will do, and what is no kubeconfig is said without showing it (row 27)", async () => {
    const json = await write("json", JSON.stringify(configFor("https://x:6443")));
    expect(await contextNames({ env: { KUBECONFIG: json } })).toEqual(["test"]);
    const broken = await write("broken", "users:\n- user: { token: s3cret\n  x: [}");
    const error = (await contextNames({ env: { KUBECONFIG: broken } }).catch((thrown) => thrown)) as Error;
    expect(error).toMatchObject({ reason: "usage" });
    expect(error.message).not.toContain("s3cret");
  });
});

describe("what a context means", () => {
  it.each([
    {
      what: "a context that is not there",
      name: "prud",
      message: /has no context "prud".*Did you mean "prod"\?/,
    },
    { what: "no current context", name: undefined, message: /does not say which context/ },
  ])("$what is wrong usage, with the names that there are (row 31)", async ({ name, message }) => {
    const config = await loadKubeconfig({}, await write("one", first));
    await expect(targetOf(config, name)).rejects.toMatchObject({
      reason: "usage",
      message: expect.stringMatching(message),
    });
    await expect(targetOf(config, name)).rejects.toThrow(/it names prod/);
  });

  it("files are relative to the kubeconfig that names them, and data comes before files (row 31)", async () => {
    await write("sub/ca.pem", "from the file");
    const path = await write(
      "sub/config",
      JSON.stringify(configFor("https://x", {}, { "certificate-authority": "ca.pem" })),
    );
    expect((await targetOf(await loadKubeconfig({}, path))).tls.ca).toBe("from the file");
    const data = Buffer.from("from the data").toString("base64");
    const both = configFor(
      "https://x",
      {},
      { "certificate-authority": "ca.pem", "certificate-authority-data": data },
    );
    expect((await targetOf(kubeconfigOf(both))).tls.ca).toBe("from the data");
  });

  it.each(["", "x:6443", "ftp://x"])("the server URL %j is wrong usage", async (server) => {
    await expect(targetOf(kubeconfigOf(configFor(server)))).rejects.toMatchObject({ reason: "usage" });
  });
});

describe("in a Pod", () => {
  it("its service account is used when there is no kubeconfig (row 32)", async () => {
    await write("sa/token", "abc\n");
    await write("sa/ca.crt", "authority");
    await write("sa/namespace", "apps");
    const client = await connect({
      env: { HOME: dir, KUBERNETES_SERVICE_HOST: "fd00::1", KUBERNETES_SERVICE_PORT: "443" },
      serviceAccountDir: join(dir, "sa"),
    });
    expect(client).toMatchObject({
      context: "in-cluster",
      chosen: "in-cluster",
      namespace: "apps",
      server: "https://[fd00::1]/",
    });
    client.close();
  });

  it("a kubeconfig comes first, and outside a Pod there must be one (row 32)", async () => {
    await write("sa/token", "abc");
    const env = { KUBERNETES_SERVICE_HOST: "10.0.0.1", KUBERNETES_SERVICE_PORT: "443" };
    const withFile = { ...env, KUBECONFIG: await write("two", second) };
    const client = await connect({ env: withFile, serviceAccountDir: join(dir, "sa") });
    expect(client.context).toBe("staging");
    client.close();
    await expect(connect({ env: { HOME: dir } })).rejects.toMatchObject({
      reason: "usage",
      hint: expect.stringContaining("KUBECONFIG"),
    });
    await expect(connect({ env, serviceAccountDir: join(dir, "none") })).rejects.toMatchObject({
      reason: "usage",
    });
  });
});
