import { setTimeout as delay } from "node:timers/promises";
import { FluxwrightError } from "../../diagnostics/fluxwright-error.js";

/** Growing pauses with full jitter: each is anywhere between nothing and twice the one before, up to a cap. */
export class Backoff {
  #ceiling: number;

  constructor(
    private readonly base: number,
    private readonly cap: number,
    private readonly random: () => number = Math.random,
  ) {
    this.#ceiling = base;
  }

  /** The next pause, in milliseconds. */
  next(): number {
    const pause = this.random() * this.#ceiling;
    this.#ceiling = Math.min(this.#ceiling * 2, this.cap);
    return pause;
  }

  /** Starts over, after something went well. */
  reset(): void {
    this.#ceiling = this.base;
  }
}

/** Waits; ends at once with the signal's error when it is aborted. */
export async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  try {
    await delay(milliseconds, undefined, signal === undefined ? {} : { signal });
  } catch {
    throw abortError(signal);
  }
}

/** The error that an aborted signal stands for: the caller's own, a deadline, or an interruption. */
export function abortError(signal: AbortSignal | undefined): FluxwrightError {
  const reason: unknown = signal?.reason;
  if (reason instanceof FluxwrightError) return reason;
  if (reason instanceof Error && reason.name === "TimeoutError") {
    return new FluxwrightError("deadline", "The deadline has passed");
  }
  return new FluxwrightError("interrupted", "Interrupted", { cause: reason });
}

/** Throws the signal's error when it is already aborted. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw abortError(signal);
}

/** `Retry-After` in milliseconds: seconds, or a date. Undefined where the header says neither. */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
