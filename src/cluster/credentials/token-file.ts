import { readFile } from "node:fs/promises";
import { FluxwrightError } from "../../diagnostics/fluxwright-error.js";
import type { CredentialSource } from "./credential.js";

/** How long a token that was read from a file is used before the file is read again. */
const FRESH_FOR = 60_000;

/** A bearer token in a file that somebody else rotates; read again every minute, and after a refusal. */
export function tokenFileCredential(path: string, now: () => number): CredentialSource {
  let token: string | undefined;
  let readAt = 0;
  return {
    async current() {
      if (token === undefined || now() - readAt > FRESH_FOR) {
        token = await readToken(path);
        readAt = now();
      }
      return { authorization: `Bearer ${token}` };
    },
    renew() {
      token = undefined;
      return true;
    },
  };
}

async function readToken(path: string): Promise<string> {
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new FluxwrightError("unauthorized", `The token file ${path} cannot be read`, { cause });
  });
  if (text.trim() === "") throw new FluxwrightError("unauthorized", `The token file ${path} is empty`);
  return text.trim();
}
