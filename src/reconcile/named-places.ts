/** A file that a controller's message names, as it lies in the source. */
export interface NamedFile {
  readonly file: string;
  readonly line?: number;
}

/** An object that a controller's message names; its group is not said. */
export interface NamedObject {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/**
 * The file that a failed build names. kustomize-controller unpacks the artifact into a temporary directory
 * `kustomization-<number>`: what follows is the path in the source.
 */
export function namedFile(message: string): NamedFile | undefined {
  const [, file] = /\/kustomization-\d+\/([^\s:'"]+\.(?:ya?ml|json))/.exec(message) ?? [];
  if (file === undefined) return undefined;
  const line = /\bline (\d+)/.exec(message)?.[1];
  return line === undefined ? { file } : { file, line: Number(line) };
}

/** The objects that a message names as `Kind/namespace/name` or `Kind/name`: what a dry run or a health check refused. */
export function namedObjects(message: string): readonly NamedObject[] {
  const found = message.matchAll(/\b([A-Z][A-Za-z]+)\/([a-z0-9][a-z0-9.-]*)(?:\/([a-z0-9][a-z0-9.:-]*))?/g);
  return [...found].map(([, kind = "", first = "", second]) => {
    return second === undefined ? { kind, name: first } : { kind, namespace: first, name: second };
  });
}
