import type { IncomingMessage } from "node:http";
import { cleanText } from "../diagnostics/clean-text.js";
import { FluxwrightError } from "../diagnostics/fluxwright-error.js";
import { isJsonObject, type JsonObject } from "../objects/json.js";
import { type Answer, bodyRetryAfter, errorOf, isGood, isTransient } from "./answer.js";
import { readBody } from "./body.js";
import type { Credential, CredentialSource } from "./credentials/credential.js";
import type { NoticeListener } from "./notice.js";
import { abortError, Backoff, parseRetryAfter, pause } from "./transport/backoff.js";
import type { Timings } from "./transport/timings.js";
import type { HttpRequest, Transport } from "./transport/transport.js";

/** One call of the API. */
export interface ApiCall {
  /** What it does, as the end of "Cannot …". */
  readonly what: string;
  readonly method: HttpRequest["method"];
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: JsonObject;
  readonly contentType?: string;
  readonly signal?: AbortSignal | undefined;
  /** Whether to try again after a transient failure; true unless said otherwise. */
  readonly retry?: boolean;
}

/** How often a `Retry-After` is obeyed in one call, whatever the retry limit says. */
const MAX_RETRY_AFTER = 10;

/** Calls to one API server: credentials, retries, and one notice per change of its state. */
export class ApiConnection {
  #transport: Transport;
  #certificate: Credential["certificate"];
  #reachable: boolean | undefined;
  /** What is being tried again now. */
  readonly #troubled = new Set<string>();
  readonly #warned = new Set<string>();

  constructor(
    private readonly credentials: CredentialSource,
    private readonly openTransport: (certificate: Credential["certificate"]) => Transport,
    readonly timings: Timings,
    private readonly notice: NoticeListener,
    private readonly now: () => number,
    /** Whether long answers should come compressed: worth its time unless the server is on this machine. */
    private readonly compress: boolean,
  ) {
    this.#transport = openTransport(undefined);
  }

  /**
   * The JSON object that the server answers with. A transient failure (nobody answers, 429, 5xx, something that
   * is no API server) is tried again with full-jitter backoff, or after the server's `Retry-After`.
   *
   * @throws FluxwrightError with the server's text; see {@link errorOf}.
   */
  async json(call: ApiCall): Promise<JsonObject> {
    const answer = await this.settle(call);
    if (isGood(answer)) return answer.json;
    throw errorOf(answer, call.what);
  }

  /** Like {@link json}, but gives a final answer of any status to the caller. */
  async settle(call: ApiCall): Promise<Answer> {
    const backoff = this.newBackoff();
    const started = performance.now();
    for (let tries = 1; ; tries++) {
      const outcome = await this.#attempt(call);
      if (!(outcome instanceof FluxwrightError) && !isTransient(outcome)) return outcome;
      const error = outcome instanceof FluxwrightError ? outcome : errorOf(outcome, call.what);
      this.lost(call.what, error);
      const asked = outcome instanceof FluxwrightError ? undefined : this.retryAfter(outcome);
      const wait = asked ?? backoff.next();
      const spent =
        asked === undefined
          ? performance.now() - started + wait > this.timings.retryFor
          : tries > MAX_RETRY_AFTER;
      if (spent || call.retry === false) {
        this.forget(call.what);
        throw error;
      }
      await this.pauseAfter(error, wait, call.signal).catch((stop: unknown) => {
        this.forget(call.what);
        throw stop;
      });
    }
  }

  /** One attempt; transient errors of the connection come back as values. */
  async #attempt(call: ApiCall): Promise<Answer | FluxwrightError> {
    try {
      const response = await this.open(call, "application/json");
      const answer = await this.readAnswer(response);
      if (!isTransient(answer)) this.restored(call.what);
      return answer;
    } catch (error) {
      if (call.signal?.aborted) throw abortError(call.signal);
      if (error instanceof FluxwrightError && error.reason === "unavailable") return error;
      throw error;
    }
  }

  /**
   * Sends once, and once more with a renewed credential when the server says 401. Gives the response unread.
   *
   * @throws FluxwrightError `unavailable` when nobody answers, `unauthorized` when TLS or a credential fails.
   */
  async open(call: ApiCall, accept: string): Promise<IncomingMessage> {
    const credential = await this.credentials.current(call.signal);
    const response = await this.#send(call, accept, credential);
    if (response.statusCode !== 401 || !this.credentials.renew(credential)) return response;
    response.destroy();
    return this.#send(call, accept, await this.credentials.current(call.signal));
  }

  async #send(call: ApiCall, accept: string, credential: Credential): Promise<IncomingMessage> {
    this.#use(credential.certificate);
    const { authorization, impersonation } = credential;
    const body = call.body === undefined ? undefined : JSON.stringify(call.body);
    const response = await this.#transport.send({
      method: call.method,
      path: call.path + queryOf(call.query),
      headers: {
        accept,
        "user-agent": "fluxwright",
        ...(this.compress ? { "accept-encoding": "gzip" } : {}),
        ...(authorization === undefined ? {} : { authorization }),
        ...impersonation,
        ...(body === undefined ? {} : { "content-type": call.contentType ?? "application/json" }),
        ...(body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) }),
      },
      ...(body === undefined ? {} : { body }),
      timeout: this.timings.headers,
      signal: call.signal,
    });
    this.#warn(response.headers.warning);
    return response;
  }

  /** A client certificate belongs to a connection: another one needs other connections. */
  #use(certificate: Credential["certificate"]): void {
    if (certificate?.cert === this.#certificate?.cert && certificate?.key === this.#certificate?.key) return;
    this.#transport.dropIdle();
    this.#certificate = certificate;
    this.#transport = this.openTransport(certificate);
  }

  /** Reads a response to its end. */
  async readAnswer(response: IncomingMessage): Promise<Answer> {
    const text = await readBody(response, this.timings.silence);
    const contentType = response.headers["content-type"] ?? "";
    return {
      status: response.statusCode ?? 0,
      contentType,
      retryAfter: response.headers["retry-after"],
      text,
      json: contentType.includes("json") ? parseObject(text) : undefined,
    };
  }

  /** How long the server asks to wait, within the cap; undefined when it does not ask. */
  retryAfter(answer: Answer): number | undefined {
    const asked = parseRetryAfter(answer.retryAfter, this.now()) ?? bodyRetryAfter(answer);
    return asked === undefined ? undefined : Math.min(asked, this.timings.retryAfterCap);
  }

  newBackoff(): Backoff {
    return new Backoff(this.timings.backoffBase, this.timings.backoffCap);
  }

  /** Waits before the next try; when that is cut short, the error also says what was wrong so far. */
  async pauseAfter(error: FluxwrightError, wait: number, signal: AbortSignal | undefined): Promise<void> {
    try {
      await pause(wait, signal);
    } catch (stop) {
      const { reason, message } = stop as FluxwrightError;
      throw new FluxwrightError(reason, `${message}. Last seen: ${error.message}`, { cause: error });
    }
  }

  /** Notes that something does not work. The first such thing is a notice. */
  lost(what: string, error: FluxwrightError): void {
    if (this.#reachable !== false) this.notice({ kind: "unreachable", message: error.message });
    this.#reachable = false;
    this.#troubled.add(what);
  }

  /** Notes that something works. When nothing else is in trouble, the end of trouble is a notice. */
  restored(what: string): void {
    this.forget(what);
    if (this.#troubled.size > 0) return;
    if (this.#reachable === false)
      this.notice({ kind: "reachable", message: "The API server answers again" });
    this.#reachable = true;
  }

  /** Notes that something is no longer tried. */
  forget(what: string): void {
    this.#troubled.delete(what);
  }

  /** Drops the connections that nobody uses: after one died in silence, the others most likely have too. */
  dropIdle(): void {
    this.#transport.dropIdle();
  }

  close(): void {
    this.#transport.close();
  }

  #warn(header: string | undefined): void {
    for (const [, text = ""] of (header ?? "").matchAll(/\b299 \S+ "((?:[^"\\]|\\.)*)"/g)) {
      const message = cleanText(text.replace(/\\(.)/g, "$1"));
      if (this.#warned.has(message)) continue;
      this.#warned.add(message);
      this.notice({ kind: "warning", message });
    }
  }
}

function queryOf(query: ApiCall["query"]): string {
  const pairs = Object.entries(query ?? {}).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return pairs.length === 0 ? "" : `?${new URLSearchParams(pairs)}`;
}

function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
