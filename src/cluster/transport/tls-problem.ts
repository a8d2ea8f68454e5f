import { type ConnectionOptions, connect, type PeerCertificate, type TLSSocket } from "node:tls";
import { cleanText } from "../../diagnostics/clean-text.js";
import { FluxwrightError } from "../../diagnostics/fluxwright-error.js";

const UNTRUSTED = [
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "CERT_SIGNATURE_FAILURE",
  "CERT_UNTRUSTED",
  "INVALID_CA",
];
const OUT_OF_TIME = ["CERT_HAS_EXPIRED", "CERT_NOT_YET_VALID"];
const WRONG_NAME = "ERR_TLS_CERT_ALTNAME_INVALID";

/** Whether an error of a connection is about TLS: trying again would not help. */
export function isTlsProblem(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? "";
  return (
    [...UNTRUSTED, ...OUT_OF_TIME, WRONG_NAME].includes(code) || /^(ERR_SSL_|ERR_OSSL_|EPROTO)/.test(code)
  );
}

/**
 * Says what is wrong with the server's certificate: its issuer, names and dates. Node's error names none of
 * them, so the certificate is fetched once more over a connection that sends nothing.
 *
 * @param open opens a socket as the failed connection did, without verification.
 */
export async function explainTlsProblem(
  cause: NodeJS.ErrnoException,
  host: string,
  open: () => Promise<TLSSocket>,
): Promise<FluxwrightError> {
  const code = cause.code ?? "";
  if (code === "EPROTO" || code.startsWith("ERR_SSL_") || code.startsWith("ERR_OSSL_"))
    return explainAlert(cause, host);
  const certificate = await open().then(takeCertificate, () => undefined);
  const facts = certificate === undefined ? "" : `: ${describeCertificate(certificate)}`;
  const [what, hint] = verdictOf(code);
  return new FluxwrightError("unauthorized", cleanText(`The certificate of ${host} ${what}${facts}`), {
    hint,
    cause,
  });
}

function verdictOf(code: string): [string, string] {
  if (code === WRONG_NAME) {
    return ["is for other names", "Use one of these names in the server's URL, or set tls-server-name."];
  }
  if (code === "CERT_HAS_EXPIRED") return ["has expired", "Renew the API server's certificate."];
  if (code === "CERT_NOT_YET_VALID") return ["is not valid yet", "Check the clocks of both machines."];
  return [
    "is signed by an authority that is not trusted",
    "Put the authority's certificate into certificate-authority-data of the kubeconfig.",
  ];
}

function explainAlert(cause: Error, host: string): FluxwrightError {
  if (/wrong version number|packet length too long|http request/i.test(cause.message)) {
    return new FluxwrightError("unauthorized", `${host} does not speak TLS`, {
      hint: "Check the scheme and the port of the server's URL.",
      cause,
    });
  }
  const alert = /alert [a-z ]+|ssl\/tls alert [a-z ]+/i.exec(cause.message)?.[0] ?? cause.message;
  return new FluxwrightError("unauthorized", cleanText(`${host} ended the TLS handshake: ${alert}`), {
    hint: "Check the client certificate in the kubeconfig.",
    cause,
  });
}

function takeCertificate(socket: TLSSocket): PeerCertificate {
  const certificate = socket.getPeerCertificate(false);
  socket.destroy();
  return certificate;
}

function describeCertificate(certificate: PeerCertificate): string {
  const issuer = Object.entries(certificate.issuer ?? {})
    .map(([key, value]) => `${key}=${String(value)}`)
    .join(", ");
  const names = certificate.subjectaltname ?? "none";
  return `issuer ${issuer || "unnamed"}; names ${names}; valid ${certificate.valid_from} to ${certificate.valid_to}`;
}

/** A verified or unverified TLS connection, once its handshake is done. */
export function connectTlsSocket(options: ConnectionOptions): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect(options, () => resolve(socket));
    socket.once("error", reject);
    socket.setTimeout(5000, () => socket.destroy(new Error("no TLS handshake")));
  });
}
