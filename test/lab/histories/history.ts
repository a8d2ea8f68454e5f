import { setTimeout as sleep } from "node:timers/promises";
import { stringify } from "yaml";
import type { ApiFaultProxy } from "../../../lab/client.js";
import { configMap, deployment, kustomization, manifest } from "../../../lab/manifests.js";
import type { Space } from "../../../lab/space.js";
import type { Random } from "./random.js";

/** What may happen to a fleet. */
export const stepNames = [
  "commit-good",
  "commit-malformed",
  "commit-invalid",
  "commit-unhealthy",
  "release-pods",
  "change-interval",
  "suspend",
  "resume",
  "break-source",
  "heal-source",
  "delete-kustomization",
  "delete-object",
  "request",
  "pause",
] as const;
export type StepName = (typeof stepNames)[number];

const weights: readonly (readonly [number, StepName])[] = [
  [6, "commit-good"],
  [2, "commit-malformed"],
  [1, "commit-invalid"],
  [2, "commit-unhealthy"],
  [2, "release-pods"],
  [1, "change-interval"],
  [1, "suspend"],
  [2, "resume"],
  [1, "break-source"],
  [2, "heal-source"],
  [1, "delete-kustomization"],
  [1, "delete-object"],
  [2, "request"],
  [3, "pause"],
];

const MALFORMED = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings\ndata: [oops\n";
const INVALID = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: invalid}\nspec: {replicas: no}\n";

/** A fleet in a space and the life that it leads. `main` is what git holds; the cluster follows, or does not. */
export class History {
  readonly told: string[] = [];
  head = "";
  #commits = 0;
  /** Files of `app` that are there: only those can be removed. */
  readonly #present = new Set<string>();

  constructor(
    private readonly space: Space,
    private readonly random: Random,
  ) {}

  /** The fleet's first commit, applied as bootstrap would. */
  async begin(): Promise<void> {
    const source = manifest("GitRepository", "fleet", {
      interval: "5s",
      timeout: "5s",
      url: this.space.repository.url,
      ref: { branch: "main" },
    });
    const root = kustomization("root", { path: "./clusters/test", wait: false, retryInterval: "3s" });
    this.head = await this.space.commit({
      "clusters/test/source.yaml": this.#yaml(source),
      "clusters/test/root.yaml": this.#yaml(root),
      "clusters/test/app.yaml": this.#yaml(this.#app()),
      "app/settings.yaml": this.#settings(),
    });
    await this.space.apply(source, root);
  }

  /** Lives through some steps. */
  async live(): Promise<void> {
    for (let left = this.random.between(1, 5); left > 0; left--) {
      const step = this.random.pick(weights);
      this.told.push(step);
      await this.#take(step);
    }
  }

  #take(step: StepName): Promise<unknown> {
    const { space } = this;
    switch (step) {
      case "commit-good":
        return this.#commit({
          "app/settings.yaml": this.#settings(),
          "app/invalid.yaml": null,
          "app/web.yaml": null,
        });
      case "commit-malformed":
        return this.#commit({ "app/settings.yaml": MALFORMED });
      case "commit-invalid":
        return this.#commit({ "app/invalid.yaml": INVALID });
      case "commit-unhealthy":
        return this.#commit({
          "app/web.yaml": deployment(`web-${++this.#commits}`, "pending", space.namespace),
        });
      case "change-interval":
        return this.#commit({
          "clusters/test/app.yaml": this.#yaml(this.#app({ interval: `${++this.#commits}h` })),
        });
      case "release-pods":
        return space.releasePods();
      case "suspend":
        return ignoreMissing(space.suspend("Kustomization", "app"));
      case "resume":
        return ignoreMissing(space.suspend("Kustomization", "app", false));
      case "break-source":
        return ignoreMissing(space.breakSource());
      case "heal-source":
        return ignoreMissing(space.healSource());
      case "delete-kustomization":
        return ignoreMissing(space.api.delete(space.key("Kustomization", "app")));
      case "delete-object":
        return ignoreMissing(space.api.delete(space.key("ConfigMap", "settings")));
      case "request":
        return ignoreMissing(
          space.request(
            "Kustomization",
            this.random.pick([
              [1, "root"],
              [1, "app"],
            ]),
          ),
        );
      case "pause":
        return sleep(this.random.between(50, 4000));
    }
  }

  /** Commits; a repository that is hidden just now takes no push, so the step does nothing then. */
  async #commit(files: Readonly<Record<string, string | null>>): Promise<void> {
    await ignoreMissing(this.space.healSource());
    const known = Object.entries(files).filter(
      ([path, content]) => content !== null || this.#present.delete(path),
    );
    for (const [path, content] of known) if (content !== null) this.#present.add(path);
    this.head = await this.space.commit(Object.fromEntries(known));
  }

  #settings(): string {
    return configMap("settings", { value: String(++this.#commits) }, this.space.namespace);
  }

  #app(spec: object = {}): ReturnType<typeof kustomization> {
    return kustomization("app", { timeout: "4s", retryInterval: "3s", ...spec });
  }

  #yaml(object: ReturnType<typeof manifest>): string {
    return stringify({ ...object, metadata: { ...object.metadata, namespace: this.space.namespace } });
  }
}

/** Breaks the wire of the watching client now and then, until told to stop. Ends healed. */
export async function breakTheWire(
  proxy: ApiFaultProxy,
  random: Random,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const told: string[] = [];
  while (!signal.aborted) {
    await sleep(random.between(200, 3000));
    const fault = random.pick([
      [4, undefined],
      [1, { kind: "reset" } as const],
      [1, { kind: "status", code: 503 } as const],
      [1, { kind: "status", code: 429, retryAfter: 1 } as const],
      [1, { kind: "truncate" } as const],
      [1, { kind: "html" } as const],
      [1, { kind: "watch-closed", milliseconds: 300 } as const],
      [1, { kind: "watch-expired" } as const],
    ]);
    if (fault === undefined) continue;
    told.push(fault.kind);
    await proxy.inject(fault, { times: random.between(1, 6) });
    await sleep(random.between(100, 1500));
    await proxy.heal();
  }
  return told;
}

/** A step on what is not there (any more, or yet) is a step that does nothing. */
async function ignoreMissing(step: Promise<unknown>): Promise<void> {
  try {
    await step;
  } catch (error) {
    if (!(error instanceof Error) || !/not found|ENOENT|404/i.test(error.message)) throw error;
  }
}
