import { Agent, type RequestOptions, request } from "node:https";
import { setTimeout as sleep } from "node:timers/promises";
import type { FluxStatus } from "./flux-status.js";
import { type Connection, requestOptions } from "./kubeconfig.js";

/** An object as the API server writes it. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid?: string;
    readonly generation?: number;
    readonly resourceVersion?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly finalizers?: readonly string[];
    readonly deletionTimestamp?: string;
    readonly creationTimestamp?: string;
    readonly managedFields?: unknown;
  };
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly status?: FluxStatus;
  readonly [field: string]: unknown;
}

/** What is needed to find one object. */
export interface ObjectKey {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

/** An answer of the API server, of any status code. */
export interface Answer {
  readonly code: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
}

/** The server answered with an error. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  constructor(
    readonly code: number,
    readonly reason: string,
    message: string,
  ) {
    super(message);
  }
}

/** The name under which the lab owns the fields that it writes. */
export const FIELD_MANAGER = "fluxwright-lab";

/**
 * A plain client for tests: nothing is cached except which resource a kind is, nothing is retried. It is not the
 * client of the package, because it judges that one.
 */
export class Api {
  readonly #agent: Agent;
  readonly #resources = new Map<string, Promise<Resource>>();

  constructor(readonly connection: Connection) {
    this.#agent = new Agent({ keepAlive: true, maxSockets: 32 });
  }

  /** Sends one request and gives the answer, whatever its code. */
  async send(
    method: string,
    path: string,
    body?: unknown,
    contentType = "application/json",
  ): Promise<Answer> {
    const own = requestOptions(this.connection);
    const payload = body === undefined ? undefined : JSON.stringify(body);
    const options: RequestOptions = {
      ...own,
      method,
      agent: this.#agent,
      headers: {
        ...(own.headers as Record<string, string> | undefined),
        accept: "application/json",
        ...(payload !== undefined && {
          "content-type": contentType,
          "content-length": Buffer.byteLength(payload),
        }),
      },
    };
    return new Promise((resolve, reject) => {
      const outgoing = request(this.connection.server + path, options, (response) => {
        const chunks: Buffer[] = [];
        response
          .on("data", (chunk: Buffer) => chunks.push(chunk))
          .on("error", reject)
          .on("end", () =>
            resolve({
              code: response.statusCode ?? 0,
              headers: response.headers,
              text: Buffer.concat(chunks).toString(),
            }),
          );
      });
      outgoing.on("error", reject).end(payload);
    });
  }

  /** Creates or changes objects by server-side apply, taking over fields that others own. */
  async apply(...objects: readonly object[]): Promise<readonly KubeObject[]> {
    const applied: KubeObject[] = [];
    for (const object of objects as readonly KubeObject[]) {
      const path = await this.path(keyOf(object));
      const query = `fieldManager=${FIELD_MANAGER}&force=true`;
      // JSON is YAML.
      const answer = await this.send("PATCH", `${path}?${query}`, object, "application/apply-patch+yaml");
      applied.push(this.#parse(answer));
    }
    return applied;
  }

  /** Gives an object, or `undefined` when there is none. */
  async find(key: ObjectKey): Promise<KubeObject | undefined> {
    const answer = await this.send("GET", await this.path(key));
    return answer.code === 404 ? undefined : this.#parse(answer);
  }

  /** Gives an object; throws an {@link ApiError} when there is none. */
  async get(key: ObjectKey): Promise<KubeObject> {
    return this.#parse(await this.send("GET", await this.path(key)));
  }

  /** All objects of a kind in a namespace, or in all of them. */
  async list(apiVersion: string, kind: string, namespace?: string): Promise<readonly KubeObject[]> {
    const path = await this.collectionPath({
      apiVersion,
      kind,
      ...(namespace !== undefined && { namespace }),
    });
    const list = this.#parse(await this.send("GET", path)) as unknown as {
      readonly items: readonly KubeObject[];
    };
    return list.items.map((item) => ({ ...item, apiVersion, kind }));
  }

  /** Changes an object by a merge patch. */
  async patch(key: ObjectKey, change: object): Promise<KubeObject> {
    const path = `${await this.path(key)}?fieldManager=${FIELD_MANAGER}`;
    return this.#parse(await this.send("PATCH", path, change, "application/merge-patch+json"));
  }

  /** Deletes an object; it is no error when there is none. Finalizers may keep it for a while. */
  async delete(key: ObjectKey): Promise<void> {
    const answer = await this.send("DELETE", await this.path(key));
    if (answer.code !== 404) this.#parse(answer);
  }

  /** Asks again until the object satisfies the condition; the last one seen is told when the time is over. */
  async waitFor(
    key: ObjectKey,
    condition: (object: KubeObject) => boolean,
    timeoutMs = 60_000,
  ): Promise<KubeObject> {
    const limit = Date.now() + timeoutMs;
    for (;;) {
      const object = await this.find(key);
      if (object !== undefined && condition(object)) return object;
      if (Date.now() > limit) {
        const seen = JSON.stringify(object?.status ?? object ?? "no such object");
        throw new Error(
          `${key.kind}/${key.namespace}/${key.name}: waited ${timeoutMs} ms in vain, last: ${seen}`,
        );
      }
      await sleep(50);
    }
  }

  /** Asks again until there is no such object. */
  async waitUntilGone(key: ObjectKey, timeoutMs = 60_000): Promise<void> {
    const limit = Date.now() + timeoutMs;
    while ((await this.find(key)) !== undefined) {
      if (Date.now() > limit) throw new Error(`${key.kind}/${key.name} is still there after ${timeoutMs} ms`);
      await sleep(50);
    }
  }

  /** The path of an object. */
  async path(key: ObjectKey): Promise<string> {
    return `${await this.collectionPath(key)}/${encodeURIComponent(key.name)}`;
  }

  /** The path of the collection that the object is in. */
  async collectionPath(key: Omit<ObjectKey, "name">): Promise<string> {
    const { plural, namespaced } = await this.#resource(key.apiVersion, key.kind);
    const root = key.apiVersion.includes("/") ? `/apis/${key.apiVersion}` : `/api/${key.apiVersion}`;
    const space = namespaced && key.namespace !== undefined ? `/namespaces/${key.namespace}` : "";
    return `${root}${space}/${plural}`;
  }

  /** Ends idle connections, so that the process can end. */
  close(): void {
    this.#agent.destroy();
  }

  #resource(apiVersion: string, kind: string): Promise<Resource> {
    const id = `${apiVersion}/${kind}`;
    const known = this.#resources.get(id);
    if (known !== undefined) return known;
    const asked = this.#askResource(apiVersion, kind);
    asked.catch(() => this.#resources.delete(id)); // its CustomResourceDefinition may come later
    this.#resources.set(id, asked);
    return asked;
  }

  async #askResource(apiVersion: string, kind: string): Promise<Resource> {
    const root = apiVersion.includes("/") ? "/apis/" : "/api/";
    const answer = this.#parse(await this.send("GET", root + apiVersion)) as unknown as ResourceList;
    const found = answer.resources.find((entry) => entry.kind === kind && !entry.name.includes("/"));
    if (found === undefined) throw new ApiError(404, "NotFound", `the server has no ${apiVersion} ${kind}`);
    return { plural: found.name, namespaced: found.namespaced };
  }

  #parse(answer: Answer): KubeObject {
    if (answer.code < 400) return JSON.parse(answer.text) as KubeObject;
    // A path that no API has is answered in plain text.
    if (!answer.text.startsWith("{")) throw new ApiError(answer.code, "", answer.text.trim());
    const { reason, message } = JSON.parse(answer.text) as {
      readonly reason: string;
      readonly message: string;
    };
    throw new ApiError(answer.code, reason, message);
  }
}

/** What identifies the object. */
export function keyOf(object: KubeObject): ObjectKey {
  const { apiVersion, kind, metadata } = object;
  const { name, namespace } = metadata;
  return { apiVersion, kind, name, ...(namespace !== undefined && { namespace }) };
}

interface Resource {
  readonly plural: string;
  readonly namespaced: boolean;
}

interface ResourceList {
  readonly resources: readonly {
    readonly kind: string;
    readonly name: string;
    readonly namespaced: boolean;
  }[];
}
