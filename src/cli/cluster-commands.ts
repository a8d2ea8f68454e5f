import type { CommandSpec, OptionSpec } from "./command.js";
import { clusterOptions, output } from "./option-specs.js";

const namespace: OptionSpec = {
  flags: "-n, --namespace <name>",
  help: "namespace of the objects (default: flux-system)",
};
const allNamespaces: OptionSpec = { flags: "-A, --all-namespaces", help: "objects of all namespaces" };
const timeout = (text: string): OptionSpec => ({
  flags: "--timeout <duration>",
  help: "how long to wait for the answer",
  default: text,
});
/** The fleet that a change is meant for: it may pin its clusters. */
const fleetOptions: readonly OptionSpec[] = [
  { flags: "--fleet <dir>", help: "the fleet, which may pin its clusters by uid (default: this directory)" },
  { flags: "--cluster <name>", help: "cluster of the fleet (default: any that it pins)" },
];
const all: OptionSpec = { flags: "--all", help: "every object of the kind in the namespace" };

/** The commands that look at a running cluster, and those that act on it. */
export const clusterCommands: readonly CommandSpec[] = [
  {
    name: "get",
    args: "[kinds] [name]",
    summary: "the status of objects of Flux: what is live, since when, and why not",
    options: [
      namespace,
      allNamespaces,
      { flags: "-l, --selector <labels>", help: "only objects with these labels" },
      { flags: "--not-ready", help: "only what is not current" },
      { flags: "-w, --watch", help: "then a line for each change, until interrupted" },
      { flags: "--exit-code", help: "exit 1 when something is not current" },
      timeout("1m"),
      ...clusterOptions,
      output("text", "wide", "json", "yaml"),
    ],
    examples: [
      ["fluxwright get all -A", "every kind, every namespace, one pass"],
      ["fluxwright get ks,hr -A --not-ready --exit-code", "in CI: is anything not current?"],
      ["fluxwright get ks/flux-system/apps -o json", "one object, with its whole message"],
    ],
    load: () => import("./commands/get.js"),
  },
  {
    name: "reconcile",
    args: "<object> [names...]",
    summary: "has Flux run now, and waits for the answer to this very request",
    options: [
      namespace,
      { flags: "--with-source", help: "first fetch what it reads from: source, chart" },
      { flags: "--force", help: "HelmRelease: one install or upgrade even if nothing changed" },
      { flags: "--reset", help: "HelmRelease: forget its failures, so that it is tried again" },
      timeout("5m"),
      ...fleetOptions,
      ...clusterOptions,
      output("text", "json"),
    ],
    examples: [
      ["fluxwright reconcile ks apps --with-source", "fetch the commit that was just pushed, and apply it"],
      ["fluxwright reconcile hr/web/frontend --reset", "try a stalled release again"],
    ],
    load: () => import("./commands/reconcile.js"),
  },
  {
    name: "suspend",
    args: "<object> [names...]",
    summary: "pauses reconciliation: what runs goes on running",
    options: [namespace, all, timeout("1m"), ...fleetOptions, ...clusterOptions, output("text", "json")],
    examples: [
      ["fluxwright suspend ks apps", "leave apps alone while you look"],
      ["fluxwright suspend hr --all -n web", "every HelmRelease of a namespace"],
    ],
    load: () => import("./commands/suspend.js"),
  },
  {
    name: "resume",
    args: "<object> [names...]",
    summary: "continues reconciliation, and waits until it is Ready again",
    options: [
      namespace,
      all,
      { flags: "--no-wait", help: "do not wait for the outcome" },
      timeout("5m"),
      ...fleetOptions,
      ...clusterOptions,
      output("text", "json"),
    ],
    examples: [["fluxwright resume ks apps", "apply all that was committed meanwhile"]],
    load: () => import("./commands/resume.js"),
  },
  {
    name: "trace",
    args: "<object> [name]",
    summary: "from any object to the Kustomization or HelmRelease that applied it, its source, and the root",
    options: [namespace, timeout("1m"), ...clusterOptions, output("text", "json")],
    examples: [["fluxwright trace deploy/default/web", "who applied it, from which commit"]],
    load: () => import("./commands/trace.js"),
  },
  {
    name: "events",
    args: "[object] [name]",
    summary: "events of an object of Flux and of what it reads from, oldest first",
    options: [namespace, allNamespaces, timeout("1m"), ...clusterOptions, output("text", "json")],
    examples: [
      ["fluxwright events ks/flux-system/apps", "its events, and those of its source and dependencies"],
      ["fluxwright events -A", "of all objects of Flux"],
    ],
    load: () => import("./commands/events.js"),
  },
  {
    name: "restart",
    args: "<controller>",
    summary: "in an emergency: restarts a controller. It hides the cause",
    options: [namespace, timeout("5m"), ...fleetOptions, ...clusterOptions, output("text", "json")],
    examples: [["fluxwright restart kustomize-controller", "after looking for the cause with explain"]],
    load: () => import("./commands/restart.js"),
  },
  {
    name: "recreate",
    args: "<object> [name]",
    summary: "the last resort: deletes one managed object, so that Flux creates it anew",
    options: [
      namespace,
      { flags: "-y, --yes", help: "do not ask" },
      timeout("10m"),
      ...fleetOptions,
      ...clusterOptions,
      output("text", "json"),
    ],
    examples: [["fluxwright recreate deploy/default/web", "after a change of a field that cannot change"]],
    load: () => import("./commands/recreate.js"),
  },
  {
    name: "demo",
    summary: "a bad commit, three pushes that do nothing, the cause, the fix: a replay that needs no cluster",
    options: [{ flags: "--fast", help: "without the waits" }],
    examples: [["fluxwright demo", "see what the commands above say, in half a minute"]],
    load: () => import("./commands/demo.js"),
  },
];
