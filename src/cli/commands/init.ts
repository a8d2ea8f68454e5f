import { cpSync, existsSync, mkdirSync, readdirSync, renameSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { FluxwrightError } from "../../diagnostics/fluxwright-error.js";
import { renderJson } from "../../render/envelope.js";
import type { CommandRun } from "../command.js";
import { exitCode } from "../exit-code.js";

const templates = fileURLToPath(new URL("../../../templates/", import.meta.url));

/** `fluxwright init [dir]`: a new fleet that type-checks, synthesizes and passes `check` as it is. */
export const run: CommandRun = async ([directory = "."], options, io) => {
  const template = options.template as string;
  const target = resolve(io.cwd, directory as string);
  if (existsSync(target) && readdirSync(target).some((name) => name !== ".git")) {
    throw new FluxwrightError("refused", `${target} is not empty`, {
      hint: "Give a new directory: init overwrites nothing.",
    });
  }
  mkdirSync(target, { recursive: true });
  cpSync(join(templates, template), target, { recursive: true, errorOnExist: true });
  // npm leaves files of this name out of a package, so it travels under another.
  renameSync(join(target, "gitignore"), join(target, ".gitignore"));
  if (options.output === "json") {
    io.stdout.write(renderJson("InitReport", { directory: target, template }));
  } else {
    const steps = ["npm install", "npx fluxwright synth", "npx fluxwright check"];
    if (target !== resolve(io.cwd)) steps.unshift(`cd ${directory as string}`);
    io.stdout.write(`${template} in ${target}\n\nNext:\n${steps.map((step) => `  ${step}\n`).join("")}`);
    io.stderr.write("Its README.md shows the way to a cluster.\n");
  }
  return exitCode.yes;
};
