import { clusterCommands } from "./cluster-commands.js";
import type { CommandSpec, OptionSpec } from "./command.js";
import { clusterOptions, output } from "./option-specs.js";

const profile: OptionSpec = {
  flags: "--profile <names>",
  help: 'for which Flux: a version and what else holds, as in "2.9,flux-operator,lockdown"',
};

const ignore: OptionSpec = {
  flags: "--ignore <code>",
  help: "leave a finding out (repeatable)",
  repeatable: true,
};

const entry: OptionSpec = {
  flags: "--entry <path>",
  help: "entry point of a cluster, relative to the fleet (repeatable; default: found)",
  repeatable: true,
};

const source: OptionSpec = {
  flags: "--source <ref=dir>",
  help: 'directory of another source, as in "GitRepository/flux-system/infra=../infra" (repeatable)',
  repeatable: true,
};

const noCache: OptionSpec = {
  flags: "--no-cache",
  help: "judge anew, even if the same files were judged before",
};

const clusterName: OptionSpec = {
  flags: "--cluster <names>",
  help: "clusters of the fleet, by name (default: the only one)",
};

/** Every command, in the order in which one meets them. Loading it loads no room but this. */
export const commandTable: readonly CommandSpec[] = [
  {
    name: "init",
    args: "[dir]",
    summary: "a new fleet from a template: type-checks, synthesizes and passes check at once",
    options: [
      {
        flags: "--template <name>",
        help: "which one",
        choices: ["single-cluster", "staging-production", "multi-tenant"],
        default: "single-cluster",
      },
      output("text", "json"),
    ],
    examples: [
      ["fluxwright init fleet --template staging-production", "two clusters from one table of facts"],
    ],
    load: () => import("./commands/init.js"),
  },
  {
    name: "synth",
    summary: "runs the program of cdk8s.yaml, validates, and writes only what changed",
    options: [
      { flags: "--check", help: "write nothing; exit 1 when the committed files differ" },
      {
        flags: "--out <dir>",
        help: "where to write, another checkout for example (default: output of cdk8s.yaml)",
      },
      output("text", "json"),
      profile,
      ignore,
      noCache,
    ],
    examples: [
      ["fluxwright synth", "write the fleet"],
      ["fluxwright synth --check", "in CI: is what is committed what the program says?"],
    ],
    load: () => import("./commands/synth.js"),
  },
  {
    name: "publish",
    summary: "synth, then one commit of exactly its files in the fleet's repository; prints the commit",
    options: [
      { flags: "--repo <dir>", help: "checkout of the fleet's repository (default: where the output is)" },
      {
        flags: "--out <dir>",
        help: "directory of the output, in that checkout (default: the program's root)",
      },
      { flags: "--branch <name>", help: "branch to commit to (default: the one checked out)" },
      { flags: "--push", help: "push to origin; a rejected push is synthesized anew, never forced" },
      { flags: "--allow-removal <count>", help: "acknowledge that so many objects are removed" },
      { flags: "--message <text>", help: "subject of the commit" },
      output("text", "json"),
      profile,
      ignore,
      noCache,
    ],
    examples: [
      ["fluxwright publish --repo ../fleet --push", "into a checkout of another repository"],
      [
        'fluxwright converge ../fleet --revision "$(fluxwright publish --repo ../fleet --push)"',
        "and wait for it",
      ],
    ],
    load: () => import("./commands/publish.js"),
  },
  {
    name: "check",
    args: "[dir...]",
    summary: "validates a fleet repository, whoever wrote it",
    options: [
      output("text", "json", "sarif", "junit", "github"),
      profile,
      ignore,
      entry,
      source,
      {
        flags: "--crds <dir>",
        help: "CRDs of other kinds, to judge those too (repeatable)",
        repeatable: true,
      },
      { flags: "--fix", help: "mend what has one safe answer, changing only those characters" },
      noCache,
    ],
    examples: [
      ["fluxwright check", "the fleet in this directory"],
      ["fluxwright check ../fleet -o sarif > fleet.sarif", "for code scanning"],
    ],
    load: () => import("./commands/check.js"),
  },
  {
    name: "adopt",
    args: "<dir>",
    summary: "writes the program that synthesizes a fleet of YAML, and proves it: objects equal",
    options: [
      { flags: "--out <dir>", help: "directory of the new program", default: "program" },
      output("text", "json"),
      profile,
      entry,
      source,
    ],
    examples: [
      ["fluxwright adopt ../fleet --out program", "the program, and the YAML that it leaves as it is"],
    ],
    load: () => import("./commands/adopt.js"),
  },
  {
    name: "diff",
    args: "[base] [head]",
    summary: "objects added, changed, removed and moved, each with its risk",
    options: [
      { flags: "--fleet <dir>", help: "the fleet's repository (default: this directory)" },
      output("text", "json", "markdown"),
      profile,
      entry,
      source,
    ],
    examples: [
      ["fluxwright diff", "the working tree against HEAD"],
      ["fluxwright diff origin/main HEAD -o markdown", "for a pull request"],
    ],
    load: () => import("./commands/diff.js"),
  },
  {
    name: "graph",
    args: "[dir]",
    summary: "who applies what, from which source, after what: as text, Mermaid, DOT or data",
    options: [output("text", "mermaid", "dot", "json"), clusterName, profile, entry, source],
    examples: [
      ["fluxwright graph", "the tree of every cluster"],
      ["fluxwright graph -o dot | dot -Tsvg > fleet.svg", "a picture, by Graphviz"],
    ],
    load: () => import("./commands/graph.js"),
  },
  {
    name: "converge",
    args: "[dir]",
    summary: "is what this commit intends live? Watches until yes, no, or the deadline",
    options: [
      {
        flags: "--revision <commit>",
        help: "commit or digest that must be live (default: HEAD of the fleet)",
      },
      { flags: "--timeout <duration>", help: "how long to wait", default: "10m" },
      { flags: "--no-fail-fast", help: "go on when nothing but a new commit can help" },
      { flags: "--strict-uid", help: "no, when an object is deleted and created anew meanwhile" },
      clusterName,
      ...clusterOptions,
      output("text", "json", "junit", "github"),
      profile,
      entry,
      source,
    ],
    examples: [
      ["fluxwright converge --revision HEAD", "wait until the commit that is checked out is live"],
      [
        "fluxwright converge ../fleet --cluster prod,staging --timeout 15m -o junit",
        "in CI, two clusters at once",
      ],
    ],
    load: () => import("./commands/converge.js"),
  },
  {
    name: "explain",
    args: "[object]",
    summary: "why not: each root cause once, the line that wrote it, and the next step",
    options: [
      { flags: "--fleet <dir>", help: "the fleet, to name the lines that wrote what fails" },
      { flags: "-n, --namespace <name>", help: "namespace of the object (default: flux-system)" },
      clusterName,
      ...clusterOptions,
      output("text", "json", "markdown"),
      profile,
      entry,
      source,
    ],
    examples: [
      ["fluxwright explain", "everything that is not ready, as few causes"],
      [
        "fluxwright explain ks/flux-system/apps --fleet .",
        "from one symptom to the line that wrote its cause",
      ],
    ],
    load: () => import("./commands/explain.js"),
  },
  {
    name: "generate",
    args: "<inputs...>",
    summary: "typed constructs from CRDs, and types of values from a chart",
    options: [
      { flags: "--out <dir>", help: "directory of the generated files", default: "imports" },
      output("text", "json"),
    ],
    examples: [
      ["kubectl get crds -o yaml | fluxwright generate -", "a construct for every kind of a cluster"],
      ["fluxwright generate charts/podinfo", "types of its values, from values.schema.json or values.yaml"],
    ],
    load: () => import("./commands/generate.js"),
  },
  ...clusterCommands,
];
