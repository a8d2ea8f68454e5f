import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo, Server } from "node:net";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import type { JsonObject } from "../../src/objects/json.js";
import type { KubeObject } from "../../src/objects/kube-object.js";
import { type FakeApiServer, fakeApiServer } from "../../src/testing/fake-api-server.js";
import { commit, condition, gitRepository, kustomization, revision } from "../reconcile/flux-objects.js";
import { runMain, writeKubeconfig } from "./run-main.js";

const MESSAGE =
  "failed to decode Kubernetes YAML from /tmp/kustomization-123/apps/settings.yaml: MalformedYAMLError: yaml: line 2";
const source = gitRepository("b");
const inventory = { entries: [{ id: "default_settings__ConfigMap", v: "v1" }] };
const good = kustomization("apps", "b", { inventory });
const broken = kustomization("apps", "a", {
  inventory,
  lastAttemptedRevision: revision("b"),
  conditions: [condition("Ready", "False", "BuildFailed", MESSAGE)],
});

/** What was committed for each cluster: the source, and a Kustomization that applies `./apps`. */
function written({ apiVersion, kind, metadata: { name, namespace }, spec }: KubeObject): string {
  return JSON.stringify({ apiVersion, kind, metadata: { name, namespace }, spec });
}

/** A way to a server that shows when each of its connections is closed, and lets nothing pass before its time. */
async function relay(to: string, opens: Promise<void>): Promise<Relay> {
  const connections: Promise<unknown>[] = [];
  const server: Server = createServer(async (socket) => {
    connections.push(new Promise((closed) => socket.once("close", closed)));
    await opens;
    const upstream = connect(Number(new URL(to).port), "127.0.0.1");
    pipeline(socket, upstream, socket, () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, connections };
}

interface Relay {
  readonly url: string;
  /** Each resolves when the client has closed it. */
  readonly connections: readonly Promise<unknown>[];
}

describe("converge and explain, at the command line", () => {
  let fleet: string;
  let servers: readonly FakeApiServer[];
  let kubeconfig: string;

  beforeEach(async () => {
    fleet = mkdtempSync(join(tmpdir(), "converge-"));
    const files: Record<string, string> = {
      "apps/settings.yaml":
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings, namespace: default}\n",
    };
    for (const cluster of ["prod", "staging"]) {
      files[`clusters/${cluster}/source.yaml`] = written(source);
      files[`clusters/${cluster}/apps.yaml`] = written(good);
    }
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(fleet, path)), { recursive: true });
      writeFileSync(join(fleet, path), text);
    }
    servers = [
      await fakeApiServer({ objects: [source, good] }),
      await fakeApiServer({ objects: [source, good] }),
    ];
    kubeconfig = await writeKubeconfig(contexts(servers));
  });
  afterEach(async () => {
    rmSync(fleet, { recursive: true, force: true });
    await Promise.all(servers.map((server) => server.close()));
  });

  /** One kubeconfig with a context per cluster, named like it. */
  function contexts([prod, staging]: readonly { readonly url: string }[]): JsonObject {
    const clusters = [
      { name: "prod", cluster: { server: prod!.url } },
      { name: "staging", cluster: { server: staging!.url } },
    ];
    return {
      apiVersion: "v1",
      kind: "Config",
      "current-context": "prod",
      clusters,
      users: [{ name: "me", user: { token: "t" } }],
      contexts: clusters.map(({ name }) => ({ name, context: { cluster: name, user: "me" } })),
    };
  }
  const elsewhere = "3f2c1e60-0000-4000-8000-000000000001";
  const pin = (clusterUids: object) => {
    const record = { apiVersion: "fluxwright/v1", kind: "SynthRecord", files: {}, clusterUids };
    writeFileSync(join(fleet, ".fluxwright.json"), JSON.stringify(record));
  };
  const convergeArgv = () => [
    "converge",
    fleet,
    "--kubeconfig",
    kubeconfig,
    "--revision",
    commit("b"),
    "--timeout",
    "20s",
  ];
  const converge = (...more: string[]) => runMain([...convergeArgv(), ...more]);

  test("exits 0 when every cluster that was named is at the commit", async () => {
    const { code, stdout } = await converge("--cluster", "prod,staging");
    expect(stdout).toContain("✓ prod converged at bbbbbbbbbbbb");
    expect(stdout).toContain("✓ staging converged at bbbbbbbbbbbb");
    expect(code).toBe(0);
  });

  test("takes none of several clusters to be the current context", async () => {
    const { contexts: all, ...config } = contexts(servers);
    kubeconfig = await writeKubeconfig({ ...config, contexts: (all as JsonObject[]).slice(0, 1) });
    const { code, stderr } = await converge("--cluster", "prod,staging");
    expect(code).toBe(2);
    expect(stderr).toContain('No context of the kubeconfig is named "staging"');
    expect(stderr).toContain("--context staging=<context>");
  });

  test("refuses another cluster than the fleet pins, naming both", async () => {
    pin({ "clusters/prod": elsewhere });
    const { code, stderr } = await converge("--cluster", "prod");
    expect(code).toBe(3);
    const [, live = ""] =
      /its kube-system has the uid (\S+), the fleet pins prod with 3f2c1e60/.exec(stderr) ?? [];
    expect((await converge("--cluster", "staging")).code).toBe(0);
    pin({ "clusters/prod": live });
    expect((await converge("--cluster", "prod")).code).toBe(0);
  });

  test("watches no other cluster any more once one of them is refused", async () => {
    pin({ "clusters/prod": elsewhere });
    servers[1]!.put(kustomization("apps", "a", { inventory }));
    let begin = (): void => {};
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const prod = await relay(servers[0]!.url, begun);
    const staging = await relay(servers[1]!.url, Promise.resolve());
    kubeconfig = await writeKubeconfig(contexts([prod, staging]));
    const argv = [...convergeArgv(), "--cluster", "prod,staging", "--timeout", "1h"];
    const { code, stderr } = await runMain(argv, {
      onProse: (text) => text.includes("staging") && begin(),
    });
    expect(stderr).toContain("the fleet pins prod with 3f2c1e60");
    expect(code).toBe(3);
    expect(staging.connections.length).toBeGreaterThan(0);
    await Promise.all(staging.connections);
  });

  test("exits 1 when one of them is not, and says why, with the file that the message names", async () => {
    servers[1]!.put(broken);
    const { code, stdout } = await converge("--cluster", "prod,staging");
    expect(code).toBe(1);
    expect(stdout).toContain("✓ prod converged");
    expect(stdout).toContain("✗ staging did not converge");
    expect(stdout).toContain("written at  apps/settings.yaml:2:1");
    expect(stdout).toContain("fluxwright reconcile kustomization apps -n flux-system --with-source");
  });

  test("asks which cluster, with exit code 2, when there are several and none is named", async () => {
    const { code, stderr } = await converge();
    expect(code).toBe(2);
    expect(stderr).toContain("The fleet has 2 clusters: prod, staging");
  });

  test("exits 3 when a kind may not be read: that is no answer", async () => {
    servers[0]!.fault({
      when: ({ path }) => path.includes("kustomizations"),
      fault: { kind: "status", code: 403 },
    });
    expect(await converge("--cluster", "prod")).toMatchObject({ code: 3 });
  });

  test("gives the evidence as JSON", async () => {
    const { stdout } = await converge("--cluster", "prod", "-o", "json");
    const report = JSON.parse(stdout) as {
      kind: string;
      answer: string;
      clusters: { objects: { checks: object[] }[] }[];
    };
    expect(report).toMatchObject({ apiVersion: "fluxwright/v1", kind: "Verdict", answer: "converged" });
    expect(report.clusters[0]!.objects.every(({ checks }) => checks.length > 0)).toBe(true);
  });

  test("gives a case per object as JUnit, and an error per cause to GitHub", async () => {
    servers[1]!.put(broken);
    const junit = await converge("--cluster", "staging", "-o", "junit");
    expect(junit.stdout).toContain('<testsuite name="staging" tests="2" failures="1">');
    const github = await converge("--cluster", "staging", "-o", "github");
    expect(github.stdout).toContain("::error title=Kustomization/flux-system/apps BuildFailed::");
  });

  test("explain exits 0 when all is current, and 1 with each cause once when not", async () => {
    const explain = () =>
      runMain([
        "explain",
        "--kubeconfig",
        kubeconfig,
        "--context",
        "staging",
        "--fleet",
        fleet,
        "--cluster",
        "staging",
      ]);
    expect(await explain()).toMatchObject({ code: 0 });
    servers[1]!.put(broken);
    const { code, stdout } = await explain();
    expect(code).toBe(1);
    expect(stdout.match(/✗/g)).toHaveLength(1);
    expect(stdout).toContain("A file below the path is not a Kubernetes manifest.");
  });

  test("explain walks from a workload to whoever applied it", async () => {
    servers[1]!.put(broken);
    const { stdout } = await runMain([
      "explain",
      "ConfigMap/default/settings",
      "--kubeconfig",
      kubeconfig,
      "--context",
      "staging",
      "-o",
      "markdown",
    ]);
    expect(stdout).toContain("### `Kustomization/flux-system/apps` is failed: `BuildFailed`");
  });
});
