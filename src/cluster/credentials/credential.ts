/** What proves to the server who is asking. */
export interface Credential {
  /** Value of the `Authorization` header. */
  readonly authorization?: string;
  /** Client certificate and key, PEM. */
  readonly certificate?: { readonly cert: string; readonly key: string };
  /** Headers that ask to act as somebody else. */
  readonly impersonation?: Readonly<Record<string, string | readonly string[]>>;
}

/** Where credentials come from. */
export interface CredentialSource {
  /** The credential to use now; asks a plugin or reads a file when the last one is too old. */
  current(signal?: AbortSignal): Promise<Credential>;
  /**
   * Forgets the credential, since the server refused it; one that has been renewed since then stays.
   *
   * @returns whether the next {@link current} may give another one.
   */
  renew(refused: Credential): boolean;
}

/** A credential that never changes. */
export function fixedCredential(credential: Credential): CredentialSource {
  return { current: () => Promise.resolve(credential), renew: () => false };
}
