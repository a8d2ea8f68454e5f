import { cleanText, cutText } from "../diagnostics/clean-text.js";
import { formatRef, refKey } from "../objects/object-ref.js";
import type { Snapshot } from "../reconcile/converge.js";
import type { LiveCluster } from "../render/live-table.js";
import { renderLiveTable } from "../render/live-table.js";
import type { Paint } from "../render/paint.js";
import { createPaint } from "../render/paint.js";
import { renderChange } from "../render/verdict-text.js";
import type { CommandIo } from "./io.js";
import { wantsColor } from "./io.js";
import { isLive, LiveArea } from "./live-area.js";

/** How a convergence is shown on stderr while it is watched. */
export interface ConvergeProgress {
  /** What the rest of the command is to write to instead, so that nothing writes into what is drawn. */
  readonly io: CommandIo;
  show(snapshot: Snapshot): void;
  /** The end: what was shown last stays. */
  close(): void;
}

/** A table that is drawn over on a terminal; elsewhere a line for each change. */
export function createProgress(clusters: readonly string[], io: CommandIo): ConvergeProgress {
  return isLive(io) ? new LiveProgress(clusters, io) : new LineProgress(io);
}

class LiveProgress implements ConvergeProgress {
  readonly io: CommandIo;
  readonly #snapshots = new Map<string, Snapshot>();
  readonly #area: LiveArea;

  constructor(names: readonly string[], io: CommandIo) {
    const paint = createPaint(wantsColor(io, "stderr"));
    const started = performance.now();
    const clusters = (): LiveCluster[] =>
      names.map((name) => {
        const snapshot = this.#snapshots.get(name);
        return { name, ...(snapshot && { snapshot }) };
      });
    this.#area = new LiveArea(io.stderr, io.terminalSize as () => { columns: number; rows: number }, (size) =>
      renderLiveTable(clusters(), {
        paint,
        // The last column stays free: some terminals wrap as soon as it is filled. The cursor has the last row.
        columns: Math.max(1, size.columns - 1),
        lines: Math.max(1, size.rows - 1),
        elapsed: performance.now() - started,
        now: io.now(),
      }),
    );
    this.io = { ...io, stderr: this.#area.above };
  }

  show(snapshot: Snapshot): void {
    this.#snapshots.set(snapshot.cluster, snapshot);
    this.#area.changed();
  }

  close(): void {
    this.#area.close();
  }
}

/** A line for each object whose answer changed, and causes as soon as they are known: lines only come after each other. */
class LineProgress implements ConvergeProgress {
  readonly #answers = new Map<string, string>();
  readonly #causes = new Set<string>();
  readonly #paint: Paint;

  constructor(readonly io: CommandIo) {
    this.#paint = createPaint(wantsColor(io, "stderr"));
  }

  show({ cluster, objects, causes }: Snapshot): void {
    for (const object of objects) {
      const key = `${cluster} ${refKey(object.ref)}`;
      if (this.#answers.get(key) === object.answer) continue;
      this.#answers.set(key, object.answer);
      this.io.stderr.write(`${renderChange(cluster, object, this.#paint)}\n`);
    }
    for (const { ref, status } of causes) {
      const key = `${cluster} ${refKey(ref)} ${status.reason}`;
      if (status.name === "in-progress" || this.#causes.has(key)) continue;
      this.#causes.add(key);
      const line = cutText(cleanText(status.message), { characters: 400, lines: 2 });
      this.io.stderr.write(`${this.#paint.red("cause")} ${formatRef(ref)} ${status.reason}: ${line}\n`);
    }
  }

  close(): void {}
}
