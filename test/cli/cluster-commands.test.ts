import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/objects/json.js";
import type { KubeObject } from "../../src/objects/kube-object.js";
import { defaultServedKinds } from "../../src/testing/served-kinds.js";
import type { FakeFlux, FluxPlan } from "../reconcile/actions/fake-flux.js";
import {
  appsRef,
  commit,
  fakeFlux,
  gitRepository,
  kustomization,
  ready,
} from "../reconcile/actions/fake-flux.js";
import type { Ran, Surroundings } from "./run-main.js";
import { runMain, writeKubeconfig, writeRecord } from "./run-main.js";

const OLD = commit("a");
const NEW = commit("b");

interface Scene extends FakeFlux {
  readonly run: (argv: readonly string[], surroundings?: Surroundings) => Promise<Ran>;
}

async function scene(objects: readonly KubeObject[], plan: Partial<FluxPlan> = {}): Promise<Scene> {
  const flux = await fakeFlux(objects, plan);
  const KUBECONFIG = await writeKubeconfig(flux.server.kubeconfig);
  return {
    ...flux,
    run: (argv, more = {}) => runMain(argv, { ...more, env: { KUBECONFIG, ...more.env } }),
  };
}

const failing = (message: string): KubeObject =>
  kustomization(OLD, {}, { conditions: [ready("False", "BuildFailed", message)] });

describe("get", () => {
  it("shows what is live and how it is, suspended first", async () => {
    const { run } = await scene([gitRepository(NEW), kustomization(OLD, { suspend: true })]);
    const { code, stdout } = await run(["get", "all", "-A"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^NAMESPACE +KIND +NAME +REVISION +(AGE +)?STATUS +REASON +MESSAGE$/m);
    expect(stdout).toMatch(/GitRepository +fleet +main@sha1:bbbbbbbbbbbb +\w+ +current +Succeeded/);
    expect(stdout).toMatch(/Kustomization +apps +main@sha1:aaaaaaaaaaaa +\w+ +suspended/);
  });

  it.each([
    [["get", "ks", "--exit-code"], 1],
    [["get", "gitrepo", "--exit-code"], 0],
    [["get", "all", "-A", "--exit-code"], 1],
    [["get", "ks"], 0],
    [["get", "ks", "nope"], 1],
    [["get", "ks/flux-system/apps"], 0],
    [["get", "ks", "-n", "elsewhere"], 0],
    [["get", "wibble"], 2],
  ] as const)("%j exits %d", async (argv, expected) => {
    const { run } = await scene([gitRepository(OLD), failing("why")]);
    expect((await run(argv)).code).toBe(expected);
  });

  it("shows only what is not current when asked", async () => {
    const { run } = await scene([gitRepository(OLD), failing("why")]);
    const { stdout } = await run(["get", "all", "-A", "--not-ready"]);
    expect(stdout).toContain("apps");
    expect(stdout).not.toContain("GitRepository");
  });

  it("says that a namespace is not there", async () => {
    const { run } = await scene([]);
    expect((await run(["get", "ks", "-n", "nowhere"])).stderr).toContain("there is no such namespace");
  });

  it("never prints what a message does to a terminal, nor its secrets", async () => {
    const { run } = await scene([
      failing("\u001b[2J\u001b]0;pwn\u0007bad https://me:hunter2@git.example\r✔ fine"),
    ]);
    const { stdout } = await run(["get", "ks"]);
    expect(stdout).toContain("bad https://***@git.example ✔ fine");
    expect(stdout).not.toMatch(/[\u001b\u0007\r]|hunter2/);
  });

  it("cuts a message in the table and gives it whole as JSON and YAML", async () => {
    const message = `${"x".repeat(5000)}end`;
    const { run } = await scene([failing(message)]);
    expect((await run(["get", "ks"])).stdout).not.toContain("end");
    const json = JSON.parse((await run(["get", "ks", "-o", "json"])).stdout) as JsonObject;
    expect(json).toMatchObject({
      apiVersion: "fluxwright/v1",
      kind: "StatusList",
      items: [{ status: { message } }],
    });
    expect((await run(["get", "ks", "-o", "yaml"])).stdout).toContain("reason: BuildFailed");
  });

  it("passes over kinds that are not installed, unless just that one was asked for", async () => {
    const { run, server } = await scene([gitRepository(OLD)]);
    server.kinds = defaultServedKinds.filter(({ kind }) => kind !== "ImagePolicy");
    expect((await run(["get", "all", "-A"])).code).toBe(0);
    const one = await run(["get", "imagepolicies", "-o", "json"]);
    expect(one.code).toBe(3);
    expect(JSON.parse(one.stdout)).toMatchObject({ kind: "Failure", reason: "kind-not-installed" });
  });

  it("says what it may not read, and does not call that fine", async () => {
    const { run, server } = await scene([gitRepository(OLD), failing("why")]);
    server.fault({
      when: ({ path }) => path.includes("kustomizations"),
      fault: { kind: "status", code: 403 },
    });
    const { code, stderr, stdout } = await run(["get", "all", "-A", "--exit-code"]);
    expect(stderr).toContain("not allowed to read Kustomization");
    expect(stdout).toContain("fleet");
    expect(code).toBe(3);
  });

  it("watches: the table, then a line for each change, until it is interrupted", async () => {
    const { run, server } = await scene([gitRepository(OLD), kustomization(OLD)]);
    const abort = new AbortController();
    let output = "";
    const running = run(["get", "ks", "--watch"], {
      signal: abort.signal,
      onOutput: (text) => {
        if (output === "") server.put(failing("why"));
        output += text;
        if (output.includes("BuildFailed")) abort.abort();
      },
    });
    const { stdout } = await running;
    expect(stdout.split("\n").filter((line) => line.startsWith("apps"))).toHaveLength(2);
  });
});

describe("reconcile", () => {
  it("prints the revision that is applied", async () => {
    const { run } = await scene([gitRepository(OLD), kustomization(OLD)], { fetch: NEW });
    const { code, stdout, stderr } = await run(["reconcile", "ks", "apps", "--with-source"]);
    expect(code).toBe(0);
    expect(stdout).toBe("✓ Kustomization/flux-system/apps is reconciled at main@sha1:bbbbbbbbbbbb\n");
    expect(stderr).toContain("GitRepository/flux-system/fleet: main@sha1:bbbbbbbbbbbb");
  });

  it("prints the cause of a failure, what it means and what to do", async () => {
    const failure = () => ({ reason: "BuildFailed", message: "MalformedYAMLError: yaml: line 2" });
    const { run } = await scene([gitRepository(OLD), kustomization(OLD)], { fetch: NEW, failure });
    const { code, stdout } = await run(["reconcile", "ks/flux-system/apps", "--with-source"]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/✗ Kustomization\/flux-system\/apps failed/);
    expect(stdout).toContain("MalformedYAMLError: yaml: line 2");
    expect(stdout).toContain("it means");
  });

  it("reports as JSON", async () => {
    const { run } = await scene([gitRepository(OLD), kustomization(OLD)], { fetch: NEW });
    const { stdout } = await run(["reconcile", "ks", "apps", "--with-source", "-o", "json"]);
    expect(JSON.parse(stdout)).toMatchObject({
      kind: "ActionReport",
      results: [{ action: "reconcile", outcome: "done", revision: NEW, status: { name: "current" } }],
    });
  });

  it("fetches a source once for several objects, and tells of each though one is not there", async () => {
    const second = {
      ...kustomization(OLD),
      metadata: { ...kustomization(OLD).metadata, name: "infra", uid: "infra" },
    };
    const { run, server } = await scene([gitRepository(OLD), kustomization(OLD), second], { fetch: OLD });
    const { code, stdout, stderr } = await run(["reconcile", "ks", "apps", "infra", "nope", "--with-source"]);
    expect(code).toBe(1);
    expect(stdout.match(/is reconciled/g)).toHaveLength(2);
    expect(stderr).toContain("error: Kustomization/flux-system/nope does not exist");
    const asked = server.requests.filter(
      ({ method, path }) => method === "PATCH" && path.includes("gitrepositories"),
    );
    expect(asked).toHaveLength(1);
  });

  it.each([
    ["a missing object", ["reconcile", "ks", "nope"], 1],
    ["a suspended one", ["reconcile", "ks", "apps"], 1],
    ["--force for a Kustomization", ["reconcile", "ks", "apps", "--force"], 2],
    ["no name", ["reconcile", "ks"], 2],
    ["a bad timeout", ["reconcile", "ks", "apps", "--timeout", "soon"], 2],
  ] as const)("exits rightly for %s", async (_, argv, expected) => {
    const { run } = await scene([gitRepository(OLD), kustomization(OLD, { suspend: true })]);
    expect((await run(argv)).code).toBe(expected);
  });

  it("names the last status when there is no answer in time", async () => {
    const { run } = await scene([gitRepository(OLD), failing("the cause")], { isRunning: false });
    const { code, stdout } = await run(["reconcile", "ks", "apps", "--timeout", "400ms"]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/no answer in time[\s\S]*the cause/);
  });
});

describe("an action that could not be asked for in the time given", () => {
  it.each([
    "reconcile ks/apps",
    "reconcile ks/apps --with-source",
    "reconcile ks/apps ks/infra",
    "suspend ks/apps",
    "suspend ks --all",
    "resume ks/apps",
    "restart kustomize-controller",
    "recreate ks/apps --yes",
  ])("%s is no answer when nobody listens", async (command) => {
    const server = { name: "away", cluster: { server: "http://127.0.0.1:1" } };
    const KUBECONFIG = await writeKubeconfig({
      apiVersion: "v1",
      kind: "Config",
      "current-context": "away",
      clusters: [server],
      users: [{ name: "me", user: { token: "t" } }],
      contexts: [{ name: "away", context: { cluster: "away", user: "me" } }],
    });
    const argv = [...command.split(" "), "--timeout", "500ms", "-o", "json"];
    const { code, stdout, stderr } = await runMain(argv, { env: { KUBECONFIG } });
    expect(stderr).toMatch(/^error: .*127\.0\.0\.1:1 cannot be reached/m);
    expect(stdout).toContain('"reason": "unavailable"');
    expect(code).toBe(3);
  });

  it.each(["reconcile ks/apps", "resume ks/paused", "restart kustomize-controller"])(
    "%s is no answer when the object can be read, and not written",
    async (command) => {
      const { metadata } = kustomization(OLD);
      const { run, server } = await scene([
        gitRepository(OLD),
        kustomization(OLD),
        {
          ...kustomization(OLD, { suspend: true }),
          metadata: { ...metadata, name: "paused", uid: "paused" },
        },
        {
          apiVersion: "apps/v1",
          kind: "Deployment",
          metadata: { ...metadata, name: "kustomize-controller", uid: "controller" },
        },
      ]);
      server.fault({ when: ({ method }) => method === "PATCH", fault: { kind: "reset" } });
      expect((await run([...command.split(" "), "--timeout", "400ms"])).code).toBe(3);
    },
  );
});

describe("suspend and resume", () => {
  it("suspend several, and all of a namespace", async () => {
    const second = {
      ...kustomization(OLD),
      metadata: { ...kustomization(OLD).metadata, name: "infra", uid: "infra" },
    };
    const { run, server } = await scene([gitRepository(OLD), kustomization(OLD), second]);
    expect((await run(["suspend", "ks", "apps", "infra"])).stdout.match(/is suspended/g)).toHaveLength(2);
    expect((await run(["suspend", "ks", "--all"])).stdout.match(/was suspended already/g)).toHaveLength(2);
    expect((await run(["resume", "ks", "--all"])).code).toBe(0);
    expect(server.find(appsRef)?.spec).toMatchObject({ suspend: false });
  });

  it.each(["suspend", "resume"])("%s of a missing object exits 1", async (command) => {
    const { run } = await scene([]);
    expect((await run([command, "ks", "nope"])).code).toBe(1);
  });
});

describe("which cluster to write to", () => {
  async function twoClusters(): Promise<{ kubeconfig: string; flux: FakeFlux }> {
    const flux = await fakeFlux([gitRepository(OLD), kustomization(OLD)], { fetch: OLD });
    const { clusters, users, contexts, ...rest } = flux.server.kubeconfig as {
      [key: string]: JsonObject[];
    } & JsonObject;
    const [context] = contexts as JsonObject[];
    const other = { name: "other", cluster: { server: "http://127.0.0.1:1" } };
    const both = [
      context,
      { name: "other", context: { ...(context?.context as JsonObject), cluster: "other" } },
    ];
    const config = { ...rest, users, clusters: [...(clusters ?? []), other], contexts: both } as JsonObject;
    return { kubeconfig: await writeKubeconfig(config), flux };
  }

  it("is never the current context when there are several", async () => {
    const { kubeconfig, flux } = await twoClusters();
    const { code, stderr } = await runMain(["reconcile", "ks", "apps", "--kubeconfig", kubeconfig]);
    expect(code).toBe(3);
    expect(stderr).toContain("nothing says which one to change");
    expect(flux.server.requests.filter(({ method }) => method === "PATCH")).toEqual([]);
  });

  it("may be named, or pinned by its uid", async () => {
    const { kubeconfig, flux } = await twoClusters();
    const named = ["reconcile", "ks", "apps", "--kubeconfig", kubeconfig, "--context", flux.client.context];
    expect((await runMain(named)).code).toBe(0);
    const uid = await flux.client.clusterUid();
    const pinned = ["reconcile", "ks", "apps", "--kubeconfig", kubeconfig, "--cluster-uid"];
    expect((await runMain([...pinned, uid])).code).toBe(0);
    expect((await runMain([...pinned, "another"])).code).toBe(3);
  });

  it("may be pinned by the fleet, which refuses any other, by name or at all", async () => {
    const { kubeconfig, flux } = await twoClusters();
    const uid = await flux.client.clusterUid();
    const other = "3f2c1e60-0000-4000-8000-000000000001";
    const argv = ["reconcile", "ks", "apps", "--kubeconfig", kubeconfig];
    const cwd = await writeRecord({ "clusters/prod": uid, "clusters/staging": other });
    expect(await runMain(argv, { cwd })).toMatchObject({ code: 0 });
    expect(await runMain([...argv, "--fleet", cwd, "--cluster", "prod"])).toMatchObject({ code: 0 });
    const staging = await runMain([...argv, "--fleet", cwd, "--cluster", "staging"]);
    expect(staging.code).toBe(3);
    expect(staging.stderr).toContain(`uid ${uid}, the fleet pins staging with ${other}`);
    const none = await runMain(argv, { cwd: await writeRecord({ "clusters/prod": other }) });
    expect(none.code).toBe(3);
    expect(none.stderr).toContain("leads to another cluster");
  });

  it("does not matter for reading", async () => {
    const { kubeconfig } = await twoClusters();
    expect((await runMain(["get", "ks", "--kubeconfig", kubeconfig])).code).toBe(0);
  });
});
