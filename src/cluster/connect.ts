import { cleanText } from "../diagnostics/clean-text.js";
import { FluxwrightError } from "../diagnostics/fluxwright-error.js";
import { ApiConnection } from "./api-connection.js";
import type { ApiResource } from "./api-resource.js";
import type { ClusterClient } from "./cluster-client.js";
import { chooseCredential } from "./credentials/choose-credential.js";
import { Discovery } from "./discovery.js";
import type { Environment } from "./environment.js";
import { HttpClusterClient } from "./http-cluster-client.js";
import { type ClusterTarget, targetOf } from "./kubeconfig/cluster-target.js";
import { findInCluster } from "./kubeconfig/in-cluster.js";
import { type Kubeconfig, kubeconfigOf } from "./kubeconfig/kubeconfig.js";
import { loadKubeconfig } from "./kubeconfig/load-kubeconfig.js";
import type { ConnectionNotice, NoticeListener } from "./notice.js";
import { chooseProxy, hostOf, isLoopback } from "./transport/proxy-choice.js";
import { defaultTimings, type Timings } from "./transport/timings.js";
import { Transport } from "./transport/transport.js";

/** Which cluster, as whom, and how. */
export interface ConnectOptions {
  /** The environment: `KUBECONFIG`, `HOME`, `HTTPS_PROXY`, `NO_PROXY`, and what credential plugins see. */
  readonly env: Environment;
  /** Path of a kubeconfig, instead of those of the environment. */
  readonly kubeconfig?: string;
  /** A kubeconfig as a value (a parsed document), instead of a file. */
  readonly config?: object;
  /** The context; the kubeconfig's current one when absent. */
  readonly context?: string;
  /** Run no credential plugin; default false. */
  readonly noExec?: boolean;
  /** Directories, such as the fleet's repository, whose kubeconfigs may not name commands to run. */
  readonly untrustedDirs?: readonly string[];
  /** Obey `insecure-skip-tls-verify` of the kubeconfig; default false: it is refused. */
  readonly insecureSkipTlsVerify?: boolean;
  /** Whether a credential plugin may ask a person on standard input; default false. */
  readonly interactive?: boolean;
  /** Kinds that are expected to be served so; saves asking the server for them. */
  readonly resources?: readonly ApiResource[];
  /** Told of changes of the connection; default: nobody. */
  readonly notice?: NoticeListener;
  readonly timings?: Partial<Timings>;
  /** Milliseconds since 1970, to know when credentials expire; default `Date.now`. */
  readonly now?: () => number;
  /** Where to look for a Pod's service account; default where the kubelet puts it. */
  readonly serviceAccountDir?: string;
}

/** Longest run of a credential plugin, in milliseconds. */
const EXEC_TIMEOUT = 30_000;

/**
 * A client of one cluster. Reads the kubeconfig and sends nothing: the first call does, so that an API server
 * that is away is waited for there.
 *
 * @throws FluxwrightError `usage` when the kubeconfig does not say where to go; `refused` when it wants something
 * that the options do not allow.
 */
export async function connect(options: ConnectOptions): Promise<ClusterClient> {
  const target = await findTarget(options);
  if (target.tls.insecure && options.insecureSkipTlsVerify !== true) {
    throw new FluxwrightError(
      "refused",
      `The cluster "${target.cluster.name}" asks for no verification of its certificate`,
      {
        hint: "Put its authority into certificate-authority-data, or give --insecure-skip-tls-verify.",
      },
    );
  }
  const notice = (told: ConnectionNotice): void =>
    options.notice?.({ ...told, message: cleanText(told.message) });
  const now = options.now ?? Date.now;
  const credentials = await chooseCredential(target, {
    env: options.env,
    now,
    notice,
    interactive: options.interactive ?? false,
    timeout: EXEC_TIMEOUT,
    noExec: options.noExec ?? false,
    untrustedDirs: options.untrustedDirs ?? [],
  });
  const proxy = chooseProxy(target.server, options.env, target.proxyUrl);
  const { ca, serverName, insecure } = target.tls;
  const api = new ApiConnection(
    credentials,
    (certificate) =>
      new Transport({
        server: target.server,
        insecure,
        ...(ca === undefined ? {} : { ca }),
        ...(serverName === undefined ? {} : { serverName }),
        ...(proxy === undefined ? {} : { proxy }),
        ...(certificate === undefined ? {} : { certificate }),
      }),
    { ...defaultTimings, ...options.timings },
    notice,
    now,
    !isLoopback(hostOf(target.server)) && target.cluster.value["disable-compression"] !== true,
  );
  return new HttpClusterClient(target, api, new Discovery(api, options.resources ?? []));
}

async function findTarget(options: ConnectOptions): Promise<ClusterTarget> {
  const config = await readConfig(options);
  const isEmpty = config.contexts.length === 0 && config.clusters.length === 0;
  if (isEmpty && options.context === undefined && options.kubeconfig === undefined) {
    const inCluster = await findInCluster(options.env, options.serviceAccountDir);
    if (inCluster !== undefined) return inCluster;
    throw new FluxwrightError("usage", "There is no kubeconfig", {
      hint: "Give --kubeconfig, or set KUBECONFIG.",
    });
  }
  return targetOf(config, options.context);
}

async function readConfig(options: ConnectOptions): Promise<Kubeconfig> {
  if (options.config !== undefined) return kubeconfigOf(options.config);
  return loadKubeconfig(options.env, options.kubeconfig);
}

/** The names of all contexts of a kubeconfig, for choosing several clusters. */
export async function contextNames(
  options: Pick<ConnectOptions, "env" | "kubeconfig">,
): Promise<readonly string[]> {
  const config = await loadKubeconfig(options.env, options.kubeconfig);
  return config.contexts.map((context) => context.name);
}
