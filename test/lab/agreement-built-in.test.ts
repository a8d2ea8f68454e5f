import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { kustomization } from "../../lab/manifests.js";
import { everyFault } from "./agreement/every-fault.js";
import { type ApplyVerdict, askOurselves, askToApply } from "./agreement/judges.js";
import type { Generated } from "./agreement/mutate.js";
import { condition, createSpace, lab } from "./lab.js";

const AT_ONCE = 12;

interface Case {
  readonly name: string;
  readonly object: Generated;
}

/** In what we and the server are known to differ, by the place of the change, and why. */
const KNOWN: readonly { readonly place: RegExp; readonly why: string }[] = [
  { place: / at status/, why: "Flux removes status before it applies" },
  { place: / at metadata\/creationTimestamp/, why: "Flux clears it before it applies" },
  { place: /null at metadata\/(labels|annotations)\//, why: "kustomize refuses what the server takes" },
  { place: /empty at spec\/dataSource$/, why: "the server takes an empty source of data as none" },
  {
    place: /null at secrets\/\d\/name$/,
    why: "the server takes null as a key, which is no name of a secret",
  },
  {
    place: /\/openAPIV3Schema\/.*\/(items|additionalProperties)/,
    why: "the server describes these schemas within schemas as anything, and reads them with code",
  },
];

const objects = parseAllDocuments(
  readFileSync(new URL("agreement/built-in.yaml", import.meta.url), "utf8"),
).map((document) => document.toJS() as Generated);

let namespace: string;

beforeAll(async () => {
  namespace = await lab.createNamespace("agreement-built-in");
});

afterAll(() => lab.api.delete({ apiVersion: "v1", kind: "Namespace", name: namespace }));

describe("our verdict on Kubernetes' own kinds and the API server's on applying them", () => {
  it("agree on objects of every kind, whole", async () => {
    const disagreements: string[] = [];
    for (const object of objects) {
      const [server, ours] = [await askToApply(lab.api, object, namespace), askOurselves(object)];
      if (!server.isAccepted || !ours.isAccepted)
        disagreements.push(describeDisagreement(nameOf(object), server, ours.reasons));
    }
    expect(disagreements).toEqual([]);
  });

  it("agree on every single mistake in them", async () => {
    const cases = objects.flatMap((object) =>
      [...everyFault(object)].map((each) => ({ ...each, name: `${nameOf(object)}: ${each.name}` })),
    );
    const counts = { agreed: 0, values: 0, known: 0, crashed: 0 };
    const disagreements: string[] = [];
    await inBatches(cases, async ({ name, object }) => {
      const server = await askToApply(lab.api, object, namespace);
      const ours = askOurselves(object);
      if (server.by === "crash") counts.crashed += 1;
      else if (server.isAccepted === ours.isAccepted) counts.agreed += 1;
      else if (KNOWN.some(({ place }) => place.test(name))) counts.known += 1;
      else if (server.by === "validation") counts.values += 1;
      else disagreements.push(describeDisagreement(name, server, ours.reasons));
    });
    process.stdout.write(
      `agreement: ${counts.agreed} of ${cases.length} changes of ${objects.length} objects; ${counts.values} more are ` +
        `refused by the server for their values, ${counts.known} differ for known reasons, on ${counts.crashed} the ` +
        "server broke off\n",
    );
    expect(disagreements).toEqual([]);
  }, 600_000);
});

describe("fields that nobody knows", () => {
  it("are gone from kinds of Kubernetes when Flux applies them, and refused in roles", async () => {
    const space = await createSpace("unknown-fields");
    const object = (apiVersion: string, kind: string, rest: object) =>
      JSON.stringify({ apiVersion, kind, metadata: { name: "web", namespace: space.namespace }, ...rest });
    await space.commit({
      "dropped/service.yaml": object("v1", "Service", {
        spec: { ports: [{ port: 80 }], selectr: { app: "web" } },
      }),
      "refused/role.yaml": object("rbac.authorization.k8s.io/v1", "Role", { rules: [], rule: [] }),
    });
    await space.applySource();
    for (const name of ["dropped", "refused"]) await space.apply(kustomization(name, { path: `./${name}` }));
    const dropped = await space.waitFor("Kustomization", "dropped", (each) =>
      isDecided(condition(each, "Ready")),
    );
    const refused = await space.waitFor("Kustomization", "refused", (each) =>
      isDecided(condition(each, "Ready")),
    );
    expect(condition(dropped, "Ready")?.status).toBe("True");
    expect(condition(refused, "Ready")?.message).toContain(".rule: field not declared in schema");
  });
});

function isDecided(ready: { readonly status: string; readonly reason?: string } | undefined): boolean {
  return ready?.status === "True" || ready?.reason === "ReconciliationFailed";
}

async function inBatches(cases: readonly Case[], work: (item: Case) => Promise<void>): Promise<void> {
  const queue = [...cases];
  const worker = async (): Promise<void> => {
    for (let item = queue.pop(); item !== undefined; item = queue.pop()) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

function nameOf({ kind, metadata }: Generated): string {
  return `${String(kind)} ${(metadata as { readonly name: string }).name}`;
}

function describeDisagreement(name: string, server: ApplyVerdict, ours: readonly string[]): string {
  const said = server.reasons.join("; ").slice(0, 300);
  return `${name}\n  server: ${said || "accepts"}\n  we: ${ours.join("; ") || "accept"}`;
}
