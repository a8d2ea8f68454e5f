import { readFileSync } from "node:fs";
import type { RequestOptions } from "node:https";
import { parse, stringify } from "yaml";
import { LabError } from "./lab-error.js";

/** How an API server is reached. */
export interface Connection {
  /** `https://host:port`, without a path. */
  readonly server: string;
  /** PEM of the authority of the server's certificate. */
  readonly ca: string;
  readonly token?: string;
  /** PEM of the client's certificate and key, in clusters that identify people that way. */
  readonly clientCertificate?: { readonly cert: string; readonly key: string };
}

/** The kubeconfig of a connection, as YAML; certificates are inlined. */
export function formatKubeconfig(connection: Connection): string {
  const { server, ca, token, clientCertificate } = connection;
  const user =
    clientCertificate === undefined
      ? { token }
      : {
          "client-certificate-data": base64(clientCertificate.cert),
          "client-key-data": base64(clientCertificate.key),
        };
  return stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "lab", cluster: { server, "certificate-authority-data": base64(ca) } }],
    users: [{ name: "lab", user }],
    contexts: [{ name: "lab", context: { cluster: "lab", user: "lab" } }],
    "current-context": "lab",
  });
}

/**
 * Reads the current context of one kubeconfig file. Tokens and client certificates are understood, which is what
 * the lab, kind and k3d write; not exec plugins.
 */
export function readKubeconfig(file: string): Connection {
  const config = parse(readFileSync(file, "utf8")) as KubeconfigFile;
  const context = find(config.contexts, config["current-context"])?.context;
  const cluster = find(config.clusters, context?.cluster)?.cluster;
  const user = find(config.users, context?.user)?.user;
  const ca = pem(cluster?.["certificate-authority-data"], cluster?.["certificate-authority"]);
  if (cluster === undefined || user === undefined || ca === undefined) {
    throw new LabError(
      `${file}: its current context names no cluster with a certificate authority and a user`,
    );
  }
  const cert = pem(user["client-certificate-data"], user["client-certificate"]);
  const key = pem(user["client-key-data"], user["client-key"]);
  return {
    server: cluster.server.replace(/\/$/, ""),
    ca,
    ...(user.token !== undefined && { token: user.token }),
    ...(cert !== undefined && key !== undefined && { clientCertificate: { cert, key } }),
  };
}

/** What node:https needs to know about the connection. */
export function requestOptions(connection: Connection): RequestOptions {
  const { token, clientCertificate } = connection;
  return {
    ca: connection.ca,
    ...clientCertificate,
    ...(token !== undefined && { headers: { authorization: `Bearer ${token}` } }),
  };
}

interface KubeconfigFile {
  readonly "current-context"?: string;
  readonly contexts?: readonly Named<"context", { readonly cluster: string; readonly user: string }>[];
  readonly clusters?: readonly Named<
    "cluster",
    {
      readonly server: string;
      readonly "certificate-authority-data"?: string;
      readonly "certificate-authority"?: string;
    }
  >[];
  readonly users?: readonly Named<
    "user",
    {
      readonly token?: string;
      readonly "client-certificate-data"?: string;
      readonly "client-certificate"?: string;
      readonly "client-key-data"?: string;
      readonly "client-key"?: string;
    }
  >[];
}

type Named<Key extends string, Value> = { readonly name: string } & Readonly<Record<Key, Value>>;

function find<T extends { readonly name: string }>(list: readonly T[] | undefined, name: string | undefined) {
  return list?.find((entry) => entry.name === name);
}

function pem(data: string | undefined, file: string | undefined): string | undefined {
  if (data !== undefined) return Buffer.from(data, "base64").toString();
  return file === undefined ? undefined : readFileSync(file, "utf8");
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
