/**
 * CPU time of printing and parsing 3,000 Flux objects: ours, the `yaml` library, JSON, and for printing a bare block writer
 * that quotes nothing (the floor). All in one process, in turns, medians of five; ratios are what counts.
 */
import { parseAllDocuments, stringify } from "yaml";
import { parseManifests } from "../src/manifests/parse.js";
import { printManifests } from "../src/manifests/print.js";
import type { JsonObject, JsonValue } from "../src/objects/json.js";

const apps = Number(process.argv[2] ?? 1000);
const rounds = 5;

function fluxObjects(index: number): JsonObject[] {
  const name = `app-${index}`;
  const metadata = {
    name,
    namespace: "flux-system",
    labels: { "app.kubernetes.io/name": name, team: `team-${index % 20}` },
  };
  return [
    {
      apiVersion: "source.toolkit.fluxcd.io/v1",
      kind: "GitRepository",
      metadata,
      spec: { interval: "5m", url: `https://github.com/example/${name}`, ref: { branch: "main" } },
    },
    {
      apiVersion: "kustomize.toolkit.fluxcd.io/v1",
      kind: "Kustomization",
      metadata,
      spec: {
        interval: "10m",
        timeout: "2m",
        retryInterval: "1m",
        prune: true,
        wait: true,
        path: `./apps/${name}`,
        sourceRef: { kind: "GitRepository", name },
        dependsOn: [{ name: "infrastructure" }, { name: `app-${Math.max(0, index - 1)}` }],
        postBuild: { substitute: { cluster: "production", replicas: "3", domain: `${name}.example.com` } },
        patches: [
          { target: { kind: "Deployment" }, patch: "- op: replace\n  path: /spec/replicas\n  value: 3\n" },
        ],
      },
    },
    {
      apiVersion: "helm.toolkit.fluxcd.io/v2",
      kind: "HelmRelease",
      metadata,
      spec: {
        interval: "1h",
        chart: {
          spec: { chart: "podinfo", version: ">=6.0.0 <7.0.0", sourceRef: { kind: "HelmRepository", name } },
        },
        install: { remediation: { retries: 3 } },
        values: {
          replicaCount: 2,
          image: { repository: "ghcr.io/stefanprodan/podinfo", tag: "6.5.4" },
          ingress: {
            enabled: true,
            hosts: [{ host: `${name}.example.com`, paths: [{ path: "/", pathType: "Prefix" }] }],
          },
          resources: { limits: { cpu: "500m", memory: "256Mi" }, requests: { cpu: 0.1, memory: "64Mi" } },
          ui: { message: "Greetings: from a chart", color: "#34577c" },
        },
      },
    },
  ];
}

/** The least that writes block YAML: no quoting at all, so not correct, and not to be used. */
function bareWriter(value: JsonValue, indent: string): string {
  if (Array.isArray(value)) {
    return value
      .map((item: JsonValue) => `\n${indent}- ${bareWriter(item, `${indent}  `).trimStart()}`)
      .join("");
  }
  if (typeof value !== "object" || value === null) return ` ${String(value)}`;
  let text = "";
  for (const key in value)
    text += `\n${indent}${key}:${bareWriter((value as JsonObject)[key] as JsonValue, `${indent}  `)}`;
  return text;
}

interface Contender {
  readonly name: string;
  readonly run: () => unknown;
}

/** Median CPU milliseconds of each contender, run in turns. */
function measure(contenders: readonly Contender[]): Map<string, number> {
  const times = new Map(contenders.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round++) {
    for (const { name, run } of contenders) {
      const before = process.cpuUsage();
      run();
      const { user, system } = process.cpuUsage(before);
      times.get(name)!.push((user + system) / 1000);
    }
  }
  return new Map(
    [...times].map(([name, list]) => [name, list.sort((a, b) => a - b)[Math.floor(rounds / 2)]!]),
  );
}

function report(title: string, base: string, times: ReadonlyMap<string, number>): void {
  const unit = times.get(base)!;
  process.stdout.write(`\n${title.padEnd(34)} CPU ms   × ${base}\n`);
  for (const [name, time] of times) {
    process.stdout.write(`${name.padEnd(34)} ${time.toFixed(0).padStart(6)}   ${(time / unit).toFixed(2)}\n`);
  }
}

const files = Array.from({ length: apps }, (_, index) => fluxObjects(index));
const texts = files.map((objects) => printManifests(objects));
const json = files.map((objects) => JSON.stringify(objects));
const megabytes = texts.reduce((sum, text) => sum + text.length, 0) / 1e6;
process.stdout.write(`${apps * 3} objects in ${apps} files, ${megabytes.toFixed(2)} MB of YAML\n`);

report(
  "print",
  "floor",
  measure([
    {
      name: "floor",
      run: () => files.map((objects) => objects.map((object) => bareWriter(object, "")).join("\n---")),
    },
    { name: "fluxwright", run: () => files.map((objects) => printManifests(objects)) },
    { name: "JSON.stringify", run: () => files.map((objects) => JSON.stringify(objects)) },
    {
      name: "yaml stringify",
      run: () => files.map((objects) => objects.map((object) => stringify(object)).join("---\n")),
    },
  ]),
);
report(
  "parse",
  "JSON.parse",
  measure([
    { name: "JSON.parse", run: () => json.map((text) => JSON.parse(text) as unknown) },
    { name: "fluxwright", run: () => texts.map((text) => parseManifests("file.yaml", text)) },
    {
      name: "fluxwright, every place asked",
      run: () =>
        texts.map((text) =>
          parseManifests("file.yaml", text).objects.map(({ origin }) => origin.locate("/spec")),
        ),
    },
    {
      name: "yaml parseAllDocuments",
      run: () =>
        texts.map((text) => Array.from(parseAllDocuments(text), (document) => document.toJS() as unknown)),
    },
  ]),
);
