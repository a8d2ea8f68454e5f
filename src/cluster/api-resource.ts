/** A kind, in whatever version the server serves it. */
export interface KindRef {
  readonly group: string;
  readonly kind: string;
}

/** A kind as the server serves it. */
export interface ApiResource extends KindRef {
  readonly version: string;
  /** The name in paths: lower case, plural. */
  readonly plural: string;
  readonly namespaced: boolean;
}

/** `Kustomization.kustomize.toolkit.fluxcd.io`, or the bare kind in the core group. */
export function formatKind(kind: KindRef): string {
  return kind.group === "" ? kind.kind : `${kind.kind}.${kind.group}`;
}

/** The path of a group and version. */
export function groupPath(group: string, version: string): string {
  return group === "" ? `/api/${version}` : `/apis/${group}/${version}`;
}

/** The path of a collection, or of the object of that name in it. */
export function resourcePath(resource: ApiResource, namespace: string | undefined, name?: string): string {
  const scope =
    resource.namespaced && namespace !== undefined ? `/namespaces/${encodeURIComponent(namespace)}` : "";
  const item = name === undefined ? "" : `/${encodeURIComponent(name)}`;
  return `${groupPath(resource.group, resource.version)}${scope}/${resource.plural}${item}`;
}
