import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { isIP } from "node:net";

/** A certificate and its key, PEM. */
export interface TestCertificate {
  readonly cert: string;
  readonly key: string;
  readonly signer: { readonly name: string; readonly key: KeyObject };
}

export interface CertificateOptions {
  readonly name: string;
  /** Names and addresses that it is for. */
  readonly for?: readonly string[];
  /** Who signs; the certificate itself when absent, which then is an authority. */
  readonly issuer?: TestCertificate;
  readonly from?: Date;
  readonly to?: Date;
}

const ECDSA_SHA256 = "06082a8648ce3d040302";
const HOUR = 3_600_000;

/** A fresh X.509 certificate: Node can read but not write them, and a committed one would expire. */
export function testCertificate(options: CertificateOptions): TestCertificate {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const signer = options.issuer?.signer ?? { name: options.name, key: privateKey };
  const algorithm = sequence(hex(ECDSA_SHA256));
  const from = options.from ?? new Date(Date.now() - HOUR);
  const to = options.to ?? new Date(Date.now() + HOUR);
  const body = sequence(
    tag(0xa0, hex("020102")),
    tag(0x02, Buffer.from([1 + Math.floor(Math.random() * 126)])),
    algorithm,
    commonName(signer.name),
    sequence(time(from), time(to)),
    commonName(options.name),
    publicKey.export({ type: "spki", format: "der" }),
    tag(0xa3, sequence(...extensions(options))),
  );
  const signature = sign("sha256", body, signer.key);
  const der = sequence(body, algorithm, tag(0x03, Buffer.from([0]), signature));
  const lines = der.toString("base64").replace(/.{1,64}/g, "$&\n");
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines}-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: "pkcs8", format: "pem" }) as string,
    signer: { name: options.name, key: privateKey },
  };
}

function extensions({ issuer, for: names = [] }: CertificateOptions): Buffer[] {
  const isAuthority =
    issuer === undefined
      ? [sequence(hex("0603551d13"), hex("0101ff"), tag(0x04, sequence(hex("0101ff"))))]
      : [];
  if (names.length === 0) return isAuthority;
  const alternatives = names.map((name) => {
    if (isIP(name) === 4) return tag(0x87, Buffer.from(name.split(".").map(Number)));
    if (name === "::1") return tag(0x87, hex(`${"0".repeat(31)}1`));
    return tag(0x82, Buffer.from(name));
  });
  return [...isAuthority, sequence(hex("0603551d11"), tag(0x04, sequence(...alternatives)))];
}

function commonName(name: string): Buffer {
  return sequence(tag(0x31, sequence(hex("0603550403"), tag(0x0c, Buffer.from(name)))));
}

function time(date: Date): Buffer {
  return tag(0x17, Buffer.from(`${date.toISOString().replace(/[-:T]/g, "").slice(2, 14)}Z`));
}

function sequence(...parts: Buffer[]): Buffer {
  return tag(0x30, ...parts);
}

function tag(type: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([type, ...size]), content]);
}

function hex(text: string): Buffer {
  return Buffer.from(text, "hex");
}
