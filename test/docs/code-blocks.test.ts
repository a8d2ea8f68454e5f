import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commandTable } from "../../src/cli/command-table.js";
import { parseManifests } from "../../src/manifests/parse.js";
import { synthesizeProgram } from "../../src/synth/synthesize-program.js";

const repository = fileURLToPath(new URL("../../", import.meta.url));
const pages = [
  "README.md",
  ...readdirSync(join(repository, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

interface Block {
  readonly where: string;
  readonly code: string;
}

/** The fenced blocks of a language in all pages, named after page and line. */
function blocks(language: string): readonly Block[] {
  return pages.flatMap((page) => {
    const text = readFileSync(join(repository, page), "utf8");
    return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, "gm"))].map((match) => ({
      where: `${page}:${text.slice(0, match.index).split("\n").length}`,
      code: match[1] as string,
    }));
  });
}

describe("the TypeScript of the pages", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "pages-"));
    mkdirSync(join(folder, "node_modules"));
    for (const name of ["cdk8s", "constructs", "jiti", "@types", ".bin"]) {
      symlinkSync(join(repository, "node_modules", name), join(folder, "node_modules", name));
    }
    symlinkSync(repository, join(folder, "node_modules/fluxwright"));
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
    writeFileSync(join(folder, "cdk8s.yaml"), "app: jiti main.ts\noutput: fleet\n");
    // What the guide says is there already, written by hand.
    mkdirSync(join(folder, "fleet/apps/production"), { recursive: true });
    const settings = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings, namespace: default}\n";
    writeFileSync(join(folder, "fleet/apps/production/settings.yaml"), settings);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(blocks("ts"))("of $where type-checks and synthesizes without errors", async ({ code }) => {
    const main = join(folder, "main.ts");
    writeFileSync(main, code);
    const program = ts.createProgram([main], {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      target: ts.ScriptTarget.ES2022,
    });
    expect(ts.getPreEmitDiagnostics(program).map(({ messageText }) => messageText)).toEqual([]);
    const log: string[] = [];
    const result = await synthesizeProgram({
      cwd: folder,
      check: true,
      env: process.env,
      log: (text) => log.push(text),
    });
    expect(result.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  });
});

describe("the YAML of the pages", () => {
  test.each(blocks("yaml"))("of $where is read without complaint", ({ code }) => {
    const { objects, diagnostics } = parseManifests("page.yaml", code);
    expect(diagnostics).toEqual([]);
    expect(objects.length).toBeGreaterThan(0);
  });
});

describe("the commands of the pages", () => {
  const lines = blocks("sh").flatMap(({ where, code }) =>
    code
      .split("\n")
      .map((line) => line.replace(/\s+#.*$/, ""))
      .filter((line) => /^(npx )?fluxwright /.test(line))
      .map((line) => ({ where, line })),
  );

  test.each(lines)("$line is one that there is", ({ line }) => {
    const [name = "", ...words] = line.replace(/^(npx )?fluxwright /, "").split(/\s+/);
    const spec = commandTable.find((command) => command.name === name);
    expect(spec, `no command "${name}"`).toBeDefined();
    const known = (spec?.options ?? []).flatMap(({ flags }) => flags.match(/--?[a-z-]+/g) ?? []);
    const flags = words.filter((word) => word.startsWith("-")).map((word) => word.replace(/=.*/, ""));
    expect(flags.filter((flag) => !known.includes(flag))).toEqual([]);
  });
});
