import type { JsonObject } from "../objects/json.js";

const REASONS: Readonly<Record<number, string>> = {
  400: "BadRequest",
  401: "Unauthorized",
  403: "Forbidden",
  404: "NotFound",
  405: "MethodNotAllowed",
  409: "Conflict",
  410: "Expired",
  422: "Invalid",
  429: "TooManyRequests",
  500: "InternalError",
  503: "ServiceUnavailable",
  504: "Timeout",
};

/**
 * A `Status`, the answer of an API server when something went wrong.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/
 */
export function apiStatus(code: number, message: string, details?: JsonObject): JsonObject {
  return {
    kind: "Status",
    apiVersion: "v1",
    metadata: {},
    status: "Failure",
    message,
    reason: REASONS[code] ?? "Unknown",
    ...(details === undefined ? {} : { details }),
    code,
  };
}

/** A refusal of the fake API server, on its way to become an answer. */
export class ApiRefusal extends Error {
  readonly status: JsonObject;

  constructor(
    readonly code: number,
    message: string,
    details?: JsonObject,
  ) {
    super(message);
    this.status = apiStatus(code, message, details);
  }
}
