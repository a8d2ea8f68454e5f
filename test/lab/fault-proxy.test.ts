import { createServer, type Server } from "node:http";
import { Agent, request } from "node:https";
import { type AddressInfo, connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createAuthority } from "../../lab/certificates.js";
import { type FaultProxy, startFaultProxy } from "../../lab/fault-proxy.js";

const authority = createAuthority("fault proxy test");
const LIST = JSON.stringify({ kind: "List", items: Array.from({ length: 50 }, (_, index) => ({ index })) });

let target: Server;
let proxy: FaultProxy;

beforeEach(async () => {
  target = createServer((incoming, response) => {
    if (incoming.url?.includes("watch=") === true) response.write('{"type":"ADDED"}\n');
    else response.end(LIST);
  });
  await new Promise<void>((resolve) => target.listen(0, "127.0.0.1", resolve));
  proxy = await startFaultProxy({
    target: `http://127.0.0.1:${(target.address() as AddressInfo).port}`,
    tls: authority.issue("fault proxy", ["127.0.0.1"]),
  });
});

afterEach(async () => {
  await proxy.close();
  target.closeAllConnections();
  await new Promise((resolve) => target.close(resolve));
});

describe("the fault proxy", () => {
  it("passes answers on and remembers the requests", async () => {
    expect(await ask("/api/v1/pods")).toEqual({ code: 200, body: LIST });
    expect(proxy.requests).toEqual(["GET /api/v1/pods"]);
  });

  it("refuses connections until it is healed, on the same port", async () => {
    await proxy.inject({ kind: "refuse" });
    await expect(ask("/")).rejects.toThrow("ECONNREFUSED");
    await proxy.heal();
    expect((await ask("/")).code).toBe(200);
  });

  it("resets the connection", async () => {
    await proxy.inject({ kind: "reset" }, { times: 1 });
    await expect(ask("/")).rejects.toThrow("ECONNRESET");
    expect((await ask("/")).code).toBe(200);
  });

  it("leaves a connection half open: no TLS, no answer, no end", async () => {
    await proxy.inject({ kind: "half-open" }, { times: 1 });
    const socket = connect(Number(new URL(proxy.url).port), "127.0.0.1");
    const events: string[] = [];
    for (const name of ["connect", "data", "end", "close"]) socket.on(name, () => events.push(name));
    socket.write("\x16\x03\x01");
    await sleep(300);
    expect(events).toEqual(["connect"]);
    socket.destroy();
  });

  it("never answers a request that hangs, and resets it when healed", async () => {
    await proxy.inject({ kind: "hang" });
    const outcome = ask("/").catch((error: Error) => error.message);
    expect(await Promise.race([outcome, sleep(300, "silence")])).toBe("silence");
    await proxy.heal();
    expect(await outcome).toContain("ECONNRESET");
  });

  it("answers late", async () => {
    await proxy.inject({ kind: "delay", milliseconds: 200 });
    const outcome = ask("/");
    expect(await Promise.race([outcome, sleep(100, "silence")])).toBe("silence");
    expect((await outcome).code).toBe(200);
  });

  it("answers a status with Retry-After, for the requests that match", async () => {
    await proxy.inject({ kind: "status", code: 429, retryAfter: 3 }, { match: /kustomizations/, times: 1 });
    expect((await ask("/api/v1/pods")).code).toBe(200);
    const answer = await ask("/apis/kustomize.toolkit.fluxcd.io/v1/kustomizations");
    expect(answer).toMatchObject({ code: 429, retryAfter: "3" });
    expect(JSON.parse(answer.body)).toMatchObject({ kind: "Status", reason: "TooManyRequests", code: 429 });
    expect((await ask("/apis/kustomize.toolkit.fluxcd.io/v1/kustomizations")).code).toBe(200);
  });

  it("cuts a JSON answer in half as if it were whole", async () => {
    await proxy.inject({ kind: "truncate" });
    const { code, body } = await ask("/");
    expect(code).toBe(200);
    expect(LIST.startsWith(body)).toBe(true);
    expect(() => JSON.parse(body)).toThrow(SyntaxError);
  });

  it("answers a login page", async () => {
    await proxy.inject({ kind: "html" });
    expect((await ask("/")).body).toContain("<html>");
  });

  it("ends a watch after a time, and leaves other requests alone", async () => {
    await proxy.inject({ kind: "watch-closed", milliseconds: 100 });
    expect(await ask("/api/v1/pods?watch=true")).toEqual({ code: 200, body: '{"type":"ADDED"}\n' });
    expect((await ask("/api/v1/pods")).body).toBe(LIST);
  });

  it("tells a watch that its version has expired", async () => {
    await proxy.inject({ kind: "watch-expired" }, { times: 1 });
    const event = JSON.parse((await ask("/api/v1/pods?watch=1")).body);
    expect(event).toMatchObject({ type: "ERROR", object: { code: 410, reason: "Expired" } });
  });
});

interface Seen {
  readonly code: number | undefined;
  readonly body: string;
  readonly retryAfter?: string;
}

function ask(path: string): Promise<Seen> {
  return new Promise((resolve, reject) => {
    const agent = new Agent({ keepAlive: false });
    const outgoing = request(proxy.url + path, { ca: authority.cert, agent }, (response) => {
      let body = "";
      const retryAfter = response.headers["retry-after"];
      response.on("data", (chunk) => {
        body += String(chunk);
      });
      response.on("error", reject);
      response.on("end", () =>
        resolve({ code: response.statusCode, body, ...(retryAfter !== undefined && { retryAfter }) }),
      );
    });
    outgoing.on("error", reject).end();
  });
}
