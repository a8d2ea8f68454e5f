import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** A TCP relay on loopback, to do to a connection what only a wire can do. */
export interface Relay {
  readonly port: number;
  /** How many connections came so far. */
  readonly connections: number;
  /** From now on nothing passes over the connections that exist, and neither side is told. */
  stall(): void;
  close(): Promise<void>;
}

/** Relays to a port on loopback. */
export async function relayTo(port: number): Promise<Relay> {
  const pairs: [Socket, Socket][] = [];
  const server = createServer((near) => {
    const far = connect(port, "127.0.0.1");
    pairs.push([near, far]);
    near.pipe(far).pipe(near);
    for (const socket of [near, far]) socket.on("error", () => undefined);
    near.on("close", () => far.destroy());
  });
  await listen(server);
  return {
    port: portOfServer(server),
    get connections() {
      return pairs.length;
    },
    stall() {
      for (const [near, far] of pairs) {
        near.unpipe(far);
        far.unpipe(near);
      }
    },
    close: () => stop(server, pairs.flat()),
  };
}

/** A proxy on loopback, and whom it was asked for. */
export interface TestProxy {
  readonly url: string;
  readonly asked: string[];
  close(): Promise<void>;
}

/** A proxy that speaks CONNECT, wants the given user, and leads everything to one port. */
export async function connectProxy(port: number, userInfo = ""): Promise<TestProxy> {
  const asked: string[] = [];
  const wanted = `Basic ${Buffer.from(userInfo).toString("base64")}`;
  return proxy("http", userInfo, asked, async (socket) => {
    const head = await readUntil(socket, (bytes) => bytes.includes("\r\n\r\n"));
    const text = head.toString();
    if (userInfo !== "" && !text.includes(wanted)) {
      socket.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
      return undefined;
    }
    asked.push(/^CONNECT (\S+)/.exec(text)?.[1] ?? text);
    socket.write("HTTP/1.1 200 OK\r\n\r\n");
    return port;
  });
}

/** A SOCKS 5 proxy with or without user, that leads everything to one port. */
export async function socksProxy(port: number, userInfo = ""): Promise<TestProxy> {
  const asked: string[] = [];
  return proxy("socks5", userInfo, asked, async (socket) => {
    await readUntil(socket, (bytes) => bytes.length >= 3);
    socket.write(Buffer.from([5, userInfo === "" ? 0 : 2]));
    if (userInfo !== "") {
      const login = await readUntil(socket, (bytes) => bytes.length >= 3 + userInfo.length - 1);
      const [user, password] = userInfo.split(":") as [string, string];
      const right = Buffer.concat([
        Buffer.from([1, user.length]),
        Buffer.from(user),
        Buffer.from([password.length]),
        Buffer.from(password),
      ]).equals(login);
      socket.write(Buffer.from([1, right ? 0 : 1]));
      if (!right) return undefined;
    }
    const request = await readUntil(socket, (bytes) => bytes.length >= 7);
    asked.push(addressOf(request));
    socket.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]));
    return port;
  });
}

function addressOf(request: Buffer): string {
  if (request[3] === 1) return [...request.subarray(4, 8)].join(".");
  if (request[3] === 4) return request.subarray(4, 20).toString("hex");
  return request.subarray(5, 5 + request[4]!).toString();
}

async function proxy(
  scheme: string,
  userInfo: string,
  asked: string[],
  greet: (socket: Socket) => Promise<number | undefined>,
): Promise<TestProxy> {
  const sockets: Socket[] = [];
  const server = createServer((near) => {
    sockets.push(near);
    near.on("error", () => undefined);
    void greet(near).then((port) => {
      if (port === undefined) return near.end();
      const far = connect(port, "127.0.0.1");
      sockets.push(far);
      far.on("error", () => near.destroy());
      near.pipe(far).pipe(near);
    });
  });
  await listen(server);
  const login = userInfo === "" ? "" : `${userInfo}@`;
  return {
    url: `${scheme}://${login}127.0.0.1:${portOfServer(server)}`,
    asked,
    close: () => stop(server, sockets),
  };
}

async function readUntil(socket: Socket, enough: (bytes: Buffer) => boolean): Promise<Buffer> {
  let bytes = Buffer.alloc(0);
  while (!enough(bytes)) {
    const chunk = socket.read() as Buffer | null;
    if (chunk === null) await once(socket, "readable");
    else bytes = Buffer.concat([bytes, chunk]);
  }
  return bytes;
}

async function listen(server: Server): Promise<void> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
}

function portOfServer(server: Server): number {
  return (server.address() as AddressInfo).port;
}

async function stop(server: Server, sockets: readonly Socket[]): Promise<void> {
  const closed = once(server, "close");
  server.close();
  for (const socket of sockets) socket.destroy();
  await closed;
}

/** A port on which nobody listens. */
export async function closedPort(): Promise<number> {
  const server = createServer();
  await listen(server);
  const port = portOfServer(server);
  await stop(server, []);
  return port;
}
