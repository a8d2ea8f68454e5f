import { Writable } from "node:stream";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { CommandIo } from "../../src/cli/io.js";
import { isLive, LiveArea } from "../../src/cli/live-area.js";
import { Screen } from "./screen.js";

/** An area on a screen, whose lines the test sets. */
function areaOn(screen: Screen): { area: LiveArea; show(...lines: string[]): void; writes: string[] } {
  let lines: readonly string[] = [];
  const writes: string[] = [];
  const out = new Writable({
    decodeStrings: false,
    write: (text: string, _, done) => {
      writes.push(text);
      screen.write(text);
      done();
    },
  });
  const area = new LiveArea(
    out,
    () => ({ columns: screen.columns, rows: 24 }),
    () => lines,
  );
  const show = (...next: string[]): void => {
    lines = next;
    area.changed();
    vi.advanceTimersByTime(100);
  };
  return { area, show, writes };
}

describe("lines that are drawn over", () => {
  vi.useFakeTimers();
  afterEach(() => vi.clearAllTimers());

  test("replace each other in place, longer and shorter, more and fewer", () => {
    const screen = new Screen(40);
    screen.write("$ converge\n");
    const { area, show } = areaOn(screen);
    show("first line, a long one", "second line");
    expect(screen.text).toBe("$ converge\nfirst line, a long one\nsecond line");
    show("first", "second", "third");
    expect(screen.text).toBe("$ converge\nfirst\nsecond\nthird");
    show("only");
    expect(screen.text).toBe("$ converge\nonly");
    area.close();
    screen.write("done\n");
    expect(screen.text).toBe("$ converge\nonly\ndone");
  });

  test("leave room above them for what else is told", () => {
    const screen = new Screen(40);
    const { area, show } = areaOn(screen);
    show("a", "b");
    area.above.write("note: the API server is away\n");
    show("a", "c");
    area.above.write("note: it is back\n");
    area.close();
    expect(screen.text).toBe("note: the API server is away\nnote: it is back\na\nc");
  });

  test("are found again when the terminal has become narrower and they wrap", () => {
    const screen = new Screen(40);
    screen.write("$ converge\n");
    const { area, show } = areaOn(screen);
    show("thirty columns are filled here", "second");
    screen.narrow(12);
    show("thirty colu…", "second");
    area.close();
    expect(screen.text).toBe("$ converge\nthirty colu…\nsecond");
  });

  test("are written at once, in one piece that erases nothing before it is drawn over", () => {
    const { area, show, writes } = areaOn(new Screen(40));
    show("a");
    show("a");
    show("b");
    area.close();
    expect(writes).toEqual([
      "\u001b[?2026h\ra\u001b[K\n\u001b[J\u001b[?2026l",
      "\u001b[?2026h\u001b[1A\rb\u001b[K\n\u001b[J\u001b[?2026l",
    ]);
  });

  test("are drawn ten times a second at most, however much changes", () => {
    const { area, writes, show } = areaOn(new Screen(40));
    show("a");
    for (let i = 0; i < 50; i++) area.changed();
    expect(writes).toHaveLength(1);
    area.close();
  });
});

describe("whether stderr is drawn on", () => {
  const terminal = {
    isTerminal: { stdout: true, stderr: true, stdin: true },
    terminalSize: () => ({ columns: 80, rows: 24 }),
  };
  test.each([
    ["a terminal is", {}, {}, true],
    ["a terminal without colours is", { NO_COLOR: "1" }, {}, true],
    ["a pipe is not", {}, { isTerminal: { stdout: true, stderr: false, stdin: true } }, false],
    ["a dumb terminal is not", { TERM: "dumb" }, {}, false],
    ["a terminal of a CI is not", { CI: "true" }, {}, false],
    ["CI=false is no CI", { CI: "false" }, {}, true],
  ])("%s", (_, env, more, expected) => {
    expect(isLive({ ...terminal, ...more, env } as unknown as CommandIo)).toBe(expected);
  });
});
