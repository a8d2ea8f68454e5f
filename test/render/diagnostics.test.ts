import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";
import { renderDiagnosticsGithub } from "../../src/render/diagnostics-github.js";
import { renderDiagnosticsJunit } from "../../src/render/diagnostics-junit.js";
import { renderDiagnosticsSarif } from "../../src/render/diagnostics-sarif.js";
import { renderDiagnosticsText } from "../../src/render/diagnostics-text.js";
import { createPaint } from "../../src/render/paint.js";

const NASTY = `a "b" <c> & 'd' ]]> 100% ::error::\r\nx, y: \u0000\u001b[31m\uD800 ü`;

const missing: Diagnostic = {
  code: "source-not-found",
  severity: "error",
  message: 'Nothing in the fleet creates GitRepository/flux-system/flux-sytem. Did you mean "flux-system"?',
  hint: "Name a source that is there.",
  at: {
    file: "clusters/prod/apps.yaml",
    line: 3,
    column: 9,
    object: {
      group: "kustomize.toolkit.fluxcd.io",
      kind: "Kustomization",
      namespace: "flux-system",
      name: "apps",
    },
    pointer: "/spec/sourceRef/name",
  },
  related: [{ message: "it is built here", at: { file: "clusters/prod/sync.yaml", line: 1, column: 1 } }],
};
const nasty: Diagnostic = {
  code: "name-invalid",
  severity: "warning",
  message: NASTY,
  at: { file: `dir with space/ü,%:"<&>#?.yaml`, line: 1, column: 1 },
};
const note: Diagnostic = { ...missing, code: "suspended", severity: "info", message: "It is suspended." };
const all = [missing, nasty, note];

describe("sarif", () => {
  const log = JSON.parse(renderDiagnosticsSarif(all, "1.2.3"));
  const [run] = log.runs;

  it("is a log of version 2.1.0 with one run of a named driver", () => {
    expect(Object.keys(log).sort()).toEqual(["$schema", "runs", "version"]);
    expect(log.version).toBe("2.1.0");
    expect(Object.keys(run).sort()).toEqual(["columnKind", "results", "tool"]);
    expect(["utf16CodeUnits", "unicodeCodePoints"]).toContain(run.columnKind);
    expect(run.tool.driver).toMatchObject({ name: "fluxwright", version: "1.2.3" });
  });

  it("lists each rule once, and each result points at its own", () => {
    const ids = run.tool.driver.rules.map(({ id }: { id: string }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { ruleId, ruleIndex } of run.results) expect(ids[ruleIndex]).toBe(ruleId);
  });

  it("says levels in the words of the format", () => {
    expect(run.results.map(({ level }: { level: string }) => level)).toEqual(["error", "warning", "note"]);
    for (const { defaultConfiguration } of run.tool.driver.rules) {
      expect(["none", "note", "warning", "error"]).toContain(defaultConfiguration.level);
    }
  });

  it("has a message and a region that counts from 1 in every result", () => {
    for (const { message, locations } of run.results) {
      expect(message.text).toMatch(/\S/);
      const [{ physicalLocation }] = locations;
      expect(physicalLocation.region.startLine).toBeGreaterThanOrEqual(1);
      expect(physicalLocation.region.startColumn).toBeGreaterThanOrEqual(1);
    }
  });

  it("names files by references that a URI parser reads back", () => {
    const [{ physicalLocation }] = run.results[1].locations;
    const { pathname } = new URL(physicalLocation.artifactLocation.uri, "file:///repo/");
    expect(decodeURIComponent(pathname)).toBe(`/repo/${nasty.at.file}`);
  });

  it("carries what belongs to a finding", () => {
    expect(run.results[0].relatedLocations).toMatchObject([
      { message: { text: "it is built here" }, physicalLocation: { region: { startLine: 1 } } },
    ]);
  });

  it.each([
    ["/repo/a b.yaml", "file:///repo/a%20b.yaml"],
    ["a:b/c.yaml", "a%3Ab/c.yaml"],
    ["../fleet/c.yaml", "../fleet/c.yaml"],
  ])("writes the path %s as %s", (file, uri) => {
    const moved = JSON.parse(renderDiagnosticsSarif([{ ...missing, at: { ...missing.at, file } }], "1.2.3"));
    expect(moved.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toBe(uri);
  });

  it("keeps braces and links of a manifest from being placeholders and links", () => {
    const message = 'It has "${A}" and "[here](1)", not a[0].';
    const [{ results }] = JSON.parse(renderDiagnosticsSarif([{ ...nasty, message }], "1.2.3")).runs;
    expect(results[0].message.text).toBe('It has "${{A}}" and "\\[here\\](1)", not a[0].');
  });

  it("has a fingerprint that tells findings apart and stays when lines move", () => {
    const lower = { ...missing, at: { ...missing.at, line: 7 } };
    const [{ results }] = JSON.parse(renderDiagnosticsSarif([...all, lower], "1.2.3")).runs;
    const prints = results.map((result: { partialFingerprints: object }) =>
      Object.values(result.partialFingerprints).join(),
    );
    expect(prints[3]).toBe(prints[0]);
    expect(new Set(prints).size).toBe(3);
  });

  it("is valid with nothing found", () => {
    expect(JSON.parse(renderDiagnosticsSarif([], "1.2.3")).runs[0].results).toEqual([]);
  });
});

describe("junit", () => {
  const report = renderDiagnosticsJunit([...all, { ...missing, message: "Again." }], ["good.yaml"]);

  it("has a case for each file, and one failure for each that has errors", () => {
    expect(report.match(/<testcase /g)).toHaveLength(3);
    expect(report.match(/<failure /g)).toHaveLength(1);
    expect(report.match(/tests="3" failures="1"/g)).toHaveLength(2);
  });

  it("tells every error of a file", () => {
    const [, message, text] = /<failure [^>]*message="([^"]*)">([^<]*)</.exec(report) ?? [];
    expect(message).toMatch(/^Nothing in the fleet .*\(and 1 more\)$/);
    expect(text?.split("\n")).toHaveLength(2);
  });
});

describe("github", () => {
  it("is one command on one line for each finding", () => {
    const lines = renderDiagnosticsGithub(all).trimEnd().split("\n");
    expect(lines).toHaveLength(3);
    for (const line of lines)
      expect(line).toMatch(/^::(error|warning|notice) file=[^,:]+,line=\d+,col=\d+,title=[\w-]+::/);
  });

  it("gives messages and files back as they were", () => {
    const [, line = ""] = renderDiagnosticsGithub(all).split("\n");
    const [, file = "", message = ""] = /^::warning file=([^,]*),.*?::(.*)$/s.exec(line) ?? [];
    expect(decodeURIComponent(file.replaceAll(/%(?!2[5C]|3A|0[DA])/g, "%25"))).toBe(nasty.at.file);
    expect(message.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%")).toBe(NASTY);
  });
});

describe("text", () => {
  const source = ["spec:", "  sourceRef:", "\t  name: flux-sytem"];
  const options = { paint: createPaint(false), lineOf: ({ line }: { line: number }) => source[line - 1] };

  it("groups by file, and shows the line with the place in it", () => {
    expect(renderDiagnosticsText([missing], options)).toBe(`clusters/prod/apps.yaml
  3:9 error Nothing in the fleet creates GitRepository/flux-system/flux-sytem. Did you mean "flux-system"? source-not-found
      Kustomization/flux-system/apps spec.sourceRef.name
      3 |    name: flux-sytem
        |         ^
      it is built here: clusters/prod/sync.yaml:1:1
      hint: Name a source that is there.

1 error
`);
  });

  it("counts each severity", () => {
    expect(renderDiagnosticsText(all, options)).toMatch(/\n\n1 error, 1 warning, 1 note\n$/);
  });

  it("says so when nothing was found", () => {
    expect(renderDiagnosticsText([], options)).toBe("no problems\n");
  });

  it("leaves out a line that cannot be read", () => {
    expect(renderDiagnosticsText([missing], { ...options, lineOf: () => undefined })).not.toContain("|");
  });

  it("lets no text of a file steer the terminal", () => {
    const output = renderDiagnosticsText([nasty], { ...options, lineOf: () => `name: "\u001b[2J\u0007"` });
    expect(output).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });
});
