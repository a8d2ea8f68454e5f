/**
 * How tools that fill in secrets from a vault, before or while a manifest is applied, write where to look: 1Password
 * (`op://`), vals (`ref+vault://`), Vault's webhook and plugin (`vault:`, `<path:…>`), and templates (`{{ … }}`).
 */
const REFERENCE = /^\s*(?:op:\/\/|ref\+[a-z]+:|vault:|<[^>]+>|\{\{|\$[({])/;

/** An address without a password in it, or in its query. */
const OPEN_URL = /^\s*[a-z][a-z0-9+.-]*:\/\/(?:[^\s:@/]*@)?[^\s@]*$/i;
const SECRET_QUERY = /[?&][^=]*(?:password|passwd|token|secret|key|sig)=(?!\/)/i;

/** Whether a text holds no secret itself: it says where one is, or where something is. */
export function holdsNoSecret(text: string): boolean {
  return REFERENCE.test(text) || (OPEN_URL.test(text) && !SECRET_QUERY.test(text));
}
