import { createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { isIP } from "node:net";

/** A private key and its certificate, both PEM. */
export interface KeyAndCertificate {
  readonly key: string;
  readonly cert: string;
}

/** A certificate authority of our own: ECDSA P-256, valid from an hour ago for ten years. */
export interface Authority extends KeyAndCertificate {
  /** A server certificate for the host names and IPv4 addresses. */
  issue(commonName: string, hosts: readonly string[]): KeyAndCertificate;
}

/**
 * Makes an authority. Node has no call that makes a certificate, and asking for openssl would be one more
 * prerequisite of the lab, so the few DER structures of RFC 5280 that are needed are written here.
 */
export function createAuthority(commonName: string): Authority {
  const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const certificate = (subject: string, publicKey: KeyObject, extensions: readonly Buffer[]): string =>
    signedCertificate({ issuer: commonName, subject, publicKey, extensions }, pair.privateKey);
  return {
    key: pem("PRIVATE KEY", pair.privateKey.export({ type: "pkcs8", format: "der" })),
    cert: certificate(commonName, pair.publicKey, [
      extension("551d13", sequence(boolean(true))), // basicConstraints: CA
      extension("551d0f", bitString(Buffer.from([0x06]), 1)), // keyUsage: keyCertSign, cRLSign
    ]),
    issue(subject, hosts) {
      const own = generateKeyPairSync("ec", { namedCurve: "P-256" });
      return {
        key: pem("PRIVATE KEY", own.privateKey.export({ type: "pkcs8", format: "der" })),
        cert: certificate(subject, own.publicKey, [
          extension("551d25", sequence(objectId("2b06010505070301"))), // extendedKeyUsage: serverAuth
          extension("551d11", sequence(...hosts.map(alternativeName))), // subjectAltName
        ]),
      };
    },
  };
}

/** A pair of RSA keys, PEM: what the API server signs service account tokens with. */
export function createSigningKeys(): { readonly privateKey: string; readonly publicKey: string } {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return {
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    publicKey: createPublicKey(privateKey).export({ type: "spki", format: "pem" }).toString(),
  };
}

interface Wanted {
  readonly issuer: string;
  readonly subject: string;
  readonly publicKey: KeyObject;
  readonly extensions: readonly Buffer[];
}

const ECDSA_WITH_SHA256 = sequence(objectId("2a8648ce3d040302"));
const HOUR = 3_600_000;
const TEN_YEARS = 10 * 365 * 24 * HOUR;

function signedCertificate(wanted: Wanted, authorityKey: KeyObject): string {
  const from = Date.now() - HOUR;
  const body = sequence(
    der(0xa0, integer(Buffer.from([2]))), // version 3
    integer(Buffer.concat([Buffer.from([0x01]), randomBytes(15)])),
    ECDSA_WITH_SHA256,
    name(wanted.issuer),
    sequence(time(from), time(from + TEN_YEARS)),
    name(wanted.subject),
    wanted.publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(...wanted.extensions)),
  );
  return pem("CERTIFICATE", sequence(body, ECDSA_WITH_SHA256, bitString(sign("sha256", body, authorityKey))));
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const size = content.length;
  const length =
    size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff]; /* < 64 KiB */
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, ...parts);
}

function integer(value: Buffer): Buffer {
  return der(0x02, value);
}

function boolean(value: boolean): Buffer {
  return der(0x01, Buffer.from([value ? 0xff : 0]));
}

function objectId(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, "hex"));
}

function bitString(value: Buffer, unusedBits = 0): Buffer {
  return der(0x03, Buffer.from([unusedBits]), value);
}

function time(epochMilliseconds: number): Buffer {
  const digits = new Date(epochMilliseconds).toISOString().replace(/[-:T]|\.\d+/g, "");
  return der(0x18, Buffer.from(digits, "ascii")); // GeneralizedTime
}

function name(commonName: string): Buffer {
  return sequence(der(0x31, sequence(objectId("550403"), der(0x0c, Buffer.from(commonName)))));
}

function extension(idHex: string, value: Buffer): Buffer {
  return sequence(objectId(idHex), boolean(true), der(0x04, value));
}

function alternativeName(host: string): Buffer {
  return isIP(host) === 4
    ? der(0x87, Buffer.from(host.split(".").map(Number)))
    : der(0x82, Buffer.from(host, "ascii"));
}

function pem(label: string, bytes: Buffer): string {
  const lines = bytes.toString("base64").replace(/.{1,64}/g, "$&\n");
  return `-----BEGIN ${label}-----\n${lines}-----END ${label}-----\n`;
}
