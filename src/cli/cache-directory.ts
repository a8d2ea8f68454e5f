import { isAbsolute, join } from "node:path";
import type { OptionValues } from "./command.js";
import type { CommandIo } from "./io.js";

/**
 * Where what only saves time is kept, as the platform has it; undefined where the environment names no place.
 * A relative XDG_CACHE_HOME counts as none, as its specification says: it would lead into the fleet.
 *
 * @see https://specifications.freedesktop.org/basedir-spec/latest/
 */
function cacheDirectory(
  { env }: CommandIo,
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  if (env.XDG_CACHE_HOME && isAbsolute(env.XDG_CACHE_HOME)) return join(env.XDG_CACHE_HOME, "fluxwright");
  if (platform === "win32") return env.LOCALAPPDATA && join(env.LOCALAPPDATA, "fluxwright", "cache");
  if (!env.HOME) return undefined;
  const parts = platform === "darwin" ? ["Library", "Caches"] : [".cache"];
  return join(env.HOME, ...parts, "fluxwright");
}

/** Where verdicts of earlier runs are kept; undefined with `--no-cache`, or where there is no place for them. */
export function verdictDirectory({ cache }: OptionValues, io: CommandIo): string | undefined {
  const directory = cache === false ? undefined : cacheDirectory(io);
  return directory === undefined ? undefined : join(directory, "verdicts");
}
