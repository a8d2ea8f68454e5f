import { describe, expect, it } from "vitest";
import { connect } from "../../src/cluster/connect.js";
import { chooseProxy } from "../../src/cluster/transport/proxy-choice.js";
import { fakeApiServer } from "../../src/testing/fake-api-server.js";
import { closing, configFor, kustomization, quick, RESOURCE, ref } from "./fake-cluster.js";
import { testCertificate } from "./test-certificate.js";
import { closedPort, connectProxy, socksProxy, type TestProxy } from "./wire.js";

const authority = testCertificate({ name: "test authority" });
const { cert, key } = testCertificate({ name: "server", issuer: authority, for: ["api.example"] });
const portOf = (url: string): number => Number(new URL(url).port);

describe("a proxy", () => {
  const ways: readonly { what: string; proxy: (port: number) => Promise<TestProxy>; asked: string[] }[] = [
    { what: "http", proxy: (port) => connectProxy(port), asked: ["api.example:6443"] },
    {
      what: "http with a user",
      proxy: (port) => connectProxy(port, "bob:pass"),
      asked: ["api.example:6443"],
    },
    { what: "socks5", proxy: (port) => socksProxy(port), asked: ["api.example"] },
    { what: "socks5 with a user", proxy: (port) => socksProxy(port, "bob:pass"), asked: ["api.example"] },
  ];
  it.each(ways)(
    "that speaks $what leads to the server, which is verified through it (row 28)",
    async ({ proxy, asked }) => {
      const server = closing(
        await fakeApiServer({ objects: [kustomization("a")], tls: { cert, key, ca: authority.cert } }),
      );
      const way = closing(await proxy(portOf(server.url)));
      const cluster = {
        "proxy-url": way.url,
        "certificate-authority-data": Buffer.from(authority.cert).toString("base64"),
      };
      const config = configFor("https://api.example:6443", {}, cluster);
      const client = closing(await connect({ env: {}, config, resources: [RESOURCE], timings: quick }));
      expect((await client.get(ref("a"))).metadata.name).toBe("a");
      expect(way.asked).toEqual(asked);
      const wrong = closing(
        await connect({
          env: {},
          config: configFor("https://other.example", {}, cluster),
          resources: [RESOURCE],
          timings: quick,
        }),
      );
      await expect(wrong.get(ref("a"))).rejects.toMatchObject({
        reason: "unauthorized",
        message: expect.stringContaining("for other names"),
      });
    },
  );

  it("brings long lists compressed, since the server is not on this machine", async () => {
    const objects = Array.from({ length: 600 }, (_, i) =>
      kustomization(`ks-${i}`, { status: { text: "x".repeat(300) } }),
    );
    const server = closing(await fakeApiServer({ objects }));
    const way = closing(await connectProxy(portOf(server.url)));
    const config = configFor("http://api.example", {}, { "proxy-url": way.url });
    const client = closing(await connect({ env: {}, config, resources: [RESOURCE], timings: quick }));
    expect(await client.list(RESOURCE)).toHaveLength(600);
    expect(server.requests.every(({ headers }) => headers["accept-encoding"] === "gzip")).toBe(true);
  });

  it("that refuses, or is not there, is named (row 28)", async () => {
    const config = configFor("https://api.example");
    const timings = { ...quick, retryFor: 0 };
    const refusing = closing(await connectProxy(1, "bob:pass"));
    const url = refusing.url.replace("bob:pass@", "");
    const urls = [url, `http://127.0.0.1:${await closedPort()}`, `socks5://127.0.0.1:${await closedPort()}`];
    for (const proxy of urls) {
      const client = closing(
        await connect({ env: { HTTPS_PROXY: proxy }, config, resources: [RESOURCE], timings }),
      );
      await expect(client.get(ref("a"))).rejects.toMatchObject({
        reason: "unavailable",
        message: expect.stringContaining(`The proxy ${proxy} gives no way`),
      });
    }
  });
});

describe("whether there is a proxy", () => {
  const env = { HTTPS_PROXY: "http://proxy:3128", HTTP_PROXY: "plain:80" };
  it.each([
    { what: "HTTPS_PROXY for https", server: "https://api", env, proxy: "http://proxy:3128" },
    {
      what: "https_proxy in small letters",
      server: "https://api",
      env: { https_proxy: "socks5://s" },
      proxy: "socks5://s",
    },
    { what: "HTTP_PROXY for http, also without a scheme", server: "http://api", env, proxy: "http://plain" },
    {
      what: "proxy-url of the kubeconfig before all",
      server: "https://api",
      env: { ...env, NO_PROXY: "*" },
      url: "http://mine:1",
      proxy: "http://mine:1",
    },
    {
      what: "proxy-url even for loopback",
      server: "https://127.0.0.1",
      env: {},
      url: "http://mine:1",
      proxy: "http://mine:1",
    },
    { what: "none for loopback", server: "https://127.0.0.1:6443", env },
    { what: "none for loopback in IPv6", server: "https://[::1]:6443", env },
    { what: "none for localhost", server: "https://localhost", env },
    { what: "none without a setting", server: "https://api", env: {} },
    {
      what: "none for a host of NO_PROXY",
      server: "https://api.example",
      env: { ...env, NO_PROXY: "x, api.example" },
    },
    {
      what: "none below a domain of NO_PROXY",
      server: "https://a.b.example",
      env: { ...env, NO_PROXY: "b.example" },
    },
    {
      what: "none below a domain with a dot",
      server: "https://a.b.example",
      env: { ...env, no_proxy: ".b.example" },
    },
    {
      what: "one for a host that only ends alike",
      server: "https://ab.example",
      env: { ...env, NO_PROXY: "b.example" },
      proxy: "http://proxy:3128",
    },
    {
      what: "one for a domain that is only excepted below",
      server: "https://b.example",
      env: { ...env, NO_PROXY: ".b.example" },
      proxy: "http://proxy:3128",
    },
    {
      what: "none in a network of NO_PROXY",
      server: "https://10.1.2.3:6443",
      env: { ...env, NO_PROXY: "10.0.0.0/8" },
    },
    {
      what: "one outside of it",
      server: "https://11.1.2.3",
      env: { ...env, NO_PROXY: "10.0.0.0/8" },
      proxy: "http://proxy:3128",
    },
    {
      what: "none in a network of IPv6",
      server: "https://[fd00::5]",
      env: { ...env, NO_PROXY: "fd00::/16" },
    },
    {
      what: "none for an address of IPv6",
      server: "https://[fd00::5]",
      env: { ...env, NO_PROXY: "fd00::5" },
    },
    {
      what: "none for the port of NO_PROXY",
      server: "https://api:6443",
      env: { ...env, NO_PROXY: "api:6443" },
    },
    {
      what: "one for another port",
      server: "https://api:443",
      env: { ...env, NO_PROXY: "api:6443" },
      proxy: "http://proxy:3128",
    },
    { what: "none for everything", server: "https://api", env: { ...env, NO_PROXY: "*" } },
  ])(
    "$what (row 28)",
    ({ server, env: vars, url, proxy }: { server: string; env: object; url?: string; proxy?: string }) => {
      const chosen = chooseProxy(new URL(server), vars as Record<string, string>, url);
      expect(chosen?.href.replace(/\/$/, "")).toBe(proxy);
    },
  );

  it("a URL that is none is wrong usage", () => {
    expect(() => chooseProxy(new URL("https://api"), { HTTPS_PROXY: "ftp://x" })).toThrow(
      /http, https or socks5/,
    );
  });
});

describe("IPv6", () => {
  it("addresses are spoken to like any other (row 29)", async () => {
    const sixth = testCertificate({ name: "server", issuer: authority, for: ["::1"] });
    const tls = { cert: sixth.cert, key: sixth.key, ca: authority.cert };
    const server = closing(await fakeApiServer({ objects: [kustomization("a")], tls, host: "::1" }));
    const client = closing(
      await connect({ env: {}, config: server.kubeconfig, resources: [RESOURCE], timings: quick }),
    );
    expect((await client.get(ref("a"))).metadata.name).toBe("a");
  });
});
