/** How long the client waits for what. All in milliseconds. */
export interface Timings {
  /** How long a call is tried again while the server cannot be reached or says that it is busy. */
  readonly retryFor: number;
  /** Limit of one request until its headers are there; nothing may hang for ever. */
  readonly headers: number;
  /** Silence on a body or a watch after which the connection counts as dead. */
  readonly silence: number;
  /**
   * Longest life of one watch request, asked of the server. Below `silence`, so that a quiet but healthy watch
   * is ended by the server before the watchdog bites.
   */
  readonly watchLife: number;
  /** Shortest time from one watch request to the next after a clean end. */
  readonly rewatch: number;
  /** First and longest pause of the backoff. */
  readonly backoffBase: number;
  readonly backoffCap: number;
  /** Longest `Retry-After` that is honoured as it stands. */
  readonly retryAfterCap: number;
}

/** What holds unless the caller says otherwise. */
export const defaultTimings: Timings = {
  retryFor: 10_000,
  headers: 15_000,
  silence: 30_000,
  watchLife: 27_000,
  rewatch: 1000,
  backoffBase: 250,
  backoffCap: 5000,
  retryAfterCap: 30_000,
};
