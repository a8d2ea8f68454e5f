/** A YAML file longer than this (in UTF-16 units, 10 MiB) is refused; etcd takes objects of 1.5 MiB at most. */
export const maxFileLength: number = 10 * 1024 * 1024;

/**
 * A document longer than this that the fast reader does not know is refused, since the library would take many seconds:
 * 1.5 MiB, more than etcd takes for an object.
 *
 * @see https://etcd.io/docs/latest/dev-guide/limit/#request-size-limit
 */
export const maxLibraryLength: number = 1.5 * 1024 * 1024;

/** Maps and lists nested deeper than this are refused. */
export const maxDepth = 100;

/**
 * Whether a document repeats too much through aliases: go-yaml's own rule, under which small documents may come
 * almost wholly from aliases and documents of four million nodes to a tenth.
 *
 * @param nodes nodes read so far, those that aliases repeat among them
 * @param aliased how many of them came from aliases
 */
export function isExcessiveAliasing(nodes: number, aliased: number): boolean {
  if (aliased <= 100 || nodes <= 1000) return false;
  const scale = Math.min(1, Math.max(0, (nodes - 400_000) / 3_600_000));
  return aliased / nodes > 0.99 - 0.89 * scale;
}
