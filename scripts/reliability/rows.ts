/** One way in which the world fails, and what the program does about it. */
export interface FaultRow {
  readonly row: number;
  readonly fault: string;
  readonly answer: string;
  /** `reason` in the JSON of a command when the fault stays; `–` where nothing fails. */
  readonly reason: string;
  /** Tests that prove the row without its mark in their name: matched against `file > name`. */
  readonly provenBy?: RegExp;
}

const r = (row: number, fault: string, answer: string, reason: string, provenBy?: RegExp): FaultRow => ({
  row,
  fault,
  answer,
  reason,
  ...(provenBy === undefined ? {} : { provenBy }),
});

/** The fault table. The rows keep their numbers: tests name them. */
export const faultRows: readonly FaultRow[] = [
  r(
    1,
    "The API server is away at the start",
    "Tried again with full-jitter backoff (0.25 s to 5 s) for 10 s; one notice when it is missed, one when it is back",
    "unavailable",
  ),
  r(
    2,
    "The API server goes away during a watch",
    "What is known stays; the watch goes on from its last version, without a new list",
    "deadline",
  ),
  r(
    3,
    "A connection dies in silence (half open)",
    "Found after 30 s at most, also in the middle of a watch; the socket and all idle ones are destroyed",
    "–",
  ),
  r(4, "Watches end cleanly, and often", "Watched again, one request per second at most", "–"),
  r(
    5,
    "410: the version has expired, as an event or as an answer",
    "A new list; only the differences are told, with a deletion for what is gone",
    "–",
  ),
  r(
    6,
    "429 with `Retry-After`",
    "Waited for as asked (30 s at most each, 10 times); never answered with a list",
    "unavailable",
  ),
  r(
    7,
    "5xx without `Retry-After`",
    "Reads and patches are sent again with full jitter; a deletion looks first whether it was done",
    "unavailable",
  ),
  r(
    8,
    "A server that is slow, or never answers",
    "15 s for headers, 30 s of silence on a body, and the caller's deadline over everything, plugins included",
    "deadline, unavailable",
  ),
  r(
    9,
    "401 in the middle",
    "The plugin is run, or the token file read, once more; one more try; then the server's text",
    "unauthorized",
  ),
  r(
    10,
    "403 on some kinds or namespaces",
    "Not sent again; what may not be read is unknown, never converged",
    "forbidden",
  ),
  r(
    11,
    "A kind is not installed",
    "Told from an object that is not there; the kind and its group are named",
    "kind-not-installed",
  ),
  r(
    12,
    "Only another version of a kind is served",
    "Discovery is asked, and the served version used",
    "kind-not-installed",
  ),
  r(
    13,
    "A namespace that is not there",
    "Its empty lists are not believed: the namespace itself is asked for",
    "not-found",
  ),
  r(14, "An object is deleted while one waits for it", "Told at once", "superseded"),
  r(
    15,
    "An object is deleted and created again",
    "Told as another object; a write meant for the first never reaches the second",
    "superseded",
  ),
  r(
    16,
    "Somebody changes the spec while one waits",
    "The generation that was meant is no longer awaited",
    "superseded",
  ),
  r(
    17,
    "`observedGeneration` lags",
    "Not converged before the object, and its Ready condition, are about this generation",
    "deadline",
  ),
  r(
    18,
    "No status at all",
    "Kinds with a reconciler need a Ready condition; static kinds need to exist",
    "deadline",
  ),
  r(
    19,
    "The status is about an earlier commit",
    "Revisions are compared: of the source, of what was applied, of the chart",
    "deadline",
  ),
  r(
    20,
    "A failure that is tried again and again",
    "Its reason and message are shown as soon as they are known, and at the deadline",
    "failed, deadline",
  ),
  r(21, "Stalled", "Ends at once, with the message", "failed"),
  r(
    22,
    "Another client's request is handled first",
    "Only our own token, or a later one, counts as handled",
    "–",
  ),
  r(
    23,
    "The clocks differ",
    "Durations come from a monotonic clock; no local time is compared with the server's",
    "–",
  ),
  r(
    24,
    "10,000 objects",
    "Pages of 500, one watch per kind; each object becomes the caller's projection as soon as it is parsed",
    "–",
  ),
  r(25, "Very long messages", "Cut on a terminal after 2,000 characters or 8 lines; whole in JSON", "–"),
  r(
    26,
    "Escape sequences, control characters, marks that reorder text",
    "Stripped from everything that is printed",
    "–",
  ),
  r(27, "Secrets in messages", "Replaced by `***`; a kubeconfig or a plugin's output is never shown", "–"),
  r(
    28,
    "Proxies",
    "`proxy-url`, then `HTTPS_PROXY` with `NO_PROXY` (hosts, domains, networks); http, https, socks5",
    "unavailable",
  ),
  r(29, "IPv6", "Addresses in brackets; both families are tried", "–"),
  r(
    30,
    "Credential plugins that are slow, broken or missing",
    "No shell, 30 s, standard input only on a terminal, the kubeconfig's install hint; never from a kubeconfig inside the fleet",
    "unauthorized, refused",
  ),
  r(
    31,
    "Several kubeconfigs, contexts, clusters",
    "`KUBECONFIG` is merged as kubectl does; it is known whether a context was named",
    "usage",
  ),
  r(32, "Inside a Pod", "The service account; its token is read again each minute", "unauthorized"),
  r(
    33,
    "TLS: another authority, expired, another name, none",
    "Named with issuer, names and dates; not tried again; unverified only with consent",
    "unauthorized",
  ),
  r(
    34,
    "SIGINT, SIGTERM",
    "Requests are aborted, the last state is printed, nothing is changed; a second signal ends at once",
    "interrupted",
  ),
  r(35, "409 on a patch", "A merge patch with the uid instead of the version, tried 5 times", "unavailable"),
  r(
    36,
    "A webhook or a policy denies",
    "Its text is shown, and the request is not sent again; a webhook that cannot be called is",
    "forbidden",
  ),
  r(37, "A dry run", "`dryRun=All` with strict field validation, on the way of the real write", "invalid"),
  r(
    38,
    "A finalizer holds an object",
    "Waited for until the deadline; finalizers are never removed",
    "deadline",
  ),
  r(
    39,
    "Another cluster than the one that was meant",
    "A pin (the uid of kube-system) is checked before any write",
    "refused",
  ),
  r(40, "Deleting many at once", "There is no such call: one object, by its uid", "refused"),
  r(
    41,
    "A portal's page, an answer that is cut short",
    "Taken for an unavailable server: backoff, no hot loop",
    "unavailable",
  ),
  r(
    42,
    "git push is rejected",
    "Fetched, built again on the new head, 3 tries, never forced",
    "git-conflict",
  ),
  r(
    43,
    "A dirty worktree, a detached HEAD",
    "Only our own paths are committed; refused otherwise",
    "refused",
  ),
  r(
    44,
    "A crash while files are written",
    "Written beside, renamed into place; a lock names its process",
    "io",
  ),
  r(
    45,
    "Files of an earlier synth",
    "Only files of our own record are removed, and only unchanged ones",
    "refused",
  ),
  r(
    46,
    "Path traversal in names",
    "Names are checked, paths resolved and held to the output directory",
    "invalid",
  ),
  r(47, "Symbolic links in the output directory", "Not followed", "refused"),
  r(
    48,
    "File systems that fold case, reserved names",
    "Collisions and names that other systems refuse are errors everywhere",
    "invalid",
  ),
  r(49, "CRLF, BOM", "Read; never written", "–"),
  r(50, "Huge YAML, alias bombs, depth", "Limits, as findings with a place", "invalid"),
  r(51, "`__proto__` as a key", "An own property, never a prototype", "invalid"),
  r(52, "Duplicate keys", "An error with both places", "invalid"),
  r(
    53,
    "YAML 1.1 and 1.2 read differently",
    "Written so that every reader agrees; read as Go reads",
    "invalid",
  ),
  r(54, "`${VAR}` where substitution is on", "Escaped, or found", "invalid"),
];
