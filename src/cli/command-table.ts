import type { CommandSpec, OptionSpec } from "./command.js";

const output = (...formats: readonly string[]): OptionSpec => ({
  flags: "-o, --output <format>",
  help: "form of the result",
  choices: formats,
  default: formats[0] as string,
});

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

/** Every command, in the order in which one meets them. Loading it loads no room but this. */
export const commandTable: readonly CommandSpec[] = [
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
      { flags: "--no-cache", help: "judge everything anew" },
    ],
    examples: [
      ["fluxwright check", "the fleet in this directory"],
      ["fluxwright check ../fleet -o sarif > fleet.sarif", "for code scanning"],
    ],
    load: () => import("./commands/check.js"),
  },
];
