import { setTimeout as pause } from "node:timers/promises";
import { annotations } from "../../flux/annotations.js";
import type { JsonObject } from "../../objects/json.js";
import { asString } from "../../objects/json.js";
import type { KubeObject } from "../../objects/kube-object.js";
import type { FakeApiServer } from "../../testing/fake-api-server.js";
import { fakeApiServer } from "../../testing/fake-api-server.js";
import { mergePatch } from "../../testing/merge-patch.js";
import type { RecordedWrite } from "./recording.js";

/** How fast a recording is replayed. */
export interface ReplayPace {
  /** Milliseconds between two writes that followed each other at once. */
  readonly least: number;
  /** Milliseconds of the longest wait that is played. */
  readonly most: number;
  /** Recorded milliseconds for one that is played. */
  readonly speed: number;
}

const TIME = /"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)"/g;

/**
 * An API server on loopback that plays recorded writes. Times are moved so that the newest write is now; a request
 * that the client makes takes the place of the recorded one, so that its answer is an answer to the client.
 */
export class Replay {
  readonly #states = new Map<string, JsonObject>();
  /** The request that the client made of each kind. */
  readonly #asked = new Map<string, string>();
  readonly #waiting = new Map<string, () => void>();
  #next = 0;
  #newest = 0;

  private constructor(
    readonly server: FakeApiServer,
    private readonly writes: readonly RecordedWrite[],
    private readonly pace: ReplayPace,
    private readonly signal: AbortSignal,
  ) {}

  static async start(
    writes: readonly RecordedWrite[],
    options: { readonly pace: ReplayPace; readonly signal: AbortSignal },
  ): Promise<Replay> {
    let replay: Replay | undefined;
    const server = await fakeApiServer({ onWrite: ({ object }) => replay?.notice(object) });
    replay = new Replay(server, writes, options.pace, options.signal);
    return replay;
  }

  /** Plays the writes up to the one with that index. */
  async playTo(index: number): Promise<void> {
    for (; this.#next <= index; this.#next++) {
      const before = this.#newest;
      const write = this.writes[this.#next] as RecordedWrite;
      const state = mergePatch(this.#states.get(write.kind), write.patch) as JsonObject;
      this.#states.set(write.kind, state);
      this.#newest = Math.max(before, ...timesIn(state));
      const gap = before === 0 ? 0 : (this.#newest - before) / this.pace.speed;
      await pause(Math.min(this.pace.most, Math.max(this.pace.least, gap)), undefined, {
        signal: this.signal,
      });
      const request = requestOn(write.patch);
      const isClients = request !== undefined && this.#asked.has(write.kind);
      if (!isClients) this.server.put(this.#asOfNow(write.kind, state));
    }
  }

  /** Waits for the client to ask a kind to run. */
  asked(kind: RecordedWrite["kind"]): Promise<void> {
    if (this.#asked.has(kind)) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#waiting.set(kind, resolve);
      this.signal.addEventListener("abort", () => reject(this.signal.reason), { once: true });
    });
  }

  private notice(object: KubeObject): void {
    const request = object.metadata.annotations?.[annotations.requestedAt];
    if (request === undefined) return;
    this.#asked.set(object.kind, request);
    this.#waiting.get(object.kind)?.();
  }

  #asOfNow(kind: string, state: JsonObject): KubeObject {
    const shift = Date.now() - this.#newest;
    const moved = JSON.stringify(state).replaceAll(TIME, (_, time: string) => {
      const date = new Date(Date.parse(time) + shift);
      return `"${date.toISOString().replace(/\.\d+Z$/, "Z")}"`;
    });
    const ours = this.#asked.get(kind);
    const theirs = requestOn(state);
    const answered = ours && theirs ? moved.replaceAll(JSON.stringify(theirs), JSON.stringify(ours)) : moved;
    return JSON.parse(answered) as KubeObject;
  }
}

function timesIn(state: JsonObject): readonly number[] {
  return [...JSON.stringify(state).matchAll(TIME)].map(([, time]) => Date.parse(time as string));
}

function requestOn(object: JsonObject): string | undefined {
  const { metadata } = object as { metadata?: { annotations?: JsonObject } };
  return asString(metadata?.annotations?.[annotations.requestedAt]);
}
