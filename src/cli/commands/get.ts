import type { ClusterClient } from "../../cluster/cluster-client.js";
import type { Scope } from "../../cluster/list-pages.js";
import { FluxwrightError } from "../../diagnostics/fluxwright-error.js";
import type { FluxKind } from "../../flux/kinds.js";
import { fluxKindNames } from "../../flux/kinds.js";
import type { StatusList, StatusRow } from "../../reconcile/reads/list-status.js";
import { listStatus } from "../../reconcile/reads/list-status.js";
import { watchStatus } from "../../reconcile/reads/watch-status.js";
import { renderJson } from "../../render/envelope.js";
import { createPaint } from "../../render/paint.js";
import type { StatusTableOptions } from "../../render/status-table.js";
import { cleanStatus, renderStatusTable, statusListBody } from "../../render/status-table.js";
import { connectCluster, deadlineSignal, sharedSignal } from "../cluster-options.js";
import type { CommandRun, OptionValues } from "../command.js";
import { exitCode } from "../exit-code.js";
import type { CommandIo } from "../io.js";
import { wantsColor } from "../io.js";
import { defaultNamespace, parseFluxKinds } from "../object-name.js";

/** `fluxwright get`: 0; with `--exit-code` 1 when something is not current, 3 when something may not be read. */
export const run: CommandRun = async ([first = "all", second], options, io) => {
  const asked = parseQuery(first as string, second as string | undefined, options);
  const client = await connectCluster(options, io);
  try {
    if (options.watch === true) return await watch(client, asked, options, io);
    const list = await listStatus(client, asked.kinds, asked.scope, deadlineSignal(options, io));
    await requireFound(client, list, asked, io);
    tellForbidden(list, io);
    const shown = { ...list, rows: list.rows.filter((row) => isShown(row, options)) };
    await print(shown, asked, options, io);
    return codeOf(list, options);
  } finally {
    client.close();
  }
};

interface Query {
  readonly kinds: readonly FluxKind[];
  readonly scope: Scope;
  readonly name?: string;
}

/** `ks,hr`, `ks apps`, `ks/apps`, `ks/flux-system/apps`. */
function parseQuery(first: string, second: string | undefined, options: OptionValues): Query {
  const parts = second === undefined ? first.split("/") : [first, ...second.split("/")];
  const [kindWord = "all", ...rest] = parts;
  if (rest.length > 2 || rest.includes("")) {
    throw new FluxwrightError("usage", `"${first}" names no object: write kind/namespace/name`);
  }
  const name = rest.at(-1);
  const given = (rest.length === 2 ? rest[0] : options.namespace) as string | undefined;
  const everywhere = options.allNamespaces === true && rest.length < 2;
  return {
    kinds: parseFluxKinds(kindWord),
    scope: {
      ...(!everywhere && { namespace: given ?? defaultNamespace }),
      ...(name !== undefined && { fields: `metadata.name=${name}` }),
      ...(options.selector !== undefined && { labels: options.selector as string }),
    },
    ...(name !== undefined && { name }),
  };
}

/** One asked-for kind that is not there, or an object that is not there, is an error and not an empty table. */
async function requireFound(
  client: ClusterClient,
  { rows, skipped }: StatusList,
  { kinds, name, scope }: Query,
  io: CommandIo,
): Promise<void> {
  const [only] = skipped;
  if (kinds.length === 1 && only !== undefined) throw new FluxwrightError(only.why, only.message);
  if (rows.length > 0 || skipped.some(({ why }) => why === "forbidden")) return;
  const { namespace } = scope;
  const where = namespace === undefined ? "" : ` in ${namespace}`;
  if (name !== undefined) {
    throw new FluxwrightError("not-found", `There is no ${kinds.join(" or ")} "${name}"${where}`, {
      hint: "Look in all namespaces with -A.",
    });
  }
  io.stderr.write(`nothing found${where}${await absence(client, namespace, io)}\n`);
}

/** A list in a namespace that is not there is empty, not an error. Who may not look cannot tell. */
async function absence(client: ClusterClient, namespace: string | undefined, io: CommandIo): Promise<string> {
  if (namespace === undefined) return "";
  try {
    return (await client.namespaceExists(namespace, { signal: io.signal }))
      ? ""
      : ": there is no such namespace";
  } catch {
    return "";
  }
}

function tellForbidden({ skipped }: StatusList, io: CommandIo): void {
  const kinds = skipped.filter(({ why }) => why === "forbidden").map(({ kind }) => kind);
  if (kinds.length > 0) io.stderr.write(`note: not allowed to read ${kinds.join(", ")}\n`);
}

function isShown({ status }: StatusRow, options: OptionValues): boolean {
  return options.notReady !== true || status.name !== "current";
}

function codeOf({ rows, skipped }: StatusList, options: OptionValues): number {
  const isBlind = skipped.some(({ why }) => why === "forbidden");
  if (rows.length === 0 && isBlind) return exitCode.unknown;
  if (options.exitCode !== true) return exitCode.yes;
  if (rows.some(({ status }) => status.name !== "current")) return exitCode.no;
  return isBlind ? exitCode.unknown : exitCode.yes;
}

async function print(list: StatusList, query: Query, options: OptionValues, io: CommandIo): Promise<void> {
  if (options.output === "json") io.stdout.write(renderJson("StatusList", statusListBody(list)));
  else if (options.output === "yaml") {
    const { stringify } = await import("yaml");
    io.stdout.write(
      stringify({ apiVersion: "fluxwright/v1", kind: "StatusList", ...statusListBody(list) }, yamlForAll),
    );
  } else if (list.rows.length > 0) {
    io.stdout.write(renderStatusTable(list.rows, tableOptions(query, options, io)));
  }
}

/** Texts that an old reader would take for a time or a number are quoted; nothing is folded. */
const yamlForAll = { version: "1.1", lineWidth: 0 } as const;

function tableOptions(query: Query, options: OptionValues, io: CommandIo): StatusTableOptions {
  return {
    paint: createPaint(wantsColor(io, "stdout")),
    now: io.now(),
    namespaces: query.scope.namespace === undefined,
    kinds: query.kinds.length > 1,
    wide: options.output === "wide",
    ...(io.isTerminal.stdout && { columns: io.columns }),
  };
}

/** The table, then a line for each change until it is interrupted. */
async function watch(
  client: ClusterClient,
  query: Query,
  options: OptionValues,
  io: CommandIo,
): Promise<number> {
  const rows: StatusRow[] = [];
  let isWhole = false;
  const show = (row: StatusRow): void => {
    if (!isShown(row, options)) return;
    if (options.output === "json") {
      io.stdout.write(`${JSON.stringify({ ...row, status: cleanStatus(row.status) })}\n`);
    } else {
      io.stdout.write(renderStatusTable([row], { ...tableOptions(query, options, io), headless: true }));
    }
  };
  await watchStatus(client, query.kinds, query.scope, {
    signal: sharedSignal(io.signal),
    row: (row) => (isWhole ? show(row) : void rows.push(row)),
    whole: (skipped) => {
      isWhole = true;
      const ordered = fluxKindNames.flatMap((kind) => rows.filter(({ ref }) => ref.kind === kind));
      tellForbidden({ rows, skipped }, io);
      if (options.output === "json") for (const row of ordered) show(row);
      else {
        const shown = ordered.filter((row) => isShown(row, options));
        if (shown.length > 0) io.stdout.write(renderStatusTable(shown, tableOptions(query, options, io)));
      }
    },
  });
  return exitCode.yes;
}
