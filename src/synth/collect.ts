import { ApiObject, Chart } from "cdk8s";
import type { IConstruct } from "constructs";
import { Folder } from "../constructs/folder.js";

/** Where in the output an object belongs. */
export interface Shelf {
  /** The folder; absent for a plain chart at the root of the app. */
  readonly folder: Folder | undefined;
  /** Ids of the plain charts around the object, from the folder inwards. */
  readonly charts: readonly string[];
}

/** An object of the tree. */
export interface CollectedObject {
  readonly object: ApiObject;
  readonly shelf: Shelf;
}

/** What a walk over the tree found, in the order of the program. */
export interface Collection {
  readonly objects: readonly CollectedObject[];
  readonly folders: readonly Folder[];
  /** What constructs say against themselves (`node.addValidation`). */
  readonly complaints: readonly { readonly construct: IConstruct; readonly message: string }[];
}

/**
 * Walks the tree once. cdk8s' own synth walks the whole app once per chart and sorts by construct dependencies, which
 * is quadratic at best; Flux orders what it applies by kind and by `dependsOn`, so the program's order is as good.
 */
export function collect(root: IConstruct): Collection {
  const found = {
    objects: [] as CollectedObject[],
    folders: [] as Folder[],
    complaints: [] as Collection["complaints"][number][],
  };
  visit(root, { folder: undefined, charts: [] }, found);
  return found;
}

function visit(
  construct: IConstruct,
  shelf: Shelf,
  found: { -readonly [K in keyof Collection]: Collection[K][number][] },
): void {
  for (const message of construct.node.validate()) found.complaints.push({ construct, message });
  if (ApiObject.isApiObject(construct)) found.objects.push({ object: construct, shelf });
  if (construct instanceof Folder) found.folders.push(construct);
  const inside = shelfOf(construct, shelf);
  for (const child of construct.node.children) visit(child, inside, found);
}

function shelfOf(construct: IConstruct, around: Shelf): Shelf {
  if (construct instanceof Folder) return { folder: construct, charts: [] };
  if (Chart.isChart(construct)) return { ...around, charts: around.charts.concat(construct.node.id) };
  return around;
}
