import { setMaxListeners } from "node:events";
import http from "node:http";
import https from "node:https";
import { isIP } from "node:net";
import type { Duplex } from "node:stream";
import { type ConnectionOptions, checkServerIdentity, connect as connectTls, type TLSSocket } from "node:tls";
import { FluxwrightError } from "../../diagnostics/fluxwright-error.js";
import { abortError, throwIfAborted } from "./backoff.js";
import { hostOf, portOf } from "./proxy-choice.js";
import { connectTlsSocket, explainTlsProblem, isTlsProblem } from "./tls-problem.js";
import { openTunnel } from "./tunnel.js";

/** How a server is reached and trusted. */
export interface TransportOptions {
  readonly server: URL;
  readonly ca?: string;
  readonly serverName?: string;
  /** Accept any certificate. */
  readonly insecure?: boolean;
  readonly proxy?: URL;
  /** PEM of a client certificate and its key. */
  readonly certificate?: { readonly cert: string; readonly key: string };
}

/** One HTTP request. */
export interface HttpRequest {
  readonly method: "GET" | "PATCH" | "DELETE" | "POST" | "PUT";
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string;
  /** Limit until the headers are there, in milliseconds. */
  readonly timeout: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * HTTP/1.1 with kept connections to one server. One connection per watch and one per request under way: with
 * HTTP/2 all of them would share one socket, and die and stall together.
 */
export class Transport {
  #agent: http.Agent;

  constructor(private readonly options: TransportOptions) {
    this.#agent = this.#newAgent();
  }

  /**
   * Sends a request; resolves when the headers are there.
   *
   * @throws FluxwrightError `unavailable` when nobody answers, `unauthorized` when TLS fails, or the signal's.
   */
  async send(request: HttpRequest): Promise<http.IncomingMessage> {
    try {
      return await this.#exchangeAfresh(request);
    } catch (error) {
      if (error instanceof FluxwrightError) throw error;
      const cause = error as NodeJS.ErrnoException;
      if (request.signal?.aborted) throw abortError(request.signal);
      const { host } = this.options.server;
      if (isTlsProblem(cause)) throw await explainTlsProblem(cause, host, () => this.#openUnverified());
      throw new FluxwrightError("unavailable", `${host} cannot be reached: ${describe(cause)}`, {
        hint: "Check that the API server is up, and that this machine may reach it.",
        cause,
      });
    }
  }

  /** A kept connection that the server has closed meanwhile says nothing about the server: a new one is tried. */
  async #exchangeAfresh(request: HttpRequest): Promise<http.IncomingMessage> {
    try {
      return await this.#exchange(request);
    } catch (error) {
      const mayRepeat = request.method === "GET" && !request.signal?.aborted;
      if (!mayRepeat || !(error instanceof StaleConnection)) throw error;
      return this.#exchange(request);
    }
  }

  #exchange(request: HttpRequest): Promise<http.IncomingMessage> {
    throwIfAborted(request.signal);
    // All watches of a command share its signal, and each listens to it while it waits: that is no leak.
    if (request.signal !== undefined) setMaxListeners(0, request.signal);
    const { server } = this.options;
    return new Promise((resolve, reject) => {
      const sent = this.#client.request({
        agent: this.#agent,
        host: hostOf(server),
        port: portOf(server),
        method: request.method,
        path: `${server.pathname.replace(/\/$/, "")}${request.path}`,
        headers: { host: server.host, ...(request.headers as http.OutgoingHttpHeaders) },
        ...(request.signal === undefined ? {} : { signal: request.signal }),
      });
      const timer = setTimeout(() => {
        // The other idle connections went the same way, most likely: none of them is used again.
        this.dropIdle();
        sent.destroy(new Error(`no answer within ${request.timeout / 1000} s`));
      }, request.timeout);
      sent.once("response", (response) => {
        clearTimeout(timer);
        resolve(response);
      });
      sent.once("error", (error) => {
        clearTimeout(timer);
        const isStale = sent.reusedSocket && (error as NodeJS.ErrnoException).code === "ECONNRESET";
        if (isStale) this.dropIdle();
        reject(isStale ? new StaleConnection(error.message, { cause: error }) : error);
      });
      sent.end(request.body);
    });
  }

  /** Closes the connections that nobody uses, so that the next request opens a new one. */
  dropIdle(): void {
    for (const sockets of Object.values(this.#agent.freeSockets)) {
      for (const socket of sockets ?? []) socket.destroy();
    }
  }

  /** Closes all connections. */
  close(): void {
    this.#agent.destroy();
  }

  get #client(): typeof http | typeof https {
    return this.options.server.protocol === "https:" ? https : http;
  }

  #newAgent(): http.Agent {
    const { proxy, server } = this.options;
    const common = { keepAlive: true, keepAliveMsecs: 10_000, timeout: 60_000 };
    const secure = server.protocol === "https:";
    const agent = secure ? new https.Agent({ ...common, ...this.#tlsOptions() }) : new http.Agent(common);
    if (proxy !== undefined) {
      Object.assign(agent, {
        createConnection: (_: unknown, done: (error: Error | null, socket?: Duplex) => void): void => {
          this.#throughProxy(proxy).then((socket) => done(null, socket), done);
        },
      });
    }
    return agent;
  }

  async #throughProxy(proxy: URL): Promise<Duplex> {
    const { server } = this.options;
    const socket = await openTunnel(proxy, { host: hostOf(server), port: portOf(server) }, 15_000);
    return server.protocol === "https:" ? connectTls({ ...this.#tlsOptions(), socket }) : socket;
  }

  #tlsOptions(): ConnectionOptions {
    const { ca, insecure, certificate, server, serverName } = this.options;
    return {
      servername: sniOf(serverName ?? hostOf(server)),
      rejectUnauthorized: insecure !== true,
      checkServerIdentity: (_, certificate) => checkServerIdentity(serverName ?? hostOf(server), certificate),
      ...(ca === undefined ? {} : { ca }),
      ...certificate,
    };
  }

  async #openUnverified(): Promise<TLSSocket> {
    const { proxy, server } = this.options;
    const end = { host: hostOf(server), port: portOf(server) };
    const way = proxy === undefined ? end : { socket: await openTunnel(proxy, end, 5000) };
    return connectTlsSocket({ ...this.#tlsOptions(), ...way, rejectUnauthorized: false });
  }
}

/** Only names are sent in the handshake, never addresses (RFC 6066, section 3). */
function sniOf(host: string): string {
  return isIP(host) === 0 ? host : "";
}

/** A kept connection turned out to be closed when it was used. */
class StaleConnection extends Error {}

/** What a failed connection says of itself; several addresses were tried where the name has several. */
function describe(error: NodeJS.ErrnoException): string {
  if (error instanceof AggregateError)
    return (error.errors as Error[]).map((each) => each.message).join("; ");
  return error.message || error.code || "no reason given";
}
