import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ConnectOptions } from "../../src/cluster/connect.js";
import { connect } from "../../src/cluster/connect.js";
import { type FakeApiServer, fakeApiServer } from "../../src/testing/fake-api-server.js";
import { closing, configFor, kustomization, quick, RESOURCE, ref } from "./fake-cluster.js";

let dir: string;
let server: FakeApiServer;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "fluxwright-credentials-"));
  server = closing(await fakeApiServer({ objects: [kustomization("a")], tokens: ["good"] }));
});
afterEach(() => rm(dir, { recursive: true }));

async function clientFor(user: object, options: Partial<ConnectOptions> = {}) {
  return closing(
    await connect({
      env: { PATH: process.env.PATH },
      config: configFor(server.url, user),
      resources: [RESOURCE],
      timings: quick,
      ...options,
    }),
  );
}

/** A plugin: a program for Node, with a counter of its runs. */
async function plugin(body: string, more: object = {}): Promise<{ user: object; runs(): Promise<number> }> {
  const path = join(dir, "plugin.mjs");
  const runs = join(dir, "runs");
  await writeFile(runs, "");
  await writeFile(
    path,
    `import { appendFileSync, readFileSync } from "node:fs";
appendFileSync(${JSON.stringify(runs)}, "x");
const run = readFileSync(${JSON.stringify(runs)}, "utf8").length;
const info = JSON.parse(process.env.KUBERNETES_EXEC_INFO);
const give = (status) => console.log(JSON.stringify({ apiVersion: info.apiVersion, kind: "ExecCredential", status }));
${body}`,
  );
  const exec = {
    apiVersion: "client.authentication.k8s.io/v1",
    command: process.execPath,
    args: [path],
    interactiveMode: "IfAvailable",
    ...more,
  };
  return { user: { exec }, runs: async () => (await readFile(runs, "utf8")).length };
}

describe("a token", () => {
  it("that is refused stays refused, with the server's text (row 9)", async () => {
    const client = await clientFor({ token: "bad" });
    await expect(client.get(ref("a"))).rejects.toMatchObject({
      reason: "unauthorized",
      message: expect.stringContaining("Unauthorized (401)"),
    });
    expect(server.requests).toHaveLength(1);
  });

  it("in a file is read again after a refusal (row 9)", async () => {
    const tokenFile = join(dir, "token");
    await writeFile(tokenFile, "good\n");
    const client = await clientFor({ tokenFile });
    await client.get(ref("a"));
    await writeFile(tokenFile, "rotated");
    server.tokens = ["rotated"];
    expect((await client.get(ref("a"))).metadata.name).toBe("a");
  });

  it("in a file is read again every minute (row 32)", async () => {
    const tokenFile = join(dir, "token");
    await writeFile(tokenFile, "good");
    let now = 1_000_000;
    const client = await clientFor({ tokenFile }, { now: () => now });
    await client.get(ref("a"));
    await writeFile(tokenFile, "rotated");
    server.tokens = ["good", "rotated"];
    await client.get(ref("a"));
    now += 61_000;
    await client.get(ref("a"));
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([
      "Bearer good",
      "Bearer good",
      "Bearer rotated",
    ]);
  });

  it("that is refused in a watch's middle is renewed there too (row 9)", async () => {
    const tokenFile = join(dir, "token");
    await writeFile(tokenFile, "good");
    const client = await clientFor({ tokenFile });
    const events = client.watch({ group: RESOURCE.group, kind: RESOURCE.kind });
    await events.next();
    await writeFile(tokenFile, "rotated");
    server.tokens = ["rotated"];
    expect(await events.next()).toMatchObject({ value: { type: "synced" } });
    server.put(kustomization("b"));
    expect(await events.next()).toMatchObject({ value: { type: "added" } });
    server.tokens = [];
    await expect(events.next()).rejects.toMatchObject({ reason: "unauthorized" });
  });
});

describe("a user and a password", () => {
  it("are sent as basic authentication", async () => {
    server.tokens = undefined;
    const client = await clientFor({ username: "bob", password: "pass" });
    await client.get(ref("a"));
    expect(server.requests[0]?.headers.authorization).toBe(
      `Basic ${Buffer.from("bob:pass").toString("base64")}`,
    );
  });
});

describe("a kubeconfig that acts as somebody else", () => {
  it("asks the server for that, and never acts as the user himself", async () => {
    const user = {
      token: "good",
      as: "bob",
      "as-groups": ["dev", "ops"],
      "as-user-extra": { Reason: ["tests"] },
    };
    await (await clientFor(user)).get(ref("a"));
    expect(server.requests[0]?.headers).toMatchObject({
      authorization: "Bearer good",
      "impersonate-user": "bob",
      "impersonate-group": "dev, ops",
      "impersonate-extra-reason": "tests",
    });
  });
});

describe("a credential plugin", () => {
  it("gives a token, and is run once while that holds (row 30)", async () => {
    const { user, runs } = await plugin(
      `give({ token: "good", expirationTimestamp: "2030-01-01T00:00:00Z" });`,
    );
    const client = await clientFor(user);
    await Promise.all([client.get(ref("a")), client.get(ref("a")), client.get(ref("a"))]);
    expect(await runs()).toBe(1);
  });

  it("is run again when its token has expired (row 30)", async () => {
    const { user, runs } = await plugin(
      `give({ token: "good", expirationTimestamp: new Date(1000 * run).toISOString() });`,
    );
    let now = 0;
    const client = await clientFor(user, { now: () => now });
    await client.get(ref("a"));
    await client.get(ref("a"));
    expect(await runs()).toBe(1);
    now = 1500;
    await client.get(ref("a"));
    expect(await runs()).toBe(2);
  });

  it("is run again once when its token is refused, and then no more (rows 9, 30)", async () => {
    const { user, runs } = await plugin(`give({ token: run < 2 ? "stale" : "good" });`);
    const client = await clientFor(user);
    expect((await client.get(ref("a"))).metadata.name).toBe("a");
    server.tokens = [];
    await expect(client.get(ref("a"))).rejects.toMatchObject({ reason: "unauthorized" });
    expect(await runs()).toBe(3);
  });

  it("learns of the cluster and gets its own environment, without a shell (row 30)", async () => {
    const { user } = await plugin(
      `give({ token: info.spec.cluster.server === process.env.WANTED && info.spec.interactive === false && process.argv[2] === "$(x) *" ? "good" : "bad" });`,
    );
    const { exec } = user as { exec: { args: string[] } };
    const more = {
      ...exec,
      args: [...exec.args, "$(x) *"],
      env: [{ name: "WANTED", value: server.url }],
      provideClusterInfo: true,
    };
    expect((await (await clientFor({ exec: more })).get(ref("a"))).metadata.name).toBe("a");
  });

  it("that shows how to log in is heard while it waits (row 30)", async () => {
    const { user } = await plugin(
      `console.error("open https://login.example\\u001b[2J"); give({ token: "good" });`,
    );
    const heard: string[] = [];
    const client = await clientFor(user, { interactive: true, notice: ({ message }) => heard.push(message) });
    await client.get(ref("a"));
    expect(heard.join("")).toContain("open https://login.example");
    expect(heard.join("")).not.toContain("\u001b");
  });

  it.each([
    {
      what: "ends with an error",
      body: `console.error("no session"); process.exit(3);`,
      says: /ended with 3: no session/,
    },
    {
      what: "prints something else",
      body: `console.log("token=s3cret");`,
      says: /did not print an ExecCredential$/,
    },
    {
      what: "answers in another version",
      body: `info.apiVersion = "v9"; give({ token: "good" });`,
      says: /answered in v9/,
    },
    { what: "gives nothing", body: "give({});", says: /gave neither a token nor a client certificate/ },
  ])("that $what is an error that shows nothing of its output (row 30)", async ({ body, says }) => {
    const client = await clientFor((await plugin(body)).user);
    await expect(client.get(ref("a"))).rejects.toMatchObject({
      reason: "unauthorized",
      message: expect.stringMatching(says),
    });
  });

  it("that is not installed is named, with the hint of the kubeconfig (row 30)", async () => {
    const exec = {
      apiVersion: "client.authentication.k8s.io/v1",
      command: "no-such-plugin",
      installHint: "Install it from example",
    };
    await expect((await clientFor({ exec })).get(ref("a"))).rejects.toMatchObject({
      reason: "unauthorized",
      message: 'The credential plugin "no-such-plugin" is not installed',
      hint: "Install it from example",
    });
  });

  it("that hangs ends with the caller's deadline (rows 8, 30)", async () => {
    const client = await clientFor((await plugin("setInterval(() => {}, 1000);")).user);
    await expect(client.get(ref("a"), { signal: AbortSignal.timeout(300) })).rejects.toMatchObject({
      reason: "deadline",
    });
  });

  it("that must ask a person is not run without a terminal (row 30)", async () => {
    const { user, runs } = await plugin(`give({ token: "good" });`, { interactiveMode: "Always" });
    await expect((await clientFor(user)).get(ref("a"))).rejects.toMatchObject({
      message: expect.stringContaining("no terminal"),
    });
    expect(await runs()).toBe(0);
  });

  it("is refused where the caller allows none (row 30)", async () => {
    const { user } = await plugin(`give({ token: "good" });`);
    await expect(clientFor(user, { noExec: true })).rejects.toMatchObject({ reason: "refused" });
  });

  it("is never run for a kubeconfig that lies in the fleet's repository (row 30)", async () => {
    const { user } = await plugin(`give({ token: "good" });`);
    const kubeconfig = join(dir, "config");
    await writeFile(kubeconfig, JSON.stringify(configFor(server.url, user)));
    const env = { PATH: process.env.PATH };
    await expect(connect({ env, kubeconfig, untrustedDirs: [dir] })).rejects.toMatchObject({
      reason: "refused",
    });
    const elsewhere = await mkdtemp(join(tmpdir(), "fluxwright-elsewhere-"));
    closing(await connect({ env, kubeconfig, untrustedDirs: [elsewhere] }));
    await rm(elsewhere, { recursive: true });
  });

  it("is found beside its kubeconfig when its path says so (row 30)", async () => {
    const script = join(dir, "give-token");
    await writeFile(
      script,
      `#!/bin/sh\necho '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"good"}}'\n`,
    );
    await chmod(script, 0o755);
    const kubeconfig = join(dir, "config");
    const exec = { apiVersion: "client.authentication.k8s.io/v1", command: "./give-token" };
    await writeFile(kubeconfig, JSON.stringify(configFor(server.url, { exec })));
    const client = closing(
      await connect({ env: { PATH: process.env.PATH }, kubeconfig, resources: [RESOURCE] }),
    );
    expect((await client.get(ref("a"))).metadata.name).toBe("a");
  });
});

describe("an OIDC provider", () => {
  const token = (expires: number): string =>
    `x.${Buffer.from(JSON.stringify({ exp: expires })).toString("base64url")}.y`;

  it("gives a new token when the old one has expired (row 9)", async () => {
    const asked: string[] = [];
    const fresh = token(5000);
    const issuer = createServer(async (request, response) => {
      const url = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}`;
      asked.push(`${request.method} ${request.url} ${await text(request)}`.trim());
      response.setHeader("content-type", "application/json");
      response.end(
        JSON.stringify(request.method === "POST" ? { id_token: fresh } : { token_endpoint: `${url}/token` }),
      );
    });
    await new Promise<void>((resolve) => issuer.listen(0, "127.0.0.1", resolve));
    closing(issuer);
    const config = {
      "idp-issuer-url": `http://127.0.0.1:${(issuer.address() as AddressInfo).port}`,
      "client-id": "kube",
      "refresh-token": "r",
      "id-token": token(1000),
    };
    server.tokens = [token(1000), fresh];
    let now = 0;
    const client = await clientFor({ "auth-provider": { name: "oidc", config } }, { now: () => now });
    await client.get(ref("a"));
    now = 995_000;
    await client.get(ref("a"));
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([
      `Bearer ${token(1000)}`,
      `Bearer ${fresh}`,
    ]);
    expect(asked).toEqual([
      "GET /.well-known/openid-configuration",
      "POST /token grant_type=refresh_token&refresh_token=r&client_id=kube",
    ]);
  });

  it("without a refresh token says that one must log in (row 9)", async () => {
    const client = await clientFor({ "auth-provider": { name: "oidc", config: { "id-token": token(1) } } });
    await expect(client.get(ref("a"))).rejects.toMatchObject({
      reason: "unauthorized",
      hint: expect.stringContaining("Log in again"),
    });
  });

  it("of a removed kind is wrong usage", async () => {
    await expect(clientFor({ "auth-provider": { name: "gcp", config: {} } })).rejects.toMatchObject({
      reason: "usage",
    });
  });
});
