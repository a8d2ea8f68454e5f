import { cleanText, cutText } from "../diagnostics/clean-text.js";
import { type FailureReason, FluxwrightError } from "../diagnostics/fluxwright-error.js";
import { asObject, asString, type JsonObject } from "../objects/json.js";

/** What a server answered: status, headers, body as text, and as JSON where it is a JSON object. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly retryAfter: string | undefined;
  readonly text: string;
  readonly json: JsonObject | undefined;
}

/** Whether the same request may be answered better in a moment. */
export function isTransient(answer: Answer): boolean {
  const { status } = answer;
  if (status < 300) return answer.json === undefined;
  return status < 400 || status === 408 || status === 429 || (status >= 500 && status !== 501);
}

/** Whether the answer is the JSON object that was asked for. */
export function isGood(answer: Answer): answer is Answer & { readonly json: JsonObject } {
  return answer.status >= 200 && answer.status < 300 && answer.json !== undefined;
}

/** Whether a version of a resource that was asked for has been compacted away. */
export function isExpired(status: JsonObject): boolean {
  return status.code === 410 || status.reason === "Expired" || status.reason === "Gone";
}

/**
 * The error that an answer stands for; its message is the server's own text, cleaned and cut.
 *
 * @param what what was tried, as the end of "Cannot …".
 */
export function errorOf(answer: Answer, what: string): FluxwrightError {
  const { reason, hint } = classify(answer);
  return new FluxwrightError(
    reason,
    `Cannot ${what}: ${serverText(answer)}`,
    hint === undefined ? {} : { hint },
  );
}

interface Classified {
  readonly reason: FailureReason;
  readonly hint?: string;
}

function classify(answer: Answer): Classified {
  const { status } = answer;
  if (status === 401) return { reason: "unauthorized", hint: "Log in again, or choose another --context." };
  if (/denied (?:the )?request/.test(asString(answer.json?.message) ?? "")) {
    return {
      reason: "forbidden",
      hint: "A policy of the cluster says no: change the request, or the policy.",
    };
  }
  if (status === 403) return { reason: "forbidden", hint: "Ask for a role that allows it." };
  if (status === 404)
    return answer.json?.kind === "Status" ? { reason: "not-found" } : { reason: "kind-not-installed" };
  if (status === 409) return { reason: "superseded" };
  if (isTransient(answer)) return { reason: "unavailable" };
  return { reason: "invalid" };
}

function serverText(answer: Answer): string {
  const { status } = answer;
  const message = asString(answer.json?.message);
  if (message) return `${cutText(cleanText(message))} (${status})`;
  if (status < 400) {
    const found = answer.contentType === "" ? "no type" : cleanText(answer.contentType);
    return `this is no answer of an API server (${status}, ${found}): a portal, or a proxy's page, or cut short`;
  }
  const first = answer.contentType.includes("html")
    ? ""
    : cutText(cleanText(answer.text.trim()), { characters: 200, lines: 1 });
  return first === "" ? `the server answers ${status}` : `${first} (${status})`;
}

/** Milliseconds of `status.details.retryAfterSeconds`, which some proxies leave while they drop the header. */
export function bodyRetryAfter(answer: Answer): number | undefined {
  const seconds = asObject(answer.json?.details).retryAfterSeconds;
  return typeof seconds === "number" ? seconds * 1000 : undefined;
}
