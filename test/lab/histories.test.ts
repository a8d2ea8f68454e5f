import { readFileSync } from "node:fs";
import { describe, expect, inject, test } from "vitest";
import { parse } from "yaml";
import { connect } from "../../src/cluster/connect.js";
import { FluxwrightError } from "../../src/diagnostics/fluxwright-error.js";
import { readFleet } from "../../src/fleet/read-fleet.js";
import { containsCommit } from "../../src/git/history.js";
import { directoryTree } from "../../src/manifests/directory-tree.js";
import type { Snapshot } from "../../src/reconcile/converge.js";
import { converge } from "../../src/reconcile/converge.js";
import { breakTheWire, History } from "./histories/history.js";
import { Random } from "./histories/random.js";
import { findTruth } from "./histories/truth.js";
import { createSpace, lab } from "./lab.js";

/** How many histories; `HISTORY_SEED` starts elsewhere, or replays one with `HISTORIES=1`. */
const count = Number(process.env.HISTORIES ?? 16);
const firstSeed = Number(process.env.HISTORY_SEED ?? 1);
/** Histories that live at once: the controllers work on 8 Kustomizations at a time. */
const ATONCE = 8;
const TIMEOUT = 20_000;

interface Ended {
  readonly seed: number;
  readonly steps: string;
  readonly ending: string | undefined;
  readonly complaint?: string;
}

/** One life, one verdict, and what the independent judge says of it. */
async function play(seed: number): Promise<Ended> {
  const random = new Random(seed);
  const space = await createSpace(`history-${seed}`);
  const history = new History(space, random);
  await history.begin();
  await history.live();
  const wire = new AbortController();
  const proxy = await lab.startFaultProxy();
  const breaking = seed % 2 === 0 ? breakTheWire(proxy, random, wire.signal) : Promise.resolve([]);
  const end = await watch(space, history.head, parse(proxy.kubeconfig) as object);
  wire.abort();
  const faults = await breaking;
  const steps = [...history.told, ...faults].join(" ");
  const complaint = await complaintOf(space, history.head, end);
  await proxy.close();
  await space.destroy();
  return {
    seed,
    steps,
    ending: end === "unavailable" ? end : end?.ending,
    ...(complaint !== undefined && { complaint }),
  };
}

type Space = Awaited<ReturnType<typeof createSpace>>;

/** The last snapshot; `unavailable` where the wire was so bad that nothing was read whole: an answer, too. */
async function watch(
  space: Space,
  revision: string,
  config: object,
): Promise<Pick<Snapshot, "answer" | "ending"> | "unavailable" | undefined> {
  const fleet = readFleet(directoryTree(space.repository.folder), { entry: ["clusters/test"] });
  const client = await connect({ env: {}, config });
  const contains = (live: string) => containsCommit(space.repository.folder, revision, live);
  let last: Snapshot | undefined;
  try {
    const watching = converge(client, fleet.clusters[0]!, { revision, contains, timeout: TIMEOUT });
    for await (const snapshot of watching) last = snapshot;
  } catch (error) {
    if (error instanceof FluxwrightError && error.reason === "unavailable") return "unavailable";
    throw error;
  } finally {
    client.close();
  }
  return last;
}

/** What is wrong with a verdict, by the truth that is read after it. Nothing happens to the fleet meanwhile. */
async function complaintOf(
  space: Space,
  wanted: string,
  end: Awaited<ReturnType<typeof watch>>,
): Promise<string | undefined> {
  if (end === "unavailable") return undefined;
  if (end?.ending === undefined) return "no answer at the deadline";
  const truth = await findTruth(space, wanted);
  if (end.ending === "converged")
    return truth.converged ? undefined : `converged, but: ${truth.against.join("; ")}`;
  if (end.ending === "hopeless") {
    for (let left = 5; left > 0; left--) {
      if ((await findTruth(space, wanted)).converged) return `hopeless (${end.answer}), but it converged`;
      await new Promise((resolve) => setTimeout(resolve, 1500));
    }
    return undefined;
  }
  if (!truth.converged) return undefined;
  // Between our last look and the judge's first it may have become true: then a new look says so at once.
  const again = await watch(space, wanted, parse(readFileSync(lab.kubeconfigFile, "utf8")) as object);
  return (again === "unavailable" ? again : again?.ending) === "converged"
    ? undefined
    : `deadline (${end.answer}), but it is converged`;
}

describe.skipIf(!inject("isLab"))("random histories", () => {
  test(`end in honest verdicts: ${count} of them, from seed ${firstSeed}`, {
    timeout: count * 30_000 + 60_000,
  }, async () => {
    const seeds = Array.from({ length: count }, (_, i) => firstSeed + i);
    const ends: Ended[] = [];
    const worker = async (): Promise<void> => {
      for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) ends.push(await play(seed));
    };
    await Promise.all(Array.from({ length: Math.min(ATONCE, count) }, worker));
    const tally = new Map<string, number>();
    for (const { ending = "none" } of ends) tally.set(ending, (tally.get(ending) ?? 0) + 1);
    console.log(`histories: ${[...tally].map(([ending, times]) => `${times} ${ending}`).join(", ")}`);
    expect(ends.filter(({ complaint }) => complaint !== undefined)).toEqual([]);
    // A run in which nothing ever converged, or nothing ever failed, has proved nothing.
    if (count >= 16) expect(tally.size).toBeGreaterThan(1);
  });
});
