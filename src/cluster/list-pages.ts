import { FluxwrightError } from "../diagnostics/fluxwright-error.js";
import { asArray, asObject, asString, type JsonObject } from "../objects/json.js";
import type { KubeObject } from "../objects/kube-object.js";
import { errorOf, isExpired, isGood } from "./answer.js";
import type { ApiConnection } from "./api-connection.js";
import { type ApiResource, formatKind, resourcePath } from "./api-resource.js";

/** Which objects of a kind. */
export interface Scope {
  /** One namespace; all when absent. */
  readonly namespace?: string;
  /** A label selector, in the API's own syntax. */
  readonly labels?: string;
  /** A field selector, in the API's own syntax. */
  readonly fields?: string;
}

/** A part of a list. `restarted` says that all pages before it no longer count. */
export interface Page {
  readonly items: readonly KubeObject[];
  readonly resourceVersion: string;
  readonly restarted: boolean;
}

/** What kubectl and client-go ask for at a time. */
const PAGE_SIZE = 500;
/** A list that expires again and again while it is read can only mean a server in trouble. */
const MAX_RESTARTS = 5;

/** The pages of a list. When its version expires halfway (410), it starts over. */
export async function* listPages(
  api: ApiConnection,
  resource: ApiResource,
  scope: Scope,
  signal?: AbortSignal,
): AsyncGenerator<Page> {
  const what = `list ${formatKind(resource)}${scope.namespace === undefined ? "" : ` in ${scope.namespace}`}`;
  let next: string | undefined;
  let restarts = 0;
  let restarted = false;
  for (;;) {
    const answer = await api.settle({
      what,
      method: "GET",
      path: resourcePath(resource, scope.namespace),
      query: {
        limit: String(PAGE_SIZE),
        continue: next,
        labelSelector: scope.labels,
        fieldSelector: scope.fields,
      },
      signal,
    });
    if (!isGood(answer)) {
      if (next === undefined || answer.json === undefined || !isExpired(answer.json))
        throw errorOf(answer, what);
      if (++restarts > MAX_RESTARTS)
        throw new FluxwrightError("unavailable", `Cannot ${what}: it expires while it is read`);
      next = undefined;
      restarted = true;
      continue;
    }
    const metadata = asObject(answer.json.metadata);
    const resourceVersion = asString(metadata.resourceVersion) ?? "";
    yield { items: itemsOf(resource, answer.json), resourceVersion, restarted };
    restarted = false;
    next = asString(metadata.continue) || undefined;
    if (next === undefined) return;
  }
}

/**
 * The items of a list, made whole: in a list they carry neither apiVersion nor kind.
 *
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#collections
 */
function itemsOf(resource: ApiResource, list: JsonObject): KubeObject[] {
  const { group, version, kind } = resource;
  const apiVersion = group === "" ? version : `${group}/${version}`;
  return asArray(list.items).map((item) => ({ ...asObject(item), apiVersion, kind }) as KubeObject);
}
