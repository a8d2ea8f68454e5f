import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BASE_SPECS } from "./agreement/base-specs.js";
import { generate, type Json, type Schema } from "./agreement/generate.js";
import { askOurselves, askServer } from "./agreement/judges.js";
import { type Generated, mutate } from "./agreement/mutate.js";
import { createRandom, type Random } from "./agreement/random.js";
import { lab } from "./lab.js";

const SEED = Number(process.env.SEED ?? 1);
const OBJECTS_PER_KIND = 160;
const AT_ONCE = 12;

interface ServedKind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly spec: Schema | undefined;
}

interface Case {
  readonly name: string;
  readonly object: Generated;
}

let namespace: string;
let kinds: readonly ServedKind[];

beforeAll(async () => {
  namespace = await lab.createNamespace("agreement");
  kinds = await servedKinds();
});

afterAll(() => lab.api.delete({ apiVersion: "v1", kind: "Namespace", name: namespace }));

describe("our verdict on an object and the API server's", () => {
  it("agree on generated objects of every Flux kind, whole and with one change", async () => {
    const random = createRandom(SEED);
    const cases = kinds.flatMap((kind) => casesOf(kind, random));
    const counts = { accepted: 0, refused: 0, stricter: 0 };
    const disagreements: string[] = [];
    await inBatches(cases, async ({ name, object }) => {
      const server = await askServer(lab.api, object, namespace);
      const ours = askOurselves(object);
      counts[server.isAccepted ? "accepted" : "refused"] += 1;
      if (server.isAccepted === ours.isAccepted) return;
      if (server.isAccepted && ours.mayBeStricter) counts.stricter += 1;
      else disagreements.push(describeDisagreement(name, object, server.reasons, ours.reasons));
    });
    const { accepted, refused, stricter } = counts;
    const agreed = cases.length - disagreements.length - stricter;
    process.stdout.write(
      `agreement: ${agreed} of ${cases.length} objects of ${kinds.length} kinds, ` +
        `of which the API server accepts ${accepted} and refuses ${refused}; ` +
        `${stricter} more are refused by us for what Flux would say (seed ${SEED})\n`,
    );
    expect(disagreements).toEqual([]);
    expect(cases.length).toBeGreaterThanOrEqual(2000);
  });
});

/** A third of the objects whole, the others with one change. */
function casesOf({ apiVersion, kind, spec }: ServedKind, random: Random): readonly Case[] {
  return Array.from({ length: OBJECTS_PER_KIND }, (_, index) => {
    const name = `${kind} ${index}`;
    const generated = (spec && generate(spec, random)) ?? {};
    const whole: Generated = {
      apiVersion,
      kind,
      metadata: { name: `generated-${index}`, namespace },
      spec: { ...(generated as object), ...structuredClone(BASE_SPECS[kind]) } as Json,
    };
    if (index % 3 === 0) return { name, object: whole };
    const mutation = mutate(whole, random);
    return { name: `${name}, ${mutation.name}`, object: mutation.object };
  });
}

/** The kinds and schemas come from the server itself: what we know of them is what is judged. */
async function servedKinds(): Promise<readonly ServedKind[]> {
  const crds = await lab.api.list("apiextensions.k8s.io/v1", "CustomResourceDefinition");
  return crds
    .map(({ spec }) => spec as unknown as CrdSpec)
    .filter(({ names }) => Object.hasOwn(BASE_SPECS, names.kind))
    .map(({ group, names, versions }) => {
      const version = versions.find(({ served }) => served);
      if (version === undefined) throw new Error(`no version of ${names.kind} is served`);
      const spec = version.schema.openAPIV3Schema.properties?.spec;
      return { apiVersion: `${group}/${version.name}`, kind: names.kind, spec };
    });
}

interface CrdSpec {
  readonly group: string;
  readonly names: { readonly kind: string };
  readonly versions: readonly {
    readonly name: string;
    readonly served: boolean;
    readonly schema: { readonly openAPIV3Schema: Schema };
  }[];
}

async function inBatches<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const worker = async (): Promise<void> => {
    for (let item = queue.pop(); item !== undefined; item = queue.pop()) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

function describeDisagreement(
  name: string,
  object: Generated,
  server: readonly string[],
  ours: readonly string[],
): string {
  const shown = JSON.stringify(object.spec)?.slice(0, 600);
  return `${name}\n  server: ${server.join("; ") || "accepts"}\n  we: ${ours.join("; ") || "accept"}\n  ${shown}`;
}
