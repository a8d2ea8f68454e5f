import type { OptionSpec } from "./command.js";

/** `-o`: the forms that a command prints its result in; the first is the default. */
export function output(...formats: readonly string[]): OptionSpec {
  return {
    flags: "-o, --output <format>",
    help: "form of the result",
    choices: formats,
    default: formats[0] as string,
  };
}

/** Which cluster, as whom. */
export const clusterOptions: readonly OptionSpec[] = [
  { flags: "--context <name>", help: "context of the kubeconfig, or cluster=context,… for several clusters" },
  { flags: "--kubeconfig <path>", help: "kubeconfig instead of KUBECONFIG's" },
  { flags: "--cluster-uid <uid>", help: "stop unless the namespace kube-system has this uid" },
  { flags: "--connect-timeout <duration>", help: "how long to try an API server that is away" },
  { flags: "--no-exec", help: "run no credential plugin" },
  { flags: "--insecure-skip-tls-verify", help: "obey a kubeconfig that asks for no verification" },
];
