/**
 * How tools that fill in secrets from a vault, before or while a manifest is applied, write where to look: 1Password
 * (`op://`), vals (`ref+vault://`), Vault's webhook and plugin (`vault:`, `<path:…>`), and templates (`{{ … }}`).
 */
const REFERENCE = /^\s*(?:op:\/\/|ref\+[a-z]+:|vault:|<[^>]+>|\{\{|\$[({])/;

/** Whether a text only says where a secret is, and holds none itself. */
export function isSecretReference(text: string): boolean {
  return REFERENCE.test(text);
}
