import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { moduleDirectory } from "./go.js";
import { BIN_DIR } from "./paths.js";

/** The label of pods that the fake node leaves Pending, as a cluster leaves pods whose image cannot be pulled. */
export const PENDING_LABEL = "lab.fluxwright/pods-pending";

/** Where the stages are written. */
export const KWOK_STAGES_FILE: string = join(BIN_DIR, "kwok-stages.yaml");

const STAGES = [
  "node/fast/node-initialize",
  "node/heartbeat-with-lease/node-heartbeat-with-lease",
  "pod/fast/pod-ready",
  "pod/fast/pod-complete",
  "pod/fast/pod-delete",
] as const;

/** Writes what kwok does to nodes and pods: its own fast stages, except that pods with our label stay Pending. */
export function writeKwokStages(): void {
  const folder = join(moduleDirectory("gomod", "sigs.k8s.io/kwok"), "kustomize/stage");
  const documents = STAGES.map((stage) => {
    const document = parseDocument(readFileSync(join(folder, `${stage}.yaml`), "utf8"));
    if (stage === "pod/fast/pod-ready") {
      document.addIn(["spec", "selector", "matchExpressions"], {
        key: `.metadata.labels["${PENDING_LABEL}"]`,
        operator: "DoesNotExist",
      });
    }
    return document.toString();
  });
  writeFileSync(KWOK_STAGES_FILE, documents.join("---\n"));
}
