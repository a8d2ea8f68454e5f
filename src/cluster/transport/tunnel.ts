import { once } from "node:events";
import { connect as connectTcp, isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { FluxwrightError } from "../../diagnostics/fluxwright-error.js";
import { hostOf, portOf } from "./proxy-choice.js";

/** Where a tunnel leads. */
export interface TunnelEnd {
  readonly host: string;
  readonly port: number;
}

/**
 * A connection to `end` through a proxy: `CONNECT` for http and https proxies, SOCKS version 5 (RFC 1928) for
 * the others. The socket carries whatever is spoken with `end` next.
 *
 * @throws FluxwrightError `unavailable` when the proxy cannot be reached or refuses.
 */
export async function openTunnel(proxy: URL, end: TunnelEnd, timeout: number): Promise<Socket> {
  const socket = await reachProxy(proxy);
  const timer = setTimeout(() => socket.destroy(refusal(proxy, "it does not answer")), timeout);
  try {
    if (proxy.protocol.startsWith("socks5")) await greetSocks(socket, proxy, end);
    else await askConnect(socket, proxy, end);
    return socket;
  } catch (cause) {
    socket.destroy();
    if (cause instanceof FluxwrightError) throw cause;
    throw refusal(proxy, (cause as Error).message);
  } finally {
    clearTimeout(timer);
  }
}

async function reachProxy(proxy: URL): Promise<Socket> {
  const host = hostOf(proxy);
  const port = portOf(proxy);
  const secure = proxy.protocol === "https:";
  const socket = secure
    ? connectTls({ host, port, ...(isIP(host) === 0 ? { servername: host } : {}) })
    : connectTcp({ host, port });
  try {
    await once(socket, secure ? "secureConnect" : "connect");
    return socket;
  } catch (cause) {
    throw refusal(proxy, (cause as Error).message);
  }
}

async function askConnect(socket: Socket, proxy: URL, end: TunnelEnd): Promise<void> {
  const target = `${isIP(end.host) === 6 ? `[${end.host}]` : end.host}:${end.port}`;
  const [user, password] = userInfo(proxy);
  const authorization =
    user === ""
      ? ""
      : `Proxy-Authorization: Basic ${Buffer.from(`${user}:${password}`).toString("base64")}\r\n`;
  socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n${authorization}\r\n`);
  const head = await readUntil(socket, (bytes) => {
    const at = bytes.indexOf("\r\n\r\n");
    return at < 0 ? undefined : at + 4;
  });
  const [line = ""] = head.toString("latin1").split("\r\n");
  if (!/^HTTP\/1\.[01] 2\d\d\b/.test(line)) throw refusal(proxy, line);
}

async function greetSocks(socket: Socket, proxy: URL, end: TunnelEnd): Promise<void> {
  const [user, password] = userInfo(proxy);
  socket.write(Buffer.from(user === "" ? [5, 1, 0] : [5, 2, 0, 2]));
  const method = (await readUntil(socket, () => 2))[1];
  if (method === 2) {
    socket.write(Buffer.concat([Buffer.from([1]), lengthPrefixed(user), lengthPrefixed(password)]));
    if ((await readUntil(socket, () => 2))[1] !== 0) throw refusal(proxy, "it refuses the user");
  } else if (method !== 0) {
    throw refusal(proxy, "it wants a way to log in that is not supported");
  }
  const port = Buffer.from([end.port >> 8, end.port & 0xff]);
  socket.write(Buffer.concat([Buffer.from([5, 1, 0]), socksAddress(end.host), port]));
  const reply = await readUntil(socket, socksReplyLength);
  if (reply[1] !== 0) throw refusal(proxy, `SOCKS error ${reply[1]}`);
}

/** Names are always resolved by the proxy: whoever needs one often cannot resolve the server's name. */
function socksAddress(host: string): Buffer {
  if (isIP(host) === 4) return Buffer.from([1, ...host.split(".").map(Number)]);
  if (isIP(host) === 6) return Buffer.concat([Buffer.from([4]), ipv6Bytes(host)]);
  return Buffer.concat([Buffer.from([3]), lengthPrefixed(host)]);
}

/** The 16 bytes of an address as `URL` normalizes it: hexadecimal groups, one `::` at most. */
function ipv6Bytes(host: string): Buffer {
  const [head = "", tail] = host.split("::");
  const groups = (part: string): string[] => (part === "" ? [] : part.split(":"));
  const [before, after] = [groups(head), groups(tail ?? "")];
  const all = [...before, ...Array<string>(8 - before.length - after.length).fill("0"), ...after];
  return Buffer.from(all.map((group) => group.padStart(4, "0")).join(""), "hex");
}

function socksReplyLength(bytes: Buffer): number | undefined {
  if (bytes.length < 5) return undefined;
  const address = bytes[3] === 1 ? 4 : bytes[3] === 4 ? 16 : 1 + bytes[4]!;
  return 4 + address + 2;
}

function userInfo(proxy: URL): [string, string] {
  return [decodeURIComponent(proxy.username), decodeURIComponent(proxy.password)];
}

function lengthPrefixed(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.from([bytes.length]), bytes]);
}

/** Reads exactly as many bytes as `lengthOf` asks for, and leaves the rest in the socket. */
async function readUntil(socket: Socket, lengthOf: (bytes: Buffer) => number | undefined): Promise<Buffer> {
  let bytes = Buffer.alloc(0);
  for (;;) {
    const chunk = socket.read() as Buffer | null;
    if (chunk !== null) bytes = Buffer.concat([bytes, chunk]);
    const length = lengthOf(bytes);
    if (length !== undefined && bytes.length >= length) {
      if (bytes.length > length) socket.unshift(bytes.subarray(length));
      return bytes.subarray(0, length);
    }
    if (bytes.length > 65_536) throw new Error("the answer is too long");
    if (socket.readableEnded || socket.destroyed) throw new Error("the connection ended");
    if (chunk === null)
      await Promise.race([once(socket, "readable"), once(socket, "end"), once(socket, "close")]);
  }
}

function refusal(proxy: URL, why: string): FluxwrightError {
  return new FluxwrightError(
    "unavailable",
    `The proxy ${proxy.protocol}//${proxy.host} gives no way: ${why}`,
    {
      hint: "Check proxy-url in the kubeconfig, HTTPS_PROXY and NO_PROXY.",
    },
  );
}
