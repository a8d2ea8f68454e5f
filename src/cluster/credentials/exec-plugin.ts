import { spawn } from "node:child_process";
import { cleanText, cutText } from "../../diagnostics/clean-text.js";
import { FluxwrightError } from "../../diagnostics/fluxwright-error.js";
import { asArray, asObject, asString, type JsonObject } from "../../objects/json.js";
import type { Environment } from "../environment.js";
import { type ClusterTarget, pathIn } from "../kubeconfig/cluster-target.js";
import type { NoticeListener } from "../notice.js";
import { abortError } from "../transport/backoff.js";
import type { Credential, CredentialSource } from "./credential.js";

/** What running a plugin needs. */
export interface ExecPluginOptions {
  readonly env: Environment;
  readonly now: () => number;
  /** Whether a person can answer on standard input. */
  readonly interactive: boolean;
  /** Longest run, in milliseconds. */
  readonly timeout: number;
  readonly notice: NoticeListener;
}

/**
 * Credentials from the command that a kubeconfig names. Run without a shell, with `KUBERNETES_EXEC_INFO`; its
 * answer is kept until its `expirationTimestamp`, or for this process when it names none, and asked for anew
 * once after the server refused it. What it prints on standard output is never shown.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins
 */
export function execCredential(target: ClusterTarget, options: ExecPluginOptions): CredentialSource {
  let cached: { readonly credential: Credential; readonly expires: number } | undefined;
  let running: Promise<Credential> | undefined;
  const run = async (signal?: AbortSignal): Promise<Credential> => {
    const status = await runPlugin(target, options, signal);
    const expires = Date.parse(asString(status.expirationTimestamp) ?? "");
    const credential = credentialOf(status, commandOf(target));
    cached = { credential, expires: Number.isNaN(expires) ? Number.POSITIVE_INFINITY : expires };
    return credential;
  };
  return {
    async current(signal) {
      if (cached !== undefined && options.now() < cached.expires) return cached.credential;
      // Many watches start at once: they share one run.
      running ??= run(signal).finally(() => {
        running = undefined;
      });
      return running;
    },
    renew(refused) {
      // Requests that were under way together are refused together: one run renews for all.
      if (cached?.credential.authorization === refused.authorization) cached = undefined;
      return true;
    },
  };
}

function execOf(target: ClusterTarget): JsonObject {
  return asObject(target.user.value.exec);
}

function commandOf(target: ClusterTarget): string {
  const command = asString(execOf(target).command);
  if (!command)
    throw new FluxwrightError("usage", `The user "${target.user.name}" has an exec plugin without command`);
  return /[\\/]/.test(command) ? pathIn(target.user, command) : command;
}

function credentialOf(status: JsonObject, command: string): Credential {
  const token = asString(status.token);
  const cert = asString(status.clientCertificateData);
  const key = asString(status.clientKeyData);
  if (!token && !(cert && key))
    throw failure(command, "gave neither a token nor a client certificate with its key");
  return {
    ...(token ? { authorization: `Bearer ${token}` } : {}),
    ...(cert && key ? { certificate: { cert, key } } : {}),
  };
}

async function runPlugin(
  target: ClusterTarget,
  options: ExecPluginOptions,
  signal: AbortSignal | undefined,
): Promise<JsonObject> {
  const exec = execOf(target);
  const command = commandOf(target);
  const interactive = options.interactive && exec.interactiveMode !== "Never";
  if (exec.interactiveMode === "Always" && !interactive) {
    throw failure(command, "wants to ask a person, and there is no terminal");
  }
  const pairs = asArray(exec.env).map((entry) => [
    asString(asObject(entry).name) ?? "",
    asString(asObject(entry).value),
  ]);
  const env = {
    ...options.env,
    ...Object.fromEntries(pairs),
    KUBERNETES_EXEC_INFO: JSON.stringify(execInfo(target, exec, interactive)),
  };
  const args = asArray(exec.args).map(String);
  const hint = cleanText(asString(exec.installHint) ?? "");
  const stdout = await runCommand(command, args, { ...options, env, interactive, hint }, signal);
  const answer = parseAnswer(stdout);
  if (answer === undefined || answer.kind !== "ExecCredential")
    throw failure(command, "did not print an ExecCredential");
  if (answer.apiVersion !== exec.apiVersion) {
    throw failure(command, `answered in ${String(answer.apiVersion)}, asked was ${String(exec.apiVersion)}`);
  }
  return asObject(answer.status);
}

function execInfo(target: ClusterTarget, exec: JsonObject, interactive: boolean): JsonObject {
  const { cluster } = target;
  const extension = asArray(cluster.value.extensions)
    .map(asObject)
    .find((entry) => entry.name === "client.authentication.k8s.io/exec");
  const { extensions: _, ...clusterFields } = cluster.value;
  const shown = {
    ...clusterFields,
    ...(target.tls.ca === undefined
      ? {}
      : { "certificate-authority-data": Buffer.from(target.tls.ca).toString("base64") }),
    ...(extension === undefined ? {} : { config: extension.extension }),
  };
  return {
    apiVersion: exec.apiVersion,
    kind: "ExecCredential",
    spec: { interactive, ...(exec.provideClusterInfo === true ? { cluster: shown } : {}) },
  };
}

interface RunOptions extends ExecPluginOptions {
  readonly hint: string;
}

function runCommand(
  command: string,
  args: readonly string[],
  options: RunOptions,
  signal: AbortSignal | undefined,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      env: options.env,
      stdio: [options.interactive ? "inherit" : "ignore", "pipe", "pipe"],
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    const stop = (error: FluxwrightError): void => {
      child.kill("SIGKILL");
      reject(error);
    };
    const timer = setTimeout(
      () => stop(failure(command, `did not answer within ${options.timeout / 1000} s`)),
      options.timeout,
    );
    const onAbort = (): void => stop(abortError(signal));
    signal?.addEventListener("abort", onAbort, { once: true });
    child.stdout?.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr?.on("data", (chunk: Buffer) => {
      err.push(chunk);
      // A plugin asks here to open a page or to touch a key: it must be seen while it waits.
      if (options.interactive) options.notice({ kind: "credential", message: cleanText(chunk.toString()) });
    });
    const settle = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
    };
    child.once("error", (cause: NodeJS.ErrnoException) => {
      settle();
      const why = cause.code === "ENOENT" ? "is not installed" : `cannot be run: ${cause.message}`;
      reject(failure(command, why, options.hint));
    });
    child.once("close", (code) => {
      settle();
      if (code === 0) return resolve(Buffer.concat(out).toString("utf8"));
      reject(
        failure(
          command,
          `ended with ${code}: ${cutText(cleanText(Buffer.concat(err).toString()))}`,
          options.hint,
        ),
      );
    });
  });
}

function parseAnswer(text: string): JsonObject | undefined {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function failure(command: string, why: string, hint = ""): FluxwrightError {
  return new FluxwrightError("unauthorized", `The credential plugin "${command}" ${why}`.trim(), {
    ...(hint === "" ? {} : { hint }),
  });
}
