import { describe, expect, it } from "vitest";
import { connect } from "../../src/cluster/connect.js";
import { fakeApiServer } from "../../src/testing/fake-api-server.js";
import { closing, configFor, kustomization, quick, RESOURCE, ref } from "./fake-cluster.js";
import { type TestCertificate, testCertificate } from "./test-certificate.js";

const authority = testCertificate({ name: "test authority" });
const base64 = (text: string): string => Buffer.from(text).toString("base64");

async function serverWith(certificate: TestCertificate, clientCa?: string) {
  const tls = { cert: certificate.cert, key: certificate.key, ca: authority.cert };
  return closing(
    await fakeApiServer({
      objects: [kustomization("a")],
      tls: clientCa === undefined ? tls : { ...tls, clientCa },
    }),
  );
}

async function clientOf(url: string, cluster: object = {}, user: object = {}, more: object = {}) {
  const trusted = { "certificate-authority-data": base64(authority.cert), ...cluster };
  const config = configFor(url, user, trusted);
  return closing(await connect({ env: {}, config, resources: [RESOURCE], timings: quick, ...more }));
}

describe("the server's certificate", () => {
  const good = testCertificate({ name: "server", issuer: authority, for: ["127.0.0.1", "api.example"] });

  it("is accepted when it is of the kubeconfig's authority and for this address (row 33)", async () => {
    const { url } = await serverWith(good);
    expect((await (await clientOf(url)).get(ref("a"))).metadata.name).toBe("a");
  });

  it.each([
    {
      what: "of another authority",
      certificate: testCertificate({
        name: "server",
        issuer: testCertificate({ name: "other authority" }),
        for: ["127.0.0.1"],
      }),
      says: /signed by an authority that is not trusted: issuer CN=other authority; names IP Address:127\.0\.0\.1; valid .* to .*/,
    },
    {
      what: "signed by itself",
      certificate: testCertificate({ name: "self", for: ["127.0.0.1"] }),
      says: /not trusted: issuer CN=self/,
    },
    {
      what: "that has expired",
      certificate: testCertificate({
        name: "server",
        issuer: authority,
        for: ["127.0.0.1"],
        from: new Date("2020-01-01T00:00:00Z"),
        to: new Date("2020-02-01T00:00:00Z"),
      }),
      says: /has expired: issuer CN=test authority; .* to Feb {2}1 00:00:00 2020 GMT/,
    },
    {
      what: "for another name",
      certificate: testCertificate({ name: "server", issuer: authority, for: ["other.example", "10.0.0.1"] }),
      says: /is for other names: issuer CN=test authority; names DNS:other\.example, IP Address:10\.0\.0\.1/,
    },
  ])(
    "$what is an error that says so, with issuer, names and dates, and is not retried (row 33)",
    async ({ certificate, says }) => {
      const server = await serverWith(certificate);
      const client = await clientOf(server.url);
      await expect(client.get(ref("a"))).rejects.toMatchObject({
        reason: "unauthorized",
        message: expect.stringMatching(says),
        hint: expect.any(String),
      });
      expect(server.requests).toEqual([]);
    },
  );

  it("is looked at under the name that the kubeconfig gives (row 33)", async () => {
    const { url } = await serverWith(good);
    expect(
      (await (await clientOf(url, { "tls-server-name": "api.example" })).get(ref("a"))).metadata.name,
    ).toBe("a");
    await expect(
      (await clientOf(url, { "tls-server-name": "x.example" })).get(ref("a")),
    ).rejects.toMatchObject({ reason: "unauthorized" });
  });

  it("is only left unverified with the caller's consent (row 33)", async () => {
    const { url } = await serverWith(testCertificate({ name: "self", for: ["127.0.0.1"] }));
    const insecure = { "insecure-skip-tls-verify": true };
    await expect(clientOf(url, insecure)).rejects.toMatchObject({ reason: "refused" });
    const client = await clientOf(url, insecure, {}, { insecureSkipTlsVerify: true });
    expect((await client.get(ref("a"))).metadata.name).toBe("a");
  });

  it("is missing when the server speaks no TLS, and that is said (row 33)", async () => {
    const { url } = closing(await fakeApiServer());
    await expect((await clientOf(url.replace("http:", "https:"))).get(ref("a"))).rejects.toMatchObject({
      reason: "unauthorized",
      message: expect.stringContaining("does not speak TLS"),
    });
  });
});

describe("a client certificate", () => {
  const users = testCertificate({ name: "users" });
  const good = testCertificate({ name: "server", issuer: authority, for: ["127.0.0.1"] });
  const pair = ({ cert, key }: TestCertificate) => ({
    "client-certificate-data": base64(cert),
    "client-key-data": base64(key),
  });

  it("lets one in", async () => {
    const { url } = await serverWith(good, users.cert);
    const client = await clientOf(url, {}, pair(testCertificate({ name: "bob", issuer: users })));
    expect((await client.get(ref("a"))).metadata.name).toBe("a");
  });

  it("without its key is wrong usage", async () => {
    const { url } = await serverWith(good);
    await expect(clientOf(url, {}, { "client-certificate-data": base64(good.cert) })).rejects.toMatchObject({
      reason: "usage",
    });
  });
});
