import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, vi } from "vitest";
import { stringify } from "yaml";
import type { KubeObject as LabObject } from "../../lab/api.js";
import {
  chartFiles,
  configMap,
  helmRelease,
  type Kind,
  kustomization,
  manifest,
} from "../../lab/manifests.js";
import type { Space } from "../../lab/space.js";
import type { KubeObject } from "../../src/objects/kube-object.js";
import { failureOf } from "../../src/reconcile/explain.js";
import { statusOf } from "../../src/reconcile/status.js";
import { askAbsentWebhook, denyByPolicy, liftAdmission } from "./admission.js";
import { createSpace, hasApplied, itInLab, lab, short } from "./lab.js";
import { record } from "./record.js";

/** Nothing listens there. */
const NOBODY = "127.0.0.1:9";

/** One way to fail, and as which class it must be told. */
interface FailingState {
  /** The directory below `test/recordings`. */
  readonly state: string;
  readonly failure: string;
  /** The condition by which the state is known, `Ready=False/BuildFailed`. */
  readonly until: `${string}=${string}/${string}`;
  readonly kind: Kind;
  readonly name: string | ((space: Space) => string);
  readonly cause: (space: Space) => Promise<void>;
}

let charts: Server;

/** A Helm repository that has one chart in one version. */
beforeAll(async () => {
  charts = createServer((_, answer) => {
    answer.end(
      stringify({
        apiVersion: "v1",
        entries: { web: [{ apiVersion: "v2", name: "web", version: "1.0.0", urls: ["web-1.0.0.tgz"] }] },
      }),
    );
  });
  await new Promise<void>((resolve) => charts.listen(0, "127.0.0.1", resolve));
});

afterAll(() => charts.close());

const settings = (space: Space, value = "first"): string => configMap("settings", { value }, space.namespace);

/** A Secret as SOPS writes it, for a key that nobody has. */
function encrypted({ namespace }: Space): string {
  const secret =
    "ENC[AES256_GCM,data:AAAA,iv:AAAAAAAAAAAAAAAAAAAAAA==,tag:AAAAAAAAAAAAAAAAAAAAAA==,type:str]";
  const recipient = `age1${"q".repeat(58)}`;
  return stringify({
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: "password", namespace },
    stringData: { password: secret },
    sops: {
      age: [
        { recipient, enc: "-----BEGIN AGE ENCRYPTED FILE-----\nAAAA\n-----END AGE ENCRYPTED FILE-----\n" },
      ],
      lastmodified: "2026-01-01T00:00:00Z",
      mac: secret,
      encrypted_regex: "^(data|stringData)$",
      version: "3.9.0",
    },
  });
}

/** Commits files, and applies the source and a Kustomization of `./app`. */
async function applyApp(
  space: Space,
  files: Readonly<Record<string, string>>,
  spec: object = {},
): Promise<void> {
  await space.commit(files);
  await space.applySource();
  await space.apply(kustomization("app", spec));
}

/** The same, and waits until the commit is applied. */
async function appliedApp(space: Space, spec: object = {}): Promise<void> {
  const sha = await space.commit({
    "app/settings.yaml": settings(space),
    "app/kept.yaml": configMap("kept", {}, space.namespace),
  });
  await space.applySource();
  await space.apply(kustomization("app", spec));
  await space.waitFor("Kustomization", "app", hasApplied(sha));
}

const gitRepository = (spec: object) =>
  manifest("GitRepository", "fleet", { interval: "1h", timeout: "5s", ...spec });

const SETTINGS = (space: Space) => ({ "app/settings.yaml": settings(space) });
const registry = (): string => lab.description?.registry ?? NOBODY;
const app = { kind: "Kustomization", name: "app" } as const;
const fleet = { kind: "GitRepository", name: "fleet" } as const;
const web = { kind: "HelmRelease", name: "web" } as const;

const states: readonly FailingState[] = [
  {
    state: "source-not-fetched",
    failure: "source-not-fetched",
    until: "Ready=False/ArtifactFailed",
    ...app,
    cause: async (space) => {
      await space.apply(gitRepository({ url: `http://${NOBODY}/fleet.git` }), kustomization("app"));
      await space.waitFor("GitRepository", "fleet", (source) => short(source).startsWith("False/"));
    },
  },
  {
    state: "git-unreachable",
    failure: "git-network",
    until: "Ready=False/GitOperationFailed",
    ...fleet,
    cause: (space) => space.apply(gitRepository({ url: `http://${NOBODY}/fleet.git` })),
  },
  {
    state: "git-certificate",
    failure: "git-network",
    until: "Ready=False/GitOperationFailed",
    ...fleet,
    // The API server's certificate is of the lab's own authority, which nobody trusts.
    cause: (space) => space.apply(gitRepository({ url: `${lab.api.connection.server}/fleet.git` })),
  },
  {
    state: "oci-tag-missing",
    failure: "oci-pull",
    until: "Ready=False/OCIArtifactPullFailed",
    kind: "OCIRepository",
    name: "app",
    cause: async (space) => {
      const url = `oci://${registry()}/${space.namespace}`;
      await space.apply(
        manifest("OCIRepository", "app", { interval: "1h", url, insecure: true, ref: { tag: "absent" } }),
      );
    },
  },
  {
    state: "source-url-invalid",
    failure: "source-invalid",
    until: "Stalled=True/URLInvalid",
    kind: "OCIRepository",
    name: "app",
    cause: (space) =>
      space.apply(
        manifest("OCIRepository", "app", {
          interval: "1h",
          url: `oci://${registry()}/NotLowerCase`,
          insecure: true,
        }),
      ),
  },
  {
    state: "signature-missing",
    failure: "verification",
    until: "SourceVerified=False/InvalidCommitSignature",
    ...fleet,
    cause: async (space) => {
      await space.apply({
        apiVersion: "v1",
        kind: "Secret",
        metadata: { name: "keys" },
        stringData: { "author.asc": "no key at all" },
      });
      await space.commit(SETTINGS(space));
      await space.applySource({ verify: { mode: "HEAD", secretRef: { name: "keys" } } });
    },
  },
  {
    state: "chart-version-missing",
    failure: "chart-pull",
    until: "Stalled=True/InvalidChartReference",
    kind: "HelmChart",
    name: (space) => `${space.namespace}-web`,
    cause: async (space) => {
      const { port } = charts.address() as AddressInfo;
      const sourceRef = { kind: "HelmRepository", name: "charts" };
      await space.apply(
        manifest("HelmRepository", "charts", { interval: "1h", url: `http://127.0.0.1:${port}` }),
        helmRelease("web", {
          chart: { spec: { chart: "web", version: "9.9.9", interval: "1h", sourceRef } },
        }),
      );
    },
  },
  {
    state: "kustomize-build",
    failure: "kustomize-build",
    until: "Ready=False/BuildFailed",
    ...app,
    cause: (space) =>
      applyApp(space, {
        ...SETTINGS(space),
        "app/kustomization.yaml": stringify({ resources: ["absent.yaml"] }),
      }),
  },
  {
    state: "substitution-missing",
    failure: "substitution",
    until: "Ready=False/BuildFailed",
    ...app,
    cause: (space) =>
      applyApp(space, SETTINGS(space), {
        postBuild: { substituteFrom: [{ kind: "ConfigMap", name: "absent" }] },
      }),
  },
  {
    state: "substitution-malformed",
    failure: "substitution",
    until: "Ready=False/BuildFailed",
    ...app,
    cause: (space) =>
      applyApp(
        space,
        { "app/settings.yaml": settings(space, "${not closed") },
        { postBuild: { substitute: { colour: "blue" } } },
      ),
  },
  {
    state: "decryption-key-missing",
    failure: "decryption",
    until: "Ready=False/BuildFailed",
    ...app,
    cause: (space) =>
      applyApp(space, SETTINGS(space), { decryption: { provider: "sops", secretRef: { name: "absent" } } }),
  },
  {
    state: "decryption-failed",
    failure: "decryption",
    until: "Ready=False/BuildFailed",
    ...app,
    cause: (space) =>
      applyApp(space, { "app/secret.yaml": encrypted(space) }, { decryption: { provider: "sops" } }),
  },
  {
    state: "admission-denied",
    failure: "admission-denied",
    until: "Ready=False/ReconciliationFailed",
    ...app,
    cause: async (space) => {
      await denyByPolicy(space, "CREATE");
      await applyApp(space, SETTINGS(space));
    },
  },
  {
    state: "webhook-down",
    failure: "admission-denied",
    until: "Ready=False/ReconciliationFailed",
    ...app,
    cause: async (space) => {
      await askAbsentWebhook(space, `https://${NOBODY}/`);
      await applyApp(space, SETTINGS(space));
    },
  },
  {
    state: "permission",
    failure: "permission",
    until: "Ready=False/ReconciliationFailed",
    ...app,
    cause: async (space) => {
      await space.apply({ apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "nobody" } });
      await applyApp(space, SETTINGS(space), { serviceAccountName: "nobody" });
    },
  },
  {
    state: "quota",
    failure: "namespace-or-quota",
    until: "Ready=False/ReconciliationFailed",
    ...app,
    cause: async (space) => {
      await space.apply({
        apiVersion: "v1",
        kind: "ResourceQuota",
        metadata: { name: "none" },
        spec: { hard: { "count/configmaps": "0" } },
      });
      const quota = { apiVersion: "v1", kind: "ResourceQuota", name: "none", namespace: space.namespace };
      await space.api.waitFor(quota, ({ status }) => JSON.stringify(status ?? {}).includes("used"));
      await applyApp(space, SETTINGS(space));
    },
  },
  {
    state: "prune-refused",
    failure: "prune",
    until: "Ready=False/PruneFailed",
    ...app,
    cause: async (space) => {
      await appliedApp(space);
      await denyByPolicy(space, "DELETE");
      await space.publish({ "app/settings.yaml": null });
    },
  },
  {
    state: "cel-invalid",
    failure: "cel-invalid",
    until: "Stalled=True/InvalidCELExpression",
    ...app,
    cause: (space) =>
      applyApp(space, SETTINGS(space), {
        healthCheckExprs: [{ apiVersion: "v1", kind: "ConfigMap", current: "status.is not CEL" }],
      }),
  },
  {
    state: "helm-test",
    failure: "helm-test",
    until: "TestSuccess=False/TestFailed",
    ...web,
    cause: async (space) => {
      const pod = {
        apiVersion: "v1",
        kind: "Pod",
        metadata: { name: "{{ .Release.Name }}-test", annotations: { "helm.sh/hook": "test" } },
        // Pods of the lab run for ever: the test does not end in its time.
        spec: {
          restartPolicy: "Never",
          containers: [{ name: "test", image: "registry.example/test:1.0.0" }],
        },
      };
      await space.commit({ ...chartFiles(), "chart/templates/test.yaml": stringify(pod) });
      await space.applySource();
      await space.apply(
        helmRelease("web", {
          timeout: "5s",
          // Without this a failed test uses up all retries at once, and says so beside what it is about.
          install: { disableWait: true, strategy: { name: "RetryOnFailure", retryInterval: "1h" } },
          test: { enable: true },
        }),
      );
    },
  },
  {
    state: "helm-drift",
    failure: "helm-drift",
    until: "Drifted=True/DriftDetected",
    ...web,
    cause: async (space) => {
      await space.commit(chartFiles());
      await space.applySource();
      await space.apply(helmRelease("web", { timeout: "30s", driftDetection: { mode: "warn" } }));
      await space.waitFor("HelmRelease", "web", (o) => short(o) === "True/InstallSucceeded");
      await space.patch("ConfigMap", "web", { data: { message: "by hand" } });
      await space.request("HelmRelease", "web");
    },
  },
];

describe.concurrent("what the controllers say", () => {
  for (const { state, failure, until, kind, name, cause } of states) {
    itInLab(`of ${state} is told as ${failure}`, async () => {
      const space = await createSpace(state);
      const type = until.slice(0, until.indexOf("="));
      const says = until.slice(type.length + 1);
      try {
        await cause(space);
        const found = typeof name === "string" ? name : name(space);
        const object = await space.waitFor(kind, found, (o) => short(o, type) === says);
        await record(space, state, "01-failed");
        expect(failureOf(object as KubeObject)?.failure.id).toBe(failure);
      } finally {
        await liftAdmission(space);
      }
    });
  }

  itInLab("of a deletion that cannot go on is that it is held by Flux's finalizer (row 38)", async () => {
    const space = await createSpace("deletion-stuck");
    try {
      await appliedApp(space);
      await denyByPolicy(space, "DELETE");
      await space.api.delete(space.key("Kustomization", "app"));
      const tells = ({ message }: LabObject): boolean =>
        /pruning for deleted resource failed/.test(String(message));
      await vi.waitFor(async () => expect((await space.list("Event")).some(tells)).toBe(true), {
        timeout: 60_000,
      });
      const object = await space.get("Kustomization", "app");
      await record(space, "deletion-stuck", "01-held");
      expect(statusOf(object as KubeObject)).toMatchObject({
        name: "terminating",
        message: "it is being deleted; held by finalizers.fluxcd.io",
      });
    } finally {
      await liftAdmission(space);
    }
  });
});
