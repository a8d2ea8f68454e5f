import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { diffFleets } from "../../diff/diff-fleets.js";
import type { ObjectChange } from "../../diff/object-change.js";
import type { Fleet } from "../../fleet/fleet.js";
import { directoryTree } from "../../manifests/directory-tree.js";
import { gitTree } from "../../manifests/git-tree.js";
import { renderDiffMarkdown } from "../../render/diff-markdown.js";
import { renderDiffText } from "../../render/diff-text.js";
import { renderJson } from "../../render/envelope.js";
import { createPaint } from "../../render/paint.js";
import type { CommandRun, OptionValues } from "../command.js";
import { exitCode } from "../exit-code.js";
import { fleetOfTree } from "../fleet-options.js";
import type { CommandIo } from "../io.js";
import { wantsColor } from "../io.js";

/** `fluxwright diff [base] [head]`: 0 no differences, 1 differences. */
export const run: CommandRun = async ([base = "HEAD", head], options, io) => {
  const repository = resolve(io.cwd, (options.fleet as string | undefined) ?? ".");
  const before = readSide(base as string, repository, options, io);
  const after = readSide((head as string | undefined) ?? ".", repository, options, io);
  const changes = diffFleets(before, after);
  io.stdout.write(render(changes, options, io));
  return changes.length === 0 ? exitCode.yes : exitCode.no;
};

/** A side is a directory where there is one of that name, else a git revision of the fleet's repository. */
function readSide(side: string, repository: string, options: OptionValues, io: CommandIo): Fleet {
  const path = resolve(repository, side);
  const isDirectory = existsSync(path) && statSync(path).isDirectory();
  return fleetOfTree(isDirectory ? directoryTree(path, side) : gitTree(repository, side), options, io);
}

function render(changes: readonly ObjectChange[], options: OptionValues, io: CommandIo): string {
  if (options.output === "markdown") return renderDiffMarkdown(changes);
  if (options.output === "json") {
    const body = changes.map(({ change, cluster, ref, before, after, fields, risks }) => {
      const at = (after ?? before)?.origin.locate();
      return { change, cluster, ref, from: before?.owner, to: after?.owner, at, fields, risks };
    });
    return renderJson("DiffReport", { changes: body });
  }
  return renderDiffText(changes, createPaint(wantsColor(io, "stdout")));
}
