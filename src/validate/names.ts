/** The forms of names that the API server checks, as it checks them. */

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const QUALIFIED = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

/** Longest name of most objects. */
export const MAX_NAME = 253;
/** Longest label value, and so the longest name that becomes one. */
export const MAX_LABEL = 63;

/**
 * What is wrong with a DNS label (RFC 1123), the form of namespaces: lower case letters, digits and `-`, at most
 * 63 characters. Undefined when it is one.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names
 */
export function dnsLabelFault(text: string): string | undefined {
  if (text.length > MAX_LABEL) return `it has ${text.length} characters, more than ${MAX_LABEL}`;
  return LABEL.test(text)
    ? undefined
    : "it may have lower case letters, digits and - only, none at the ends but letters and digits";
}

/**
 * What is wrong with a DNS subdomain (RFC 1123), the form of most names: DNS labels joined by dots, at most 253
 * characters. Undefined when it is one.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names
 */
export function subdomainFault(text: string): string | undefined {
  if (text.length > MAX_NAME) return `it has ${text.length} characters, more than ${MAX_NAME}`;
  return SUBDOMAIN.test(text)
    ? undefined
    : "it may have lower case letters, digits, - and . only, and starts and ends with a letter or digit";
}

/** What is wrong with the name of a role or a binding, which only has to fit into a URL path. */
export function pathSegmentFault(text: string): string | undefined {
  if (text === "." || text === "..") return "it may not be . or ..";
  return /[/%]/.test(text) ? "it may not have / or %" : undefined;
}

/**
 * What is wrong with a key of labels or annotations: an optional DNS subdomain and `/`, then up to 63 letters,
 * digits, `-`, `_` and `.`.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
 */
export function qualifiedNameFault(text: string): string | undefined {
  const parts = text.split("/");
  const name = parts.pop() ?? "";
  if (parts.length > 1) return "it has more than one /";
  const [prefix] = parts;
  if (prefix !== undefined && subdomainFault(prefix) !== undefined)
    return "what stands before the / is no DNS name";
  if (name.length > MAX_LABEL) return `its name has ${name.length} characters, more than ${MAX_LABEL}`;
  return QUALIFIED.test(name)
    ? undefined
    : "its name may have letters, digits, -, _ and . only, and starts and ends with a letter or digit";
}

/** What is wrong with the value of a label. */
export function labelValueFault(text: string): string | undefined {
  if (text === "") return undefined;
  if (text.length > MAX_LABEL) return `it has ${text.length} characters, more than ${MAX_LABEL}`;
  return QUALIFIED.test(text)
    ? undefined
    : "it may have letters, digits, -, _ and . only, and starts and ends with a letter or digit";
}
