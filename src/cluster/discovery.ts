import { suggestion } from "../diagnostics/did-you-mean.js";
import { FluxwrightError } from "../diagnostics/fluxwright-error.js";
import { asArray, asObject, asString, type JsonObject } from "../objects/json.js";
import { errorOf, isGood } from "./answer.js";
import type { ApiConnection } from "./api-connection.js";
import { type ApiResource, formatKind, groupPath, type KindRef } from "./api-resource.js";

/**
 * What the server serves, asked for by group and kept. Kinds that the caller knows are taken on trust until the
 * server says that it has no such path, which saves two requests before the first answer.
 */
export class Discovery {
  readonly #known = new Map<string, ApiResource>();
  readonly #groups = new Map<string, Promise<readonly ApiResource[]>>();

  constructor(
    private readonly api: ApiConnection,
    known: readonly ApiResource[],
  ) {
    for (const resource of known) this.#known.set(formatKind(resource), resource);
  }

  /** How the server serves a kind, or undefined when it does not. */
  async find(kind: KindRef, signal?: AbortSignal): Promise<ApiResource | undefined> {
    const key = formatKind(kind);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const found = (await this.served(kind.group, signal)).find((resource) => resource.kind === kind.kind);
    if (found !== undefined) this.#known.set(key, found);
    return found;
  }

  /**
   * How the server serves a kind.
   *
   * @throws FluxwrightError `kind-not-installed`, naming the kind, its group and what is near.
   */
  async get(kind: KindRef, signal?: AbortSignal): Promise<ApiResource> {
    const found = await this.find(kind, signal);
    if (found !== undefined) return found;
    const kinds = (await this.served(kind.group, signal)).map((resource) => resource.kind);
    const why =
      kinds.length === 0
        ? `the group ${kind.group || "core"} is not installed`
        : "the group has no such kind";
    throw new FluxwrightError(
      "kind-not-installed",
      `The cluster does not serve ${formatKind(kind)}: ${why}.${suggestion(kind.kind, kinds)}`,
      { hint: `Install what serves ${formatKind(kind)}.` },
    );
  }

  /** Forgets what is known of a kind, since the server has no such path. */
  forget(kind: KindRef): void {
    this.#known.delete(formatKind(kind));
    this.#groups.delete(kind.group);
  }

  /** Every kind of a group, each in the version that the server prefers; empty when it has no such group. */
  served(group: string, signal?: AbortSignal): Promise<readonly ApiResource[]> {
    const asked = this.#groups.get(group);
    if (asked !== undefined) return asked;
    const asking = this.#ask(group, signal);
    this.#groups.set(group, asking);
    asking.catch(() => this.#groups.delete(group));
    return asking;
  }

  async #ask(group: string, signal: AbortSignal | undefined): Promise<readonly ApiResource[]> {
    const byKind = new Map<string, ApiResource>();
    for (const version of await this.versions(group, signal)) {
      const list = await this.#read(groupPath(group, version), signal);
      for (const entry of asArray(list?.resources).map(asObject)) {
        const kind = asString(entry.kind) ?? "";
        const plural = asString(entry.name) ?? "";
        if (plural.includes("/") || byKind.has(kind)) continue;
        byKind.set(kind, { group, version, kind, plural, namespaced: entry.namespaced === true });
      }
    }
    return [...byKind.values()];
  }

  /** The versions that the server serves of a group, the preferred one first; empty when it has none. */
  async versions(group: string, signal?: AbortSignal): Promise<readonly string[]> {
    if (group === "") return ["v1"];
    const answer = await this.#read(`/apis/${group}`, signal);
    const preferred = asString(asObject(answer?.preferredVersion).version);
    const all = asArray(answer?.versions).map((entry) => asString(asObject(entry).version) ?? "");
    return preferred === undefined ? all : [preferred, ...all.filter((version) => version !== preferred)];
  }

  /** A discovery document; undefined when the server has no such path. */
  async #read(path: string, signal: AbortSignal | undefined): Promise<JsonObject | undefined> {
    const call = { what: `read ${path}`, method: "GET", path, signal } as const;
    const answer = await this.api.settle(call);
    if (isGood(answer)) return answer.json;
    if (answer.status === 404) return undefined;
    throw errorOf(answer, call.what);
  }
}
