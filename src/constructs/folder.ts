import type { ApiObject } from "cdk8s";
import { Chart } from "cdk8s";
import type { Construct } from "constructs";

/**
 * How the objects of a folder are spread over files. `folder`: all in one file named after the folder. `chart`: one
 * file for the folder's own objects and one for each chart inside, nested charts in nested folders. `object`: one
 * file for each object, `<kind>-<name>.yaml`, in a folder of its namespace when that is not the folder's.
 */
export const layouts = ["folder", "chart", "object"] as const;
export type Layout = (typeof layouts)[number];

/**
 * Whether synth writes a `kustomization.yaml` that lists the folder's files. With `resources`, entries that synth
 * does not write are listed before them: the `flux-system` folder of `flux bootstrap`, say.
 *
 * Without an index Flux applies every YAML file below the path
 * (https://fluxcd.io/flux/components/kustomize/kustomizations/#generate-kustomizationyaml).
 */
export type FolderIndex = boolean | { readonly resources: readonly string[] };

/** What can be said of a folder. */
export interface FolderOptions {
  /** Namespace of the objects that name none. */
  readonly namespace?: string;
  /** Labels for every object. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Default: the app's. */
  readonly layout?: Layout;
  /** Default: the app's. A folder with another folder inside is always indexed, or Flux would apply both. */
  readonly index?: FolderIndex;
}

/** What a folder takes from the root of its tree. */
export interface FolderDefaults {
  readonly layout: Layout;
  readonly index: FolderIndex;
  /** A path of the output as Flux reads it, from the root of the repository. */
  repositoryPath(path: string): string;
}

/** The settings of the fleet that a scope belongs to. */
export function fleetOf(scope: Construct): FolderDefaults {
  const root = scope.node.root as Construct & Partial<FolderDefaults>;
  if (typeof root.repositoryPath === "function") return root as Construct & FolderDefaults;
  throw new Error(`"${scope.node.path}" is not in a FleetApp: create the app with "new FleetApp()".`);
}

/** A folder of the fleet's output, and the scope of the objects that are written into it. */
export abstract class Folder extends Chart {
  /** Path below the output's root, with `/`. */
  readonly path: string;
  readonly layout: Layout;
  readonly index: FolderIndex;

  /** `instanceof` asks for the class; cdk8s' own answer, which is inherited, is yes for every chart. */
  static override [Symbol.hasInstance]<T>(
    this: abstract new (
      ...args: never
    ) => T,
    value: unknown,
  ): value is T {
    // biome-ignore lint/complexity/noThisInStatic: subclasses inherit this, and each asks for itself
    return Function.prototype[Symbol.hasInstance].call(this, value);
  }

  constructor(scope: Construct, id: string, path: string, options: FolderOptions) {
    const { layout, index } = fleetOf(scope);
    const { namespace, labels } = options;
    super(scope, id, { ...(namespace === undefined ? {} : { namespace }), labels: { ...labels } });
    this.path = folderPath(path);
    this.layout = options.layout ?? layout;
    this.index = options.index ?? index;
  }

  /**
   * The name of an object that gives none itself: the ids from here down, without a hash. So the name that a
   * reference or a migration relies on does not change with the tree above.
   */
  override generateObjectName(object: ApiObject): string {
    const { scopes } = object.node;
    const ids = scopes.slice(scopes.indexOf(this) + 1).map((scope) => scope.node.id);
    const shown = ids.filter((id) => id !== "Resource" && id !== "Default");
    return (shown.length > 0 ? shown : ids).join("-");
  }
}

/** A path below the output's root: `/` between parts, no `.` and no way out. */
export function folderPath(path: string): string {
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  if (path.startsWith("/") || path.includes("\\") || parts.includes("..")) {
    throw new Error(
      `The path ${JSON.stringify(path)} does not stay below the output: write it like "apps/prod".`,
    );
  }
  return parts.join("/");
}
