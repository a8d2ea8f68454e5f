import { realpath } from "node:fs/promises";
import { isAbsolute, relative } from "node:path";
import { FluxwrightError } from "../../diagnostics/fluxwright-error.js";
import { asArray, asObject, asString, type JsonObject } from "../../objects/json.js";
import { type ClusterTarget, dataOrFile, pathIn } from "../kubeconfig/cluster-target.js";
import { type Credential, type CredentialSource, fixedCredential } from "./credential.js";
import { type ExecPluginOptions, execCredential } from "./exec-plugin.js";
import { oidcCredential } from "./oidc.js";
import { tokenFileCredential } from "./token-file.js";

/** What choosing needs beyond the plugin's options. */
export interface CredentialOptions extends ExecPluginOptions {
  /** Run no plugin. */
  readonly noExec: boolean;
  /** Directories whose kubeconfigs may not name commands to run: the fleet's own repository. */
  readonly untrustedDirs: readonly string[];
}

/**
 * Where the credentials of a target's user come from. Client certificates go along with any of the others; of
 * the others the order is kubectl's: tokenFile, token, user and password, exec, auth provider.
 *
 * @throws FluxwrightError `refused` when a plugin may not run, `usage` for an unknown auth provider.
 */
export async function chooseCredential(
  target: ClusterTarget,
  options: CredentialOptions,
): Promise<CredentialSource> {
  const certificate = await clientCertificate(target);
  const impersonation = impersonationOf(target.user.value);
  const source = await authorizationOf(target, options);
  const fixed = {
    ...(certificate === undefined ? {} : { certificate }),
    ...(impersonation === undefined ? {} : { impersonation }),
  };
  return {
    current: async (signal) => ({ ...fixed, ...(await source.current(signal)) }),
    renew: (refused) => source.renew(refused),
  };
}

async function authorizationOf(target: ClusterTarget, options: CredentialOptions): Promise<CredentialSource> {
  const { user } = target;
  const { value } = user;
  const tokenFile = asString(value.tokenFile);
  if (tokenFile) return tokenFileCredential(pathIn(user, tokenFile), options.now);
  const token = asString(value.token);
  if (token) return fixedCredential({ authorization: `Bearer ${token}` });
  const name = asString(value.username);
  if (name) {
    const pair = Buffer.from(`${name}:${asString(value.password) ?? ""}`).toString("base64");
    return fixedCredential({ authorization: `Basic ${pair}` });
  }
  if (value.exec !== undefined && value.exec !== null) {
    await mayRun(target, options);
    return execCredential(target, options);
  }
  const provider = asString(asObject(value["auth-provider"]).name);
  if (provider === "oidc") return oidcCredential(user, options);
  if (provider !== undefined) {
    throw new FluxwrightError("usage", `The user "${user.name}" wants the auth provider "${provider}"`, {
      hint: "Kubernetes has removed it: use the exec plugin that replaces it.",
    });
  }
  return fixedCredential({});
}

/**
 * Whom a kubeconfig asks to act as. Left out, the requests would be done with the rights of the user himself.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/authentication/#user-impersonation
 */
function impersonationOf(user: JsonObject): Credential["impersonation"] {
  const name = asString(user.as);
  if (!name) return undefined;
  const uid = asString(user["as-uid"]);
  const extra = Object.entries(asObject(user["as-user-extra"])).map(([key, values]) => [
    `impersonate-extra-${encodeURIComponent(key.toLowerCase())}`,
    asArray(values).map(String),
  ]);
  return {
    "impersonate-user": name,
    "impersonate-group": asArray(user["as-groups"]).map(String),
    ...(uid ? { "impersonate-uid": uid } : {}),
    ...Object.fromEntries(extra),
  };
}

async function clientCertificate(target: ClusterTarget): Promise<Credential["certificate"]> {
  const cert = await dataOrFile(target.user, "client-certificate");
  const key = await dataOrFile(target.user, "client-key");
  if (cert === undefined && key === undefined) return undefined;
  if (cert !== undefined && key !== undefined) return { cert, key };
  const missing = cert === undefined ? "client-certificate" : "client-key";
  throw new FluxwrightError("usage", `The user "${target.user.name}" in the kubeconfig has no ${missing}`);
}

async function mayRun(target: ClusterTarget, options: CredentialOptions): Promise<void> {
  const { file, name } = target.user;
  if (options.noExec) {
    throw new FluxwrightError("refused", `The user "${name}" needs a credential plugin, and none may run`, {
      hint: "Leave out --no-exec, or use a kubeconfig with a token.",
    });
  }
  if (file === undefined) return;
  const real = await realpath(file);
  for (const dir of options.untrustedDirs) {
    const way = relative(await realpath(dir).catch(() => dir), real);
    if (!way.startsWith("..") && !isAbsolute(way)) {
      throw new FluxwrightError(
        "refused",
        `The kubeconfig ${file} lies in ${dir} and names a command to run`,
        {
          hint: "Move it out of the repository: whoever can push there could run commands here.",
        },
      );
    }
  }
}
