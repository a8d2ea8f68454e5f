#!/usr/bin/env node
import module from "node:module";

// Node 22 and later keep compiled code for the next start: a tenth of a short command. Node 20 has no such function.
(module as { enableCompileCache?: () => unknown }).enableCompileCache?.();
const { main } = await import("./main.js");

const abort = new AbortController();
let signalCode: number | undefined;
for (const [name, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const) {
  process.on(name, () => {
    // A second signal means "at once": nothing that is still being tidied up is worth a hanging terminal.
    if (signalCode !== undefined) process.exit(code);
    signalCode = code;
    abort.abort();
  });
}
// A closed pipe (`| head`) is the reader's choice, not a failure of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

const code = await main(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  stdin: process.stdin,
  env: process.env,
  cwd: process.cwd(),
  isTerminal: {
    stdout: process.stdout.isTTY === true,
    stderr: process.stderr.isTTY === true,
    stdin: process.stdin.isTTY === true,
  },
  columns: process.stdout.columns ?? 80,
  ...(process.stderr.isTTY && {
    terminalSize: () => ({ columns: process.stderr.columns, rows: process.stderr.rows }),
  }),
  now: Date.now,
  signal: abort.signal,
});
process.exitCode = signalCode ?? code;
