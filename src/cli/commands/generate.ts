import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { text as readAll } from "node:stream/consumers";
import { parse } from "yaml";
import type { CrdFile } from "../../codegen/crd-source.js";
import type { GeneratedFile } from "../../codegen/generated-file.js";
import type { ChartFile } from "../../codegen/values-from-schema.js";
import { FluxwrightError } from "../../diagnostics/fluxwright-error.js";
import { directoryTree } from "../../manifests/directory-tree.js";
import { readIfThere } from "../../manifests/durable-file.js";
import { asObject, asString } from "../../objects/json.js";
import { renderJson } from "../../render/envelope.js";
import type { CommandRun } from "../command.js";
import { exitCode } from "../exit-code.js";
import type { CommandIo } from "../io.js";

/** `fluxwright generate`: typed constructs from CRDs, types of values from charts. 0 when everything is written. */
export const run: CommandRun = async ([inputs], options, io) => {
  const out = options.out as string;
  const generated: GeneratedFile[] = [];
  for (const input of inputs as readonly string[]) generated.push(...(await generate(input, io)));
  const files = generated.map(({ path, text }) => ({ path: safeName(path), text }));
  refuseMeetings(files);
  const changed = files.filter(({ path, text }) => {
    const before = readIfThere(resolve(io.cwd, out, path));
    return before === undefined || before.toString("utf8") !== text;
  });
  mkdirSync(resolve(io.cwd, out), { recursive: true });
  for (const { path, text } of changed) writeFileSync(resolve(io.cwd, out, path), text);
  const written = changed.map(({ path }) => join(out, path));
  if (options.output === "json") {
    const all = files.map(({ path }) => join(out, path));
    io.stdout.write(renderJson("GenerateReport", { files: all, written }));
  } else {
    for (const path of written) io.stdout.write(`written ${path}\n`);
    const count = files.length === 1 ? "1 file" : `${files.length} files`;
    io.stdout.write(`${count} in ${out}, ${written.length} written\n`);
  }
  return exitCode.yes;
};

/** What one argument gives: `-` is stdin, a directory with a `Chart.yaml` is a chart. */
async function generate(input: string, io: CommandIo): Promise<readonly GeneratedFile[]> {
  if (input === "-") return constructs([{ name: "stdin", text: await readAll(io.stdin) }], "stdin");
  const path = resolve(io.cwd, input);
  if (!existsSync(path)) throw new FluxwrightError("usage", `There is no ${input}.`);
  if (statSync(path).isDirectory()) {
    return existsSync(join(path, "Chart.yaml"))
      ? valuesOfChart(path, input)
      : constructs(crdsBelow(path), input);
  }
  const file = { name: basename(path), text: readFileSync(path, "utf8") };
  if (file.name.endsWith(".json") && !isCrd(file)) return [await values(file, chartName(dirname(path)))];
  if (/values/i.test(file.name)) return [await values(file, chartName(dirname(path)))];
  return constructs([file], input);
}

async function constructs(files: readonly CrdFile[], input: string): Promise<readonly GeneratedFile[]> {
  const { constructsFromCrds } = await import("../../codegen/construct-from-crd.js");
  const made = readingAs("YAML", input, () => constructsFromCrds(files));
  if (made.length > 0) return made;
  throw new FluxwrightError("usage", `${input} holds no CustomResourceDefinition.`, {
    hint: "Give files or directories of CRDs, a chart's directory, or its values.schema.json or values.yaml.",
  });
}

/** The schema says more than the defaults, so it wins. */
function valuesOfChart(path: string, input: string): Promise<readonly GeneratedFile[]> {
  const name = ["values.schema.json", "values.yaml"].find((file) => existsSync(join(path, file)));
  if (name === undefined) {
    throw new FluxwrightError("usage", `The chart ${input} has neither values.schema.json nor values.yaml.`);
  }
  const file = { name, text: readFileSync(join(path, name), "utf8") };
  return values(file, chartName(path)).then((made) => [made]);
}

async function values(file: ChartFile, chart: string): Promise<GeneratedFile> {
  const path = `${chart}-values.ts`;
  if (file.name.endsWith(".json")) {
    const { valuesFromSchema } = await import("../../codegen/values-from-schema.js");
    return { path, text: readingAs("JSON", file.name, () => valuesFromSchema(file)).text };
  }
  const { valuesFromDefaults } = await import("../../codegen/values-from-defaults.js");
  return { path, text: readingAs("YAML", file.name, () => valuesFromDefaults(file)).text };
}

/** The name in the `Chart.yaml` of a directory, else that of the directory. */
function chartName(directory: string): string {
  const chart = readIfThere(join(directory, "Chart.yaml"))?.toString("utf8");
  const name =
    chart === undefined ? undefined : readingAs("YAML", "Chart.yaml", () => parse(chart) as unknown);
  return asString(asObject(name).name) ?? basename(directory);
}

function crdsBelow(directory: string): readonly CrdFile[] {
  const tree = directoryTree(directory);
  return tree.paths
    .map((path) => ({ name: basename(path), text: /\.(ya?ml|json)$/.test(path) ? tree.readText(path) : "" }))
    .filter(isCrd);
}

function isCrd({ text }: CrdFile): boolean {
  return /\bCustomResourceDefinition\b/.test(text);
}

function readingAs<T>(form: string, name: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof Error) || !/^(SyntaxError|YAMLParseError)$/.test(cause.name)) throw cause;
    throw new FluxwrightError("invalid", `${name} is no ${form}: ${cause.message.split("\n")[0]}`, { cause });
  }
}

/** Names come out of files of others: none may lead out of the directory. */
function safeName(path: string): string {
  if (/^[\w.-]+$/.test(path) && !path.startsWith(".")) return path;
  throw new FluxwrightError("invalid", `${JSON.stringify(path)} cannot be the name of a file.`);
}

function refuseMeetings(files: readonly GeneratedFile[]): void {
  const seen = new Map<string, string>();
  for (const { path, text } of files) {
    if ((seen.get(path) ?? text) !== text) {
      throw new FluxwrightError("usage", `Two of the inputs give the file ${path}.`, {
        hint: "Generate them into different directories with --out.",
      });
    }
    seen.set(path, text);
  }
}
