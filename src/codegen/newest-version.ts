import type { CrdFacts, CrdVersion } from "../flux/crd-schema.js";

const STAGES = ["alpha", "beta", undefined];

/**
 * The version of a kind to write manifests in: of those served and not deprecated the newest, by the order of
 * Kubernetes (`v2`, `v1`, `v1beta2`, `v1beta1`, `v1alpha1`, then other names).
 *
 * @returns undefined where the CRD serves none.
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/#version-priority
 */
export function newestVersion({ versions }: CrdFacts): CrdVersion | undefined {
  const served = versions.filter((version) => version.served);
  const current = served.filter((version) => !version.deprecated);
  return [...(current.length > 0 ? current : served)].sort((a, b) => compare(b.name, a.name))[0];
}

function compare(a: string, b: string): number {
  const [left, right] = [rank(a), rank(b)];
  for (const [index, part] of left.entries()) {
    const difference = part - right[index]!;
    if (difference !== 0) return difference;
  }
  return a < b ? 1 : -1;
}

/** Stage first, then major and minor number: `v1beta2` is older than any `v1`. */
function rank(name: string): readonly [stage: number, major: number, minor: number] {
  const match = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(name);
  if (match === null) return [-1, 0, 0];
  const [, major, stage, minor] = match;
  return [STAGES.indexOf(stage), Number(major), Number(minor ?? 0)];
}
