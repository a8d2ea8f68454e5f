import { text as readText } from "node:stream/consumers";
import { FluxwrightError } from "../../diagnostics/fluxwright-error.js";
import { asObject, asString, type JsonObject } from "../../objects/json.js";
import type { Environment } from "../environment.js";
import { dataOrFile } from "../kubeconfig/cluster-target.js";
import type { KubeconfigEntry } from "../kubeconfig/kubeconfig.js";
import { chooseProxy } from "../transport/proxy-choice.js";
import { Transport } from "../transport/transport.js";
import type { CredentialSource } from "./credential.js";

/** A token that ends sooner than this is refreshed before it is used. */
const LEEWAY = 10_000;
const TIMEOUT = 15_000;

/** What a refresh needs. */
export interface OidcOptions {
  readonly env: Environment;
  readonly now: () => number;
}

/**
 * The `oidc` auth provider of a kubeconfig: its id-token until that expires, then a new one from the issuer's
 * token endpoint. The kubeconfig is never written: an issuer that gives out a refresh token only once needs an
 * exec plugin, which keeps its own state.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/authentication/#openid-connect-tokens
 */
export function oidcCredential(user: KubeconfigEntry, options: OidcOptions): CredentialSource {
  const config = asObject(asObject(user.value["auth-provider"]).config);
  let idToken = asString(config["id-token"]);
  let refreshToken = asString(config["refresh-token"]);
  return {
    async current(signal) {
      if (idToken === undefined || options.now() > expiryOf(idToken) - LEEWAY) {
        const tokens = await refresh(user, config, refreshToken, options, signal);
        idToken = asString(tokens.id_token);
        refreshToken = asString(tokens.refresh_token) ?? refreshToken;
      }
      return { authorization: `Bearer ${idToken}` };
    },
    renew(refused) {
      if (refused.authorization === `Bearer ${idToken}`) idToken = undefined;
      return refreshToken !== undefined;
    },
  };
}

/** The `exp` claim in milliseconds; a token that cannot be read counts as expired. */
function expiryOf(token: string): number {
  try {
    const claims = asObject(JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8")));
    return Number(claims.exp) * 1000 || 0;
  } catch {
    return 0;
  }
}

async function refresh(
  user: KubeconfigEntry,
  config: JsonObject,
  refreshToken: string | undefined,
  options: OidcOptions,
  signal: AbortSignal | undefined,
): Promise<JsonObject> {
  const issuer = asString(config["idp-issuer-url"]);
  if (!refreshToken || !issuer) throw failure(user, "has expired, and there is no refresh-token");
  const ca = await dataOrFile(user, "idp-certificate-authority", config);
  const send = (url: URL, form?: URLSearchParams): Promise<JsonObject> =>
    exchange(user, url, form, { ca, env: options.env, signal });
  const discovery = await send(new URL(`${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`));
  const endpoint = asString(discovery.token_endpoint);
  if (!endpoint || !URL.canParse(endpoint))
    throw failure(user, `cannot be refreshed: ${issuer} names no token endpoint`);
  const form = new URLSearchParams({ grant_type: "refresh_token", refresh_token: refreshToken });
  form.set("client_id", asString(config["client-id"]) ?? "");
  const secret = asString(config["client-secret"]);
  if (secret) form.set("client_secret", secret);
  const tokens = await send(new URL(endpoint), form);
  if (!asString(tokens.id_token)) throw failure(user, "cannot be refreshed: the issuer gave no id_token");
  return tokens;
}

async function exchange(
  user: KubeconfigEntry,
  url: URL,
  form: URLSearchParams | undefined,
  way: { ca: string | undefined; env: Environment; signal: AbortSignal | undefined },
): Promise<JsonObject> {
  const proxy = chooseProxy(url, way.env);
  const transport = new Transport({
    server: new URL(url.origin),
    ...(way.ca === undefined ? {} : { ca: way.ca }),
    ...(proxy === undefined ? {} : { proxy }),
  });
  try {
    const response = await transport.send({
      method: form === undefined ? "GET" : "POST",
      path: `${url.pathname}${url.search}`,
      headers: {
        accept: "application/json",
        ...(form === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" }),
      },
      ...(form === undefined ? {} : { body: form.toString() }),
      timeout: TIMEOUT,
      signal: way.signal,
    });
    const body = await readText(response);
    if (response.statusCode !== 200)
      throw failure(user, `cannot be refreshed: ${url.host} answers ${response.statusCode}`);
    return asObject(JSON.parse(body));
  } catch (cause) {
    if (cause instanceof FluxwrightError) throw cause;
    throw failure(user, `cannot be refreshed: ${url.host} gave no JSON`);
  } finally {
    transport.close();
  }
}

function failure(user: KubeconfigEntry, why: string): FluxwrightError {
  return new FluxwrightError("unauthorized", `The OIDC token of the user "${user.name}" ${why}`, {
    hint: "Log in again with the tool that wrote the kubeconfig.",
  });
}
