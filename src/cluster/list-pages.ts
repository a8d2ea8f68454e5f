import { FluxwrightError } from "../diagnostics/fluxwright-error.js";
import { asArray, asObject, asString, type JsonObject } from "../objects/json.js";
import type { KubeObject } from "../objects/kube-object.js";
import { type Answer, errorOf, isExpired, isGood } from "./answer.js";
import type { ApiCall, ApiConnection } from "./api-connection.js";
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

/**
 * The pages of a list. When its version expires halfway (410), it starts over. Each page is asked for before the one
 * before it is given: the server works while the reader does.
 */
export async function* listPages(
  api: ApiConnection,
  resource: ApiResource,
  scope: Scope,
  signal?: AbortSignal,
): AsyncGenerator<Page> {
  const what = `list ${formatKind(resource)}${scope.namespace === undefined ? "" : ` in ${scope.namespace}`}`;
  const end = new AbortController();
  const asking = signal === undefined ? end.signal : AbortSignal.any([signal, end.signal]);
  const ask = (next?: string): Promise<Answer> => {
    const coming = api.settle({ ...listCall(resource, scope, next), what, signal: asking });
    // Nobody waits for the answer when the reader stops early.
    coming.catch(() => undefined);
    return coming;
  };
  let coming = ask();
  let restarts = 0;
  let restarted = false;
  let isFirst = true;
  try {
    for (;;) {
      const answer = await coming;
      if (!isGood(answer)) {
        if (isFirst || answer.json === undefined || !isExpired(answer.json)) throw errorOf(answer, what);
        if (++restarts > MAX_RESTARTS)
          throw new FluxwrightError("unavailable", `Cannot ${what}: it expires while it is read`);
        coming = ask();
        isFirst = true;
        restarted = true;
        continue;
      }
      const metadata = asObject(answer.json.metadata);
      const resourceVersion = asString(metadata.resourceVersion) ?? "";
      const next = asString(metadata.continue) || undefined;
      if (next !== undefined) coming = ask(next);
      yield { items: itemsOf(resource, answer.json), resourceVersion, restarted };
      restarted = false;
      isFirst = false;
      if (next === undefined) return;
    }
  } finally {
    end.abort();
  }
}

function listCall(
  resource: ApiResource,
  { namespace, labels, fields }: Scope,
  next: string | undefined,
): Pick<ApiCall, "method" | "path" | "query"> {
  return {
    method: "GET",
    path: resourcePath(resource, namespace),
    query: { limit: String(PAGE_SIZE), continue: next, labelSelector: labels, fieldSelector: fields },
  };
}

/**
 * The items of a list, made whole: in a list they carry neither apiVersion nor kind. They are completed in place: the
 * answer is ours alone, and there may be ten thousand.
 *
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#collections
 */
function itemsOf(resource: ApiResource, list: JsonObject): KubeObject[] {
  const { group, version, kind } = resource;
  const apiVersion = group === "" ? version : `${group}/${version}`;
  const items = asArray(list.items).map(asObject) as { apiVersion?: string; kind?: string }[];
  for (const item of items) {
    item.apiVersion = apiVersion;
    item.kind = kind;
  }
  return items as KubeObject[];
}
