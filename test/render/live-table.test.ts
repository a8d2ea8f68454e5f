import { describe, expect, test } from "vitest";
import type { Snapshot } from "../../src/reconcile/converge.js";
import type { Answer, ObjectVerdict } from "../../src/reconcile/verdict.js";
import { displayWidth } from "../../src/render/display-width.js";
import type { LiveCluster, LiveTableOptions } from "../../src/render/live-table.js";
import { renderLiveTable } from "../../src/render/live-table.js";
import { createPaint } from "../../src/render/paint.js";

const now = Date.parse("2026-01-01T15:00:00Z");
const options: LiveTableOptions = { paint: createPaint(false), columns: 79, lines: 23, elapsed: 42_000, now };

function object(name: string, answer: Answer, message = "not yet"): ObjectVerdict {
  return {
    ref: { group: "kustomize.toolkit.fluxcd.io", kind: "Kustomization", namespace: "flux-system", name },
    answer,
    status: { name: "in-progress", reason: "Progressing", message },
    checks: [{ name: "ready", holds: answer === "converged", found: message }],
  };
}

function cluster(objects: readonly ObjectVerdict[], more: Partial<Snapshot> = {}): LiveCluster {
  const answer: Answer = "waiting";
  const base = { cluster: "prod", answer, objects, causes: [], connected: true, revision: "b".repeat(40) };
  return { name: "prod", snapshot: { ...base, ...more } };
}

const names = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => `${prefix}-${String(i).padStart(2, "0")}`);

describe("the table of a convergence", () => {
  test("begins with the counts of each cluster", () => {
    const mixed = cluster([object("a", "converged"), object("b", "waiting"), object("c", "failing")]);
    expect(renderLiveTable([mixed, { name: "staging" }], options)).toEqual([
      "prod at bbbbbbbbbbbb: 1 of 3 converged, 1 failing, 1 waiting, 0:42",
      "staging: reading, 0:42",
      "✗ prod Kustomization/flux-system/c  failing  not yet",
      "… prod Kustomization/flux-system/b  waiting  not yet",
    ]);
  });

  test("shows what fails, then why, then what waits and for what", () => {
    const ref = { group: "apps", kind: "Deployment", namespace: "default", name: "web" };
    const waiting: ObjectVerdict = {
      ...object("apps", "waiting"),
      status: {
        name: "in-progress",
        reason: "Progressing",
        message: "",
        loop: {
          step: "wait",
          waitsFor: "health-check",
          revision: "main@sha1:bbbb",
          until: "2026-01-01T15:04:00Z",
        },
      },
    };
    const status = { name: "failed", reason: "CrashLoopBackOff", message: "back-off\nrestarting" } as const;
    const gaveUp = { name: "stalled", reason: "RetriesExceeded", message: "gave up" } as const;
    const stalled: ObjectVerdict = { ...object("infra", "stalled"), status: gaveUp };
    const [, failing, cause, open, ...rest] = renderLiveTable(
      [
        cluster([waiting, stalled], {
          causes: [
            { ref, status, waiting: [] },
            { ...stalled, waiting: [] },
          ],
        }),
      ],
      { ...options, columns: 120 },
    );
    expect(failing).toBe("✗ Kustomization/flux-system/infra  stalled           RetriesExceeded: gave up");
    expect(rest).toEqual([]);
    expect(cause).toBe("→ Deployment/default/web           CrashLoopBackOff  back-off restarting");
    expect(open).toContain(
      "waiting           waits for the health check of main@sha1:bbbb until 15:04:00 UTC",
    );
  });

  test.each([
    [79, 23],
    [39, 10],
    [20, 4],
    [5, 1],
  ])("fits %i columns and %i lines, whatever is to be shown", (columns, lines) => {
    const objects = [
      ...names("部署失败的对象", 30).map((name) => object(name, "failing", "内部错误 ".repeat(30))),
      ...names("waiting", 30).map((name) => object(name, "waiting")),
    ];
    const shown = renderLiveTable([cluster(objects)], { ...options, columns, lines });
    expect(shown.length).toBeLessThanOrEqual(lines);
    for (const line of shown) expect(displayWidth(line)).toBeLessThanOrEqual(columns);
  });

  test("counts what finds no room, and leaves what waits away before what fails", () => {
    const objects = [
      ...names("f", 3).map((name) => object(name, "failing")),
      ...names("w", 5).map((name) => object(name, "waiting")),
    ];
    const last = (lines: number) => renderLiveTable([cluster(objects)], { ...options, lines }).at(-1);
    expect(last(6)).toBe("  and 4 more that wait");
    expect(last(3)).toBe("  and 2 more that fail");
  });

  test("never prints what a message does to a terminal", () => {
    const evil = object("a", "failing", "\u001b[2Jgone\u001b]0;title\u0007\rfake\u202e\n\n and on");
    const text = renderLiveTable([cluster([evil])], options).join("\n");
    expect(text).toContain("gone fake and on");
    expect(text).not.toMatch(/[\u001b\u0007\r\u202e]/);
  });

  test("says that the API server does not answer", () => {
    const [head] = renderLiveTable([cluster([object("a", "waiting")], { connected: false })], options);
    expect(head).toContain(", API server away, 0:42");
  });

  test("colours without changing the text", () => {
    const clusters = [cluster([object("a", "failing"), object("b", "waiting")])];
    const coloured = renderLiveTable(clusters, { ...options, paint: createPaint(true) }).join("\n");
    expect(coloured.replace(/\u001b\[[0-9;]*m/g, "")).toBe(renderLiveTable(clusters, options).join("\n"));
  });
});
