import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import type { Api, KubeObject } from "./api.js";

/** The objects of all YAML files of a folder. */
export function readObjects(folder: string): readonly KubeObject[] {
  return readdirSync(folder)
    .filter((file) => /\.ya?ml$/.test(file))
    .sort()
    .flatMap((file) => readObjectFile(join(folder, file)));
}

/** The objects of one YAML file. */
export function readObjectFile(file: string): readonly KubeObject[] {
  return parseAllDocuments(readFileSync(file, "utf8"))
    .map((document) => document.toJS() as KubeObject | null)
    .filter((object) => object !== null);
}

/** Installs the CustomResourceDefinitions of a folder and waits until the server serves them. */
export async function installCrds(api: Api, folder: string): Promise<void> {
  const crds = readObjects(folder).filter((object) => object.kind === "CustomResourceDefinition");
  await Promise.all(crds.map((crd) => api.apply(crd)));
  for (const { apiVersion, kind, metadata } of crds) {
    await api.waitFor({ apiVersion, kind, name: metadata.name }, (crd) =>
      (crd.status?.conditions ?? []).some(({ type, status }) => type === "Established" && status === "True"),
    );
  }
}

/** The one node that kwok plays. */
export const FAKE_NODE = {
  apiVersion: "v1",
  kind: "Node",
  metadata: {
    name: "fake-0",
    annotations: { "kwok.x-k8s.io/node": "fake" },
    labels: {
      "kubernetes.io/hostname": "fake-0",
      "kubernetes.io/os": "linux",
      "kubernetes.io/arch": "amd64",
    },
  },
} as const;

/** The namespace that the Flux controllers name as theirs. */
export const FLUX_NAMESPACE = {
  apiVersion: "v1",
  kind: "Namespace",
  metadata: { name: "flux-system" },
} as const;
