import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type Server,
  type ServerResponse,
} from "node:http";
import { createServer as createTlsServer, request as httpsRequest } from "node:https";
import { type AddressInfo, createServer as createTcpServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { type Fault, type FaultScope, LOGIN_PAGE, statusBody } from "./faults.js";

/** Where a proxy stands. */
export interface FaultProxyOptions {
  /** The server behind it, `https://host:port` or `http://host:port`. */
  readonly target: string;
  /** PEM of the authority of the target's certificate. */
  readonly targetCa?: string;
  /** Key and certificate of the proxy itself (see `certificates.ts`); without them it speaks plain HTTP. */
  readonly tls?: { readonly key: string; readonly cert: string };
}

/** A server that passes requests on, and lets go wrong what it is told to. */
export interface FaultProxy {
  /** Where clients connect; the port stays the same while connections are refused. */
  readonly url: string;
  /** Every request that came, `METHOD /path?query`, in order. */
  readonly requests: readonly string[];
  /** Connections that are open now. */
  readonly connections: number;
  /** Adds a fault. Of several that match a request the first is taken. */
  inject(fault: Fault, scope?: FaultScope): Promise<void>;
  /** Takes all faults away; connections that hang are reset. */
  heal(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a proxy on a free port of 127.0.0.1. */
export async function startFaultProxy(options: FaultProxyOptions): Promise<FaultProxy> {
  const proxy = new RunningProxy(options);
  await proxy.listen(0);
  return proxy;
}

interface ActiveFault {
  readonly fault: Fault;
  readonly match: RegExp | undefined;
  left: number;
}

class RunningProxy implements FaultProxy {
  readonly requests: string[] = [];
  /** Speaks HTTP on the sockets that it is handed; listens nowhere itself. */
  readonly #http: Server;
  readonly #sockets = new Set<Socket>();
  #listener = createTcpServer();
  #port = 0;
  #faults: ActiveFault[] = [];

  constructor(private readonly options: FaultProxyOptions) {
    const { tls } = options;
    const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
      void this.#answer(request, response);
    };
    this.#http = tls === undefined ? createServer(onRequest) : createTlsServer(tls, onRequest);
    // Idle connections are for clients to find out about, not for this server to close.
    this.#http.keepAliveTimeout = 0;
    this.#http.requestTimeout = 0;
  }

  get url(): string {
    return `${this.options.tls === undefined ? "http" : "https"}://127.0.0.1:${this.#port}`;
  }

  get connections(): number {
    return this.#sockets.size;
  }

  async listen(port: number): Promise<void> {
    this.#listener = createTcpServer((socket) => this.#connect(socket));
    await new Promise<void>((resolve, reject) => {
      this.#listener.on("error", reject).listen(port, "127.0.0.1", resolve);
    });
    this.#port = (this.#listener.address() as AddressInfo).port;
  }

  async inject(fault: Fault, scope: FaultScope = {}): Promise<void> {
    this.#faults.push({ fault, match: scope.match, left: scope.times ?? Number.POSITIVE_INFINITY });
    if (fault.kind === "refuse") await this.#stopListening();
  }

  async heal(): Promise<void> {
    this.#faults = [];
    for (const socket of this.#sockets) socket.resetAndDestroy();
    if (!this.#listener.listening) await this.listen(this.#port);
  }

  async close(): Promise<void> {
    await this.#stopListening();
    this.#http.close();
  }

  async #stopListening(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    if (!this.#listener.listening) return;
    await new Promise((resolve) => this.#listener.close(resolve));
  }

  #connect(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on("close", () => this.#sockets.delete(socket)).on("error", () => {});
    const silent = this.#take((fault) => fault.kind === "half-open", "");
    if (silent === undefined) this.#http.emit("connection", socket);
  }

  /** The first fault that is meant, counted as used. */
  #take(isMeant: (fault: Fault) => boolean, line: string): Fault | undefined {
    const found = this.#faults.find(
      ({ fault, match, left }) => left > 0 && isMeant(fault) && (line === "" || match?.test(line) !== false),
    );
    if (found === undefined) return undefined;
    found.left -= 1;
    return found.fault;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const line = `${request.method} ${request.url}`;
    this.requests.push(line);
    response.on("error", () => {});
    const isWatch = /[?&]watch=(true|1)\b/.test(line);
    const fault = this.#take((candidate) => isForRequest(candidate, isWatch), line);
    if (fault?.kind === "delay") await sleep(fault.milliseconds);
    if (fault === undefined || fault.kind === "delay") this.#pass(request, response, pipe);
    else if (fault.kind === "truncate") this.#pass(request, response, truncate);
    else if (fault.kind === "watch-closed") this.#pass(request, response, closeAfter(fault.milliseconds));
    else if (fault.kind === "reset") this.#reset(response);
    else answerFault(fault, request, response);
  }

  /** Sends RST instead of FIN, which only the TCP socket below TLS can do. */
  #reset(response: ServerResponse): void {
    const port = response.socket?.remotePort;
    for (const socket of this.#sockets) if (socket.remotePort === port) socket.resetAndDestroy();
  }

  #pass(request: IncomingMessage, response: ServerResponse, relay: Relay): void {
    const { target, targetCa } = this.options;
    const url = new URL(request.url ?? "/", target);
    const headers: OutgoingHttpHeaders = { ...request.headers, host: url.host };
    const send = url.protocol === "https:" ? httpsRequest : httpRequest;
    const options = {
      method: request.method,
      headers,
      agent: false,
      ...(targetCa !== undefined && { ca: targetCa }),
    };
    const outgoing = send(url, options as object, (answer) => relay(answer, response));
    outgoing.on("error", () => response.destroy());
    response.on("close", () => outgoing.destroy());
    request.pipe(outgoing);
  }
}

type Relay = (answer: IncomingMessage, response: ServerResponse) => void;

function isForRequest(fault: Fault, isWatch: boolean): boolean {
  if (fault.kind === "half-open" || fault.kind === "refuse") return false;
  return isWatch || !fault.kind.startsWith("watch-");
}

function pipe(answer: IncomingMessage, response: ServerResponse): void {
  response.writeHead(answer.statusCode ?? 502, answer.headers);
  response.flushHeaders();
  answer.pipe(response);
  answer.on("error", () => response.destroy());
}

function truncate(answer: IncomingMessage, response: ServerResponse): void {
  const chunks: Buffer[] = [];
  answer.on("data", (chunk: Buffer) => chunks.push(chunk));
  answer.on("end", () => {
    const { "content-length": _, "transfer-encoding": __, ...headers } = answer.headers;
    const body = Buffer.concat(chunks);
    response.writeHead(answer.statusCode ?? 502, { ...headers, connection: "close" });
    response.end(body.subarray(0, Math.floor(body.length / 2)));
  });
}

function closeAfter(milliseconds: number): Relay {
  return (answer, response) => {
    pipe(answer, response);
    const timer = setTimeout(() => {
      answer.unpipe(response);
      response.end();
    }, milliseconds);
    response.on("close", () => clearTimeout(timer));
  };
}

function answerFault(fault: Fault, request: IncomingMessage, response: ServerResponse): void {
  if (fault.kind === "hang") return;
  request.resume();
  const json = { "content-type": "application/json" };
  if (fault.kind === "status") {
    const retry = fault.retryAfter === undefined ? {} : { "retry-after": String(fault.retryAfter) };
    response.writeHead(fault.code, { ...json, ...retry }).end(statusBody(fault.code));
  } else if (fault.kind === "watch-expired") {
    response.writeHead(200, json).end(`{"type":"ERROR","object":${statusBody(410)}}\n`);
  } else {
    response.writeHead(200, { "content-type": "text/html" }).end(LOGIN_PAGE);
  }
}
