/** A scheme, a user at a host as in `git@host:org/repo`, or GitHub by its bare name. */
const REMOTE = /^(?:git::)?(?:(?:ssh|https?|file):\/\/|[a-z][a-z0-9-]*@[^/:]+[/:]|github\.com[/:])/i;

/**
 * Whether a resource or component of a kustomization is on the network: a URL or a git repository.
 *
 * @see https://github.com/kubernetes-sigs/kustomize/blob/master/examples/remoteBuild.md
 */
export function isRemote(path: string): boolean {
  return REMOTE.test(path);
}

/** Whether a file that a kustomization names is fetched: of files, kustomize takes URLs of HTTP only. */
export function isRemoteFile(path: string): boolean {
  return /^https?:/i.test(path);
}
