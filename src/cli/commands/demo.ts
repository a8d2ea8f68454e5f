import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createPaint } from "../../render/paint.js";
import type { CommandRun, OptionValues } from "../command.js";
import { demoFleet } from "../demo/demo-fleet.js";
import { recordedBy, recordedWrites } from "../demo/recording.js";
import type { ReplayPace } from "../demo/replay.js";
import { Replay } from "../demo/replay.js";
import { exitCode } from "../exit-code.js";
import type { CommandIo } from "../io.js";
import { wantsColor } from "../io.js";
import { run as converge } from "./converge.js";
import { run as explain } from "./explain.js";
import { run as get } from "./get.js";
import { run as reconcile } from "./reconcile.js";

/** Where in the recording each part of the story ends. */
const scenes = { good: 1, threePushes: 27, givenUp: 29, fixed: recordedWrites.length - 1 } as const;
const FIX = "674bac5c912e0f3be482e0caa94b765904c5dd8c";
const NAMESPACE = "shop";

const told: ReplayPace = { least: 60, most: 2000, speed: 10 };
const fast: ReplayPace = { least: 1, most: 20, speed: 1000 };

/** `fluxwright demo`: 0 when the story came to its end, converged. */
export const run: CommandRun = async (_, options, io) => {
  const directory = await mkdtemp(join(tmpdir(), "fluxwright-demo-"));
  const replay = await Replay.start(recordedWrites, { pace: options.fast ? fast : told, signal: io.signal });
  try {
    await writeFiles(directory, replay);
    const env = { ...io.env, KUBECONFIG: join(directory, "kubeconfig") };
    return await tell(replay, { ...io, cwd: directory, env });
  } finally {
    await replay.server.close();
    await rm(directory, { recursive: true, force: true });
  }
};

async function writeFiles(directory: string, { server }: Replay): Promise<void> {
  const files = { ...demoFleet, kubeconfig: JSON.stringify(server.kubeconfig) };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), text);
  }
}

async function tell(replay: Replay, io: CommandIo): Promise<number> {
  const paint = createPaint(wantsColor(io, "stdout"));
  const say = (text: string): void => void io.stdout.write(`\n${text}\n`);
  const type = (command: string): void => say(paint.bold(`$ fluxwright ${command}`));
  const status = async (): Promise<void> => {
    type(`get gitrepo,ks -n ${NAMESPACE}`);
    await get(["gitrepo,ks"], { ...shared, timeout: "1m" }, io);
  };
  const why = async (): Promise<void> => {
    type("explain --fleet .");
    await explain([], { ...shared, ...fleet, fleet: "." }, io);
  };

  io.stdout.write(
    `This is a replay. An API server at ${replay.server.url} plays, faster, what real controllers wrote.\n${recordedBy}\n` +
      "The client that watches it is the real one, and so is all that it prints. No cluster of yours is touched.\n",
  );
  await replay.playTo(scenes.good);
  say("All is well.");
  await status();

  say("A commit is pushed whose Pods never become ready. Three more pushes follow, and nothing happens.");
  await replay.playTo(scenes.threePushes);
  await status();
  say("The source has the newest commit; the Kustomization still runs an old one, and tries another. Why?");
  await why();

  say("Half a minute later, for a moment, the cause is there to be read:");
  await replay.playTo(scenes.givenUp);
  await why();

  say("The fix is committed and pushed. (The newest bad commit is tried first: another half minute.)");
  type(`reconcile ks app -n ${NAMESPACE} --with-source`);
  const playing = replay.asked("GitRepository").then(() => replay.playTo(scenes.fixed));
  const [reconciled] = await Promise.all([
    reconcile(["ks", ["app"]], { ...shared, withSource: true, timeout: "1m" }, io),
    playing,
  ]);
  if (reconciled !== exitCode.yes) return reconciled;

  say("Is what that commit intends live, all of it?");
  type(`converge . --revision ${FIX.slice(0, 12)}`);
  const context = replay.server.kubeconfig["current-context"];
  return converge(["."], { ...shared, ...fleet, context, revision: FIX, timeout: "1m" }, io);
}

const shared: OptionValues = { namespace: NAMESPACE, output: "text" };
const fleet: OptionValues = { entry: ["clusters/shop"] };
