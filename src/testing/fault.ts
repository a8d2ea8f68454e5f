import type { IncomingHttpHeaders } from "node:http";

/**
 * What can go wrong with a request on its way.
 *
 * - `reset`: the connection breaks before an answer
 * - `lost-answer`: the request is carried out, and the connection breaks before the answer
 * - `hang`: it is taken, and never answered
 * - `delay`: it is answered after some milliseconds
 * - `status`: it is answered with that status code, as a `Status` or (`plain`) as text
 * - `html`: a page of a portal, with status 200
 * - `truncate`: a JSON answer that ends halfway
 * - `silence`: headers and what there is are sent, then nothing more, and no end
 * - `close`: a watch that ends cleanly after some milliseconds
 * - `break`: a watch whose connection breaks after some milliseconds
 * - `error-event`: a watch that begins with an `ERROR` event and, unless `keepOpen`, ends
 * - `garbage`: a watch with a line that is no event
 */
export type Fault =
  | { readonly kind: "reset" | "lost-answer" | "hang" | "html" | "truncate" | "silence" | "garbage" }
  | { readonly kind: "delay" | "close" | "break"; readonly milliseconds: number }
  | {
      readonly kind: "status";
      readonly code: number;
      readonly message?: string;
      /** Seconds of a `Retry-After` header. */
      readonly retryAfter?: number;
      readonly plain?: boolean;
    }
  | {
      readonly kind: "error-event";
      readonly code: number;
      readonly message: string;
      readonly keepOpen?: boolean;
    };

/** A request as a fault sees it. */
export interface SeenRequest {
  readonly method: string;
  /** Path with query. */
  readonly path: string;
  readonly watch: boolean;
  /** Headers, by their names in lower case. */
  readonly headers: IncomingHttpHeaders;
}

/** Which requests a fault meets. */
export interface FaultRule {
  readonly fault: Fault;
  /** All requests when absent. */
  readonly when?: (request: SeenRequest) => boolean;
  /** How many requests; without end when absent. */
  readonly times?: number;
}

/** The faults that wait for requests; the first that matches one is taken. */
export class FaultQueue {
  readonly #rules: { readonly rule: FaultRule; left: number }[] = [];

  /** Adds a fault. The function that comes back takes it away. */
  add(rule: FaultRule): () => void {
    const entry = { rule, left: rule.times ?? Number.POSITIVE_INFINITY };
    this.#rules.push(entry);
    return () => {
      entry.left = 0;
    };
  }

  /** The fault for a request, or undefined. */
  take(request: SeenRequest): Fault | undefined {
    const entry = this.#rules.find(({ rule, left }) => left > 0 && (rule.when?.(request) ?? true));
    if (entry === undefined) return undefined;
    entry.left--;
    return entry.rule.fault;
  }
}
