import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answer, Api } from "../../lab/api.js";
import { lowPrivilegeConnection } from "../../lab/low-privilege.js";
import { API_VERSIONS, type Kind, kustomization, manifest } from "../../lab/manifests.js";
import { lab } from "./lab.js";

interface Check {
  /** What the client tries. */
  readonly name: string;
  /** What the API server answers: 403 by a role, 422 by the admission policy. */
  readonly code: 200 | 403 | 422;
  attempt(): Promise<Answer>;
}

const CHECKS: readonly Check[] = [
  { name: "lists Kustomizations of all namespaces", code: 200, attempt: () => list("Kustomization", "") },
  { name: "watches GitRepositories", code: 200, attempt: () => list("GitRepository", "", WATCH) },
  { name: "reads a HelmRelease", code: 200, attempt: () => send("GET", "HelmRelease") },
  { name: "reads events", code: 200, attempt: () => list("Event") },
  { name: "asks for a reconciliation", code: 200, attempt: () => annotate("requestedAt") },
  { name: "asks for a forced one", code: 200, attempt: () => annotate("forceAt", "HelmRelease") },
  { name: "suspends", code: 200, attempt: () => patch({ spec: { suspend: true } }) },
  { name: "restarts a Deployment", code: 200, attempt: () => annotate("requestedAt", "Deployment") },
  { name: "may not read Secrets", code: 403, attempt: () => low.send("GET", `${home()}/secrets`) },
  { name: "may not read ConfigMaps", code: 403, attempt: () => list("ConfigMap") },
  { name: "may not read pods", code: 403, attempt: () => list("Pod") },
  { name: "may not create", code: 403, attempt: () => create("Kustomization") },
  { name: "may not delete", code: 403, attempt: () => send("DELETE", "Kustomization") },
  {
    name: "may not write a status",
    code: 403,
    attempt: () => patch({ status: {} }, "Kustomization", "/status"),
  },
  { name: "may not change the path", code: 422, attempt: () => patch({ spec: { path: "./evil" } }) },
  {
    name: "may not add to the spec",
    code: 422,
    attempt: () => patch({ spec: { serviceAccountName: "root" } }),
  },
  {
    name: "may not set another annotation",
    code: 422,
    attempt: () => patchMetadata({ annotations: { a: "b" } }),
  },
  { name: "may not set a label", code: 422, attempt: () => patchMetadata({ labels: { a: "b" } }) },
  { name: "may not take a finalizer away", code: 422, attempt: () => patchMetadata({ finalizers: [] }) },
];

const WATCH = "?watch=true&timeoutSeconds=1";
const NAME = "app";

let namespace: string;
let low: Api;

beforeAll(async () => {
  namespace = await lab.createNamespace("rbac");
  const metadata = { name: NAME, namespace, finalizers: ["example.test/kept"] };
  const chartRef = { kind: "OCIRepository", name: "absent" };
  await lab.api.apply(
    { ...kustomization(NAME, { suspend: true }), metadata },
    { ...manifest("HelmRelease", NAME, { interval: "1h", suspend: true, chartRef }), metadata },
    { ...EMPTY_DEPLOYMENT, metadata: { name: NAME, namespace } },
  );
  low = new Api(await lowPrivilegeConnection(lab.api, namespace));
  await waitForPolicy();
});

afterAll(async () => {
  low.close();
  for (const kind of ["Kustomization", "HelmRelease"] as const) {
    const key = { apiVersion: API_VERSIONS[kind], kind, namespace, name: NAME };
    await lab.api.patch(key, { metadata: { finalizers: null } });
  }
  await lab.api.delete({ apiVersion: "v1", kind: "Namespace", name: namespace });
});

describe("a client with the roles view and operate", () => {
  it.each(CHECKS)("$name: $code", async ({ code, attempt }) => {
    const answer = await attempt();
    expect([answer.code, answer.code === code ? "" : answer.text]).toEqual([code, ""]);
  });
});

const EMPTY_DEPLOYMENT = {
  ...manifest("Deployment", NAME, {
    replicas: 0,
    selector: { matchLabels: { app: NAME } },
    template: {
      metadata: { labels: { app: NAME } },
      spec: { containers: [{ name: "web", image: "registry.example/web:1.0.0" }] },
    },
  }),
};

function home(): string {
  return `/api/v1/namespaces/${namespace}`;
}

async function list(kind: Kind, where = namespace, query = ""): Promise<Answer> {
  const space = where === "" ? {} : { namespace: where };
  // The path is asked of the administrator: a client may look up kinds, which is not what is tested here.
  const path = await lab.api.collectionPath({ apiVersion: API_VERSIONS[kind], kind, ...space });
  return low.send("GET", path + query);
}

function create(kind: Kind): Promise<Answer> {
  const body = { ...kustomization("other"), metadata: { name: "other", namespace } };
  return lab.api
    .collectionPath({ apiVersion: API_VERSIONS[kind], kind, namespace })
    .then((path) => low.send("POST", path, body));
}

async function send(method: string, kind: Kind): Promise<Answer> {
  return low.send(method, await pathOf(kind));
}

async function patch(change: object, kind: Kind = "Kustomization", subresource = ""): Promise<Answer> {
  const path = (await pathOf(kind)) + subresource;
  return low.send("PATCH", path, change, "application/merge-patch+json");
}

function patchMetadata(metadata: object): Promise<Answer> {
  return patch({ metadata });
}

function annotate(name: string, kind: Kind = "Kustomization"): Promise<Answer> {
  return patch(
    { metadata: { annotations: { [`reconcile.fluxcd.io/${name}`]: new Date().toISOString() } } },
    kind,
  );
}

function pathOf(kind: Kind): Promise<string> {
  return lab.api.path({ apiVersion: API_VERSIONS[kind], kind, namespace, name: NAME });
}

/** The API server needs some seconds before it holds people to a new policy. */
async function waitForPolicy(): Promise<void> {
  const limit = Date.now() + 60_000;
  while ((await patchMetadata({ labels: { a: "b" } })).code !== 422) {
    if (Date.now() > limit) throw new Error("the admission policy is not in force after 60 s");
    await sleep(200);
  }
}
