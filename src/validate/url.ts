/** A URL taken apart as far as rules need it. */
export interface UrlParts {
  /** In lower case; empty where there is no `://`. */
  readonly scheme: string;
  readonly user: string;
  readonly password: string;
  readonly host: string;
  /** Text after the colon of the host; empty where there is none. */
  readonly port: string;
  /** Path with its leading slash, without query and fragment. */
  readonly path: string;
}

/** Takes a URL apart without judging it: what is wrong in a manifest should be told, not thrown. */
export function splitUrl(url: string): UrlParts {
  const [, scheme = "", rest = ""] = /^(?:([A-Za-z][\w+.-]*):\/\/)?(.*)$/s.exec(url) ?? [];
  const [, authority = "", path = ""] = /^([^/?#]*)([^?#]*)/.exec(rest) ?? [];
  const at = authority.lastIndexOf("@");
  const [user = "", ...password] = at < 0 ? [] : authority.slice(0, at).split(":");
  const hostAndPort = authority.slice(at + 1);
  const [, host = "", port = ""] = /^(\[[^\]]*\]|[^:]*):?(.*)$/.exec(hostAndPort) ?? [];
  return { scheme: scheme.toLowerCase(), user, password: password.join(":"), host, port, path };
}

/** Whether a host can only be reached from inside a cluster, or from the machine itself. */
export function isLocalHost(host: string): boolean {
  return (
    !host.includes(".") ||
    /\.(svc|local|internal|localhost)$/.test(host) ||
    /\.svc\./.test(host) ||
    /^(127|10)\.|^192\.168\.|^172\.(1[6-9]|2\d|3[01])\./.test(host)
  );
}
