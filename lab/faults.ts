/** What goes wrong on the wire or in an answer. */
export type Fault =
  /** Nobody listens: the connection is refused, and those that are open are closed. */
  | { readonly kind: "refuse" }
  /** The connection is reset once the request is there. */
  | { readonly kind: "reset" }
  /** The connection is accepted and then silent, not even TLS is spoken, as after a lost route. */
  | { readonly kind: "half-open" }
  /** The request is read and never answered. */
  | { readonly kind: "hang" }
  /** The answer begins `milliseconds` late. */
  | { readonly kind: "delay"; readonly milliseconds: number }
  /** The answer is a Kubernetes Status with this code; `retryAfter` in seconds. */
  | { readonly kind: "status"; readonly code: StatusCode; readonly retryAfter?: number }
  /** The real answer is cut in half, and the connection is closed as if it were whole. */
  | { readonly kind: "truncate" }
  /** A login page with code 200, as captive portals and proxies answer. */
  | { readonly kind: "html" }
  /** A watch is ended, in good order, after that time. Other requests are not touched. */
  | { readonly kind: "watch-closed"; readonly milliseconds: number }
  /** A watch begins with an ERROR event of code 410: the version that it was asked for is too old. */
  | { readonly kind: "watch-expired" };

/** The status codes that a fault can answer with, and the reason that the API server gives for each. */
export const STATUS_REASONS = {
  401: "Unauthorized",
  403: "Forbidden",
  404: "NotFound",
  409: "Conflict",
  410: "Expired",
  422: "Invalid",
  429: "TooManyRequests",
  500: "InternalError",
  502: "InternalError",
  503: "ServiceUnavailable",
  504: "Timeout",
} as const;

/** A status code that a fault can answer with. */
export type StatusCode = keyof typeof STATUS_REASONS;

/** Which requests a fault is for. */
export interface FaultScope {
  /** Only requests whose `METHOD /path?query` matches. Faults of the connection have no request and ignore it. */
  readonly match?: RegExp;
  /** How many requests (connections, for `half-open`) are hit; without it, all until healed. */
  readonly times?: number;
}

/** The body of a Kubernetes Status (https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/). */
export function statusBody(code: StatusCode): string {
  const reason = STATUS_REASONS[code];
  return JSON.stringify({
    kind: "Status",
    apiVersion: "v1",
    metadata: {},
    status: "Failure",
    message: `the fault proxy answers ${code} ${reason}`,
    reason,
    code,
  });
}

/** A page that is no answer of an API server. */
export const LOGIN_PAGE = "<!DOCTYPE html>\n<html><body><h1>Sign in to continue</h1></body></html>\n";
