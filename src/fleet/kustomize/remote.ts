const REMOTE =
  /^(git::|gh:|ssh:\/\/|https?:\/\/|git@|github\.com[:/]|gitlab\.com[:/]|bitbucket\.org[:/]|[\w.-]+\.[a-z]{2,}\/.*(\/\/|\.git|\?ref=))/i;

/** Whether a path of a kustomization names something on the network: a URL or a git repository. */
export function isRemote(path: string): boolean {
  return REMOTE.test(path);
}
