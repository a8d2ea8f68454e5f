/** What is hidden, and what stands in its place. Each pattern is bounded or ends the text: none is slow. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z0-9 ]{1,40}-----[\s\S]*?(?:-----END [A-Z0-9 ]{1,40}-----|$)/g, "***"],
  [/\b([a-z][a-z0-9+.-]{1,20}:\/\/)(?!git@)[^\s/?#]{1,512}@/gi, "$1***@"],
  [
    /\b(authorization["']?\s{0,4}[:=]\s{0,4}["']?)(?:(?:bearer|basic|token)\s{1,4})?[^\s"',]{1,8192}/gi,
    "$1***",
  ],
  [/\b(bearer|basic)\s{1,4}(?=[A-Za-z0-9._~+/-]{0,8192}[0-9._=])[A-Za-z0-9._~+/=-]{12,8192}/gi, "$1 ***"],
  [/\beyJ[\w-]{6,8192}\.[\w-]{6,8192}(?:\.[\w-]{0,8192})?/g, "***"],
  [/\b(?:gh[opusr]_|github_pat_|glpat-|xox[abeprs]-|npm_)[\w-]{10,512}/g, "***"],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, "***"],
  [/\bAGE-SECRET-KEY-1[A-Z0-9]{10,100}/g, "***"],
  [/\b(hooks\.slack\.com\/services\/|discord(?:app)?\.com\/api\/webhooks\/)[^\s"']{1,512}/gi, "$1***"],
  [
    /\b((?:access_token|refresh_token|id_token|token|password|passwd|client_secret|secret|api_?key|sig|x-amz-signature|x-amz-security-token)=)[^\s&"',;]{1,8192}/gi,
    "$1***",
  ],
];

/** What every pattern needs to find something: nearly no text has any of it, and one look is cheaper than ten. */
const SUSPICIOUS =
  /-----BEGIN|:\/\/|authorization|bearer|basic|eyJ|gh[opusr]_|github_pat_|glpat-|xox[abeprs]-|npm_|AKIA|ASIA|AGE-SECRET-KEY|hooks\.slack|webhooks|=/i;

/**
 * The text with what looks like a secret replaced by `***`: user info in URLs, authorization headers, bearer
 * tokens and JWTs, tokens of well-known services, AWS access keys, age keys, PEM blocks, webhook paths, and
 * secrets in query strings. A user name `git@` in a URL is no secret and stays.
 */
export function redactSecrets(text: string): string {
  if (!SUSPICIOUS.test(text)) return text;
  return PATTERNS.reduce((rest, [pattern, instead]) => rest.replace(pattern, instead), text);
}
