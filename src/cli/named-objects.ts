import type { ClusterClient } from "../cluster/cluster-client.js";
import { FluxwrightError } from "../diagnostics/fluxwright-error.js";
import { factsOf } from "../flux/kinds.js";
import type { ObjectRef } from "../objects/object-ref.js";
import { refOf } from "../objects/object-ref.js";
import type { OptionValues } from "./command.js";
import { defaultNamespace, parseFluxKinds, parseObjects } from "./object-name.js";

/**
 * The objects that `<kind> <name...>`, `<kind>/<namespace>/<name>`, or `<kind> --all` mean.
 *
 * @throws FluxwrightError `usage` when neither names nor `--all` are given, or both.
 */
export async function namedObjects(
  client: ClusterClient,
  words: readonly string[],
  options: OptionValues,
  signal: AbortSignal,
): Promise<readonly ObjectRef[]> {
  const namespace = (options.namespace as string | undefined) ?? defaultNamespace;
  const [first = "", ...names] = words;
  if (options.all !== true) return parseObjects(words, namespace);
  if (names.length > 0 || first.includes("/")) {
    throw new FluxwrightError("usage", "Give names or --all, not both");
  }
  const lists = await Promise.all(
    parseFluxKinds(first).map((kind) =>
      client.list({ group: factsOf(kind).group, kind }, { namespace }, { signal, project: refOf }),
    ),
  );
  return lists.flat();
}
