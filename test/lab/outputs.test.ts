import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { ApiError, type KubeObject, keyOf } from "../../lab/api.js";
import { readObjectFile } from "../../lab/install.js";
import { requestVariable } from "../../src/synth/program-request.js";
import { lab } from "./lab.js";

/** Kinds of add-ons and of the Flux Operator, which this cluster need not have. */
const MAY_BE_MISSING = ["ClusterIssuer", "FluxInstance", "ResourceSet", "ResourceSetInputProvider"];

let namespace: string;

beforeAll(async () => {
  namespace = await lab.createNamespace("outputs");
});

afterAll(() => lab.api.delete({ apiVersion: "v1", kind: "Namespace", name: namespace }));

it.each(foldersIn("examples"))(
  "the API server accepts everything that the example %s gives",
  async (name) => {
    await expectAccepted(join("examples", name, "fleet"));
  },
);

it.each(foldersIn("templates"))(
  "the API server accepts everything that the template %s gives",
  async (name) => {
    const folder = mkdtempSync(join(tmpdir(), "fluxwright-"));
    try {
      await synthesize(join("templates", name), folder);
      await expectAccepted(join(folder, "fleet"));
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);

function foldersIn(root: string): readonly string[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

/** Runs the program of a template as `fluxwright synth` would ask it to. */
async function synthesize(template: string, folder: string): Promise<void> {
  const answer = join(folder, "answer.json");
  vi.stubEnv(requestVariable, JSON.stringify({ outDir: join(folder, "fleet"), check: false, answer }));
  vi.resetModules();
  try {
    await import(resolve(template, "main.ts"));
    expect(JSON.parse(readFileSync(answer, "utf8"))).not.toHaveProperty("failure");
  } finally {
    vi.unstubAllEnvs();
  }
}

async function expectAccepted(folder: string): Promise<void> {
  const objects = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".yaml"))
    .flatMap((file) => readObjectFile(join(folder, file)));
  const refusals = await Promise.all(objects.map(refusalOf));
  expect(objects.length).toBeGreaterThan(0);
  expect(refusals.filter((refusal) => refusal !== undefined)).toEqual([]);
}

/** Why the server would not apply the object, in a namespace of ours since its own need not exist. */
async function refusalOf(original: KubeObject): Promise<string | undefined> {
  const isPlaced = original.metadata.namespace !== undefined;
  const metadata = { ...original.metadata, ...(isPlaced && { namespace }) };
  const object = { ...original, metadata };
  try {
    const query = "dryRun=All&fieldValidation=Strict&fieldManager=outputs&force=true";
    const path = `${await lab.api.path(keyOf(object))}?${query}`;
    const answer = await lab.api.send("PATCH", path, object, "application/apply-patch+yaml");
    return answer.code < 300 ? undefined : `${object.kind} ${object.metadata.name}: ${answer.text}`;
  } catch (error) {
    if (error instanceof ApiError && MAY_BE_MISSING.includes(object.kind)) return undefined;
    throw error;
  }
}
