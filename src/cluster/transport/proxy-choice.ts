import { BlockList, isIP } from "node:net";
import { FluxwrightError } from "../../diagnostics/fluxwright-error.js";
import type { Environment } from "../environment.js";

const SCHEMES = ["http:", "https:", "socks5:", "socks5h:"];

/**
 * The proxy to reach a server through, or undefined for none. The kubeconfig's `proxy-url` comes first and
 * knows no exceptions; then `HTTPS_PROXY` or `HTTP_PROXY` (by the server's scheme) unless `NO_PROXY` or a
 * loopback host says otherwise, in Go's way, so that the answer is kubectl's.
 *
 * @see https://pkg.go.dev/golang.org/x/net/http/httpproxy#Config
 */
export function chooseProxy(server: URL, env: Environment, proxyUrl?: string): URL | undefined {
  if (proxyUrl) return parseProxy(proxyUrl);
  const name = server.protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY";
  const fromEnv = env[name] || env[name.toLowerCase()];
  if (!fromEnv || isLoopback(hostOf(server)) || isExcepted(server, env.NO_PROXY || env.no_proxy || "")) {
    return undefined;
  }
  return parseProxy(fromEnv);
}

function parseProxy(text: string): URL {
  const full = text.includes("://") ? text : `http://${text}`;
  if (!URL.canParse(full) || !SCHEMES.includes(new URL(full).protocol)) {
    throw new FluxwrightError("usage", "The proxy's URL is not one of http, https or socks5", {
      hint: "Correct proxy-url in the kubeconfig, or HTTPS_PROXY.",
    });
  }
  return new URL(full);
}

/** The host of a URL without the brackets of IPv6. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, "");
}

/** The port of a URL, also where it is the scheme's own. */
export function portOf(url: URL): number {
  if (url.port !== "") return Number(url.port);
  return url.protocol === "https:" ? 443 : url.protocol === "http:" ? 80 : 1080;
}

/** Whether a host is this machine. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

function isExcepted(server: URL, noProxy: string): boolean {
  const host = hostOf(server).toLowerCase();
  const port = portOf(server);
  return noProxy
    .split(",")
    .map((item) => item.trim().toLowerCase())
    .some((item) => item !== "" && matches(item, host, port));
}

function matches(item: string, host: string, port: number): boolean {
  if (item === "*") return true;
  if (item.includes("/")) return inNetwork(item, host);
  const [, bare = item, wantedPort] =
    /^\[?(.*?)\]?(?::(\d+))?$/.exec(isIP(item) === 6 ? `[${item}]` : item) ?? [];
  if (wantedPort !== undefined && Number(wantedPort) !== port) return false;
  if (isIP(host) !== 0) return bare === host;
  const domain = bare.replace(/^\*/, "");
  return domain.startsWith(".") ? host.endsWith(domain) : host === domain || host.endsWith(`.${domain}`);
}

function inNetwork(cidr: string, host: string): boolean {
  const [address = "", bits = ""] = cidr.split("/");
  const family = isIP(address);
  if (
    family === 0 ||
    family !== isIP(host) ||
    !/^\d+$/.test(bits) ||
    Number(bits) > (family === 4 ? 32 : 128)
  ) {
    return false;
  }
  const type = family === 4 ? "ipv4" : "ipv6";
  const network = new BlockList();
  network.addSubnet(address, Number(bits), type);
  return network.check(host, type);
}
