import type { Api, KubeObject, ObjectKey } from "./api.js";
import type { Files, GitRepository } from "./git-repository.js";
import { PENDING_LABEL } from "./kwok-stages.js";
import { API_VERSIONS, type Kind, type Manifest, manifest } from "./manifests.js";
import { type Timeline, watchObject } from "./watch.js";

/** The name of the GitRepository of every space. */
export const SOURCE_NAME = "fleet";

/** A namespace and a git repository for one test. */
export class Space {
  constructor(
    readonly api: Api,
    readonly namespace: string,
    readonly repository: GitRepository,
  ) {}

  /** Commits and pushes files; `null` deletes one. Gives the hash of the commit. */
  commit(files: Files, message?: string): Promise<string> {
    return this.repository.commit(files, message);
  }

  /** Commits files and asks the source to fetch now, as a webhook would. */
  async publish(files: Files, message?: string): Promise<string> {
    const sha = await this.commit(files, message);
    await this.request("GitRepository", SOURCE_NAME);
    return sha;
  }

  /** Applies the GitRepository `fleet` of this space. */
  async applySource(spec: object = {}): Promise<void> {
    await this.apply(
      manifest("GitRepository", SOURCE_NAME, {
        interval: "1h",
        timeout: "10s",
        url: this.repository.url,
        ref: { branch: "main" },
        ...spec,
      }),
    );
  }

  /** Applies objects; those that name no namespace go to this one. */
  async apply(...objects: readonly Manifest[]): Promise<void> {
    for (const object of objects) {
      const metadata = { namespace: this.namespace, ...object.metadata };
      await this.api.apply({ ...object, metadata });
    }
  }

  /** The key of an object in this namespace. */
  key(kind: Kind, name: string): ObjectKey {
    return { apiVersion: API_VERSIONS[kind], kind, name, namespace: this.namespace };
  }

  get(kind: Kind, name: string): Promise<KubeObject> {
    return this.api.get(this.key(kind, name));
  }

  find(kind: Kind, name: string): Promise<KubeObject | undefined> {
    return this.api.find(this.key(kind, name));
  }

  list(kind: Kind): Promise<readonly KubeObject[]> {
    return this.api.list(API_VERSIONS[kind], kind, this.namespace);
  }

  patch(kind: Kind, name: string, change: object): Promise<KubeObject> {
    return this.api.patch(this.key(kind, name), change);
  }

  /** Waits until the object satisfies the condition. */
  waitFor(
    kind: Kind,
    name: string,
    condition: (object: KubeObject) => boolean,
    timeoutMs?: number,
  ): Promise<KubeObject> {
    return this.api.waitFor(this.key(kind, name), condition, timeoutMs);
  }

  waitUntilGone(kind: Kind, name: string, timeoutMs?: number): Promise<void> {
    return this.api.waitUntilGone(this.key(kind, name), timeoutMs);
  }

  /** Sets `reconcile.fluxcd.io/requestedAt`; gives the token that the controller will report as handled. */
  async request(kind: Kind, name: string, ...more: readonly ("forceAt" | "resetAt")[]): Promise<string> {
    const token = `${new Date().toISOString()}-${Math.random().toString(36).slice(2, 8)}`;
    const names = ["requestedAt", ...more].map((annotation) => `reconcile.fluxcd.io/${annotation}`);
    const annotations = Object.fromEntries(names.map((annotation) => [annotation, token]));
    await this.patch(kind, name, { metadata: { annotations } });
    return token;
  }

  suspend(kind: Kind, name: string, suspend = true): Promise<KubeObject> {
    return this.patch(kind, name, { spec: { suspend } });
  }

  /** Every write to an object from now on. */
  watch(kind: Kind, name: string): Promise<Timeline> {
    return watchObject(this.api, this.key(kind, name));
  }

  /** Makes the git server answer "not found" for the repository and asks the source to fetch. */
  async breakSource(): Promise<void> {
    await this.repository.hide();
    await this.request("GitRepository", SOURCE_NAME);
  }

  /** Undoes {@link Space.breakSource}. */
  async healSource(): Promise<void> {
    await this.repository.show();
    await this.request("GitRepository", SOURCE_NAME);
  }

  /** Makes pending pods healthy without a commit (see the `pods` of `deployment` in manifests.ts). */
  async releasePods(): Promise<void> {
    const labels = { [PENDING_LABEL]: null };
    const pods = await this.list("Pod");
    await Promise.all(pods.map((pod) => this.patch("Pod", pod.metadata.name, { metadata: { labels } })));
  }

  /** Deletes the namespace, without waiting for it to be gone, and the repository. */
  async destroy(): Promise<void> {
    for (const kind of ["Kustomization", "HelmRelease"] as const) {
      for (const { metadata } of await this.list(kind)) await this.api.delete(this.key(kind, metadata.name));
    }
    await this.api.delete({ apiVersion: "v1", kind: "Namespace", name: this.namespace });
    await this.repository.remove();
  }
}
