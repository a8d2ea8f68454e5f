import type { IResolver } from "cdk8s";
import { App } from "cdk8s";
import type { ClusterOptions } from "./cluster.js";
import { Cluster } from "./cluster.js";
import { watchPlaces } from "./construct-place.js";
import { Directory } from "./directory.js";
import type { FolderDefaults, FolderIndex, FolderOptions, Layout } from "./folder.js";
import { folderPath } from "./folder.js";

/** What holds for a whole fleet. */
export interface FleetTreeOptions {
  /** Where synth writes. Default: what the command line says (`CDK8S_OUTDIR`), else `dist`. */
  readonly outdir?: string;
  /**
   * Where the output lies in the repository that Flux reads, when it is not the root: `fleet` puts a directory
   * `apps` at `./fleet/apps` for Flux. Default: the root.
   */
  readonly root?: string;
  /** How objects are spread over files. Default: `chart`. */
  readonly layout?: Layout;
  /** Whether folders get a `kustomization.yaml`. Default: no, Flux then applies every file of a folder. */
  readonly index?: boolean;
  /** cdk8s resolvers, asked for every value before cdk8s' own. */
  readonly resolvers?: readonly IResolver[];
}

/** The root of a fleet's construct tree: its clusters and directories. `FleetApp` adds synth to it. */
export class FleetTree extends App implements FolderDefaults {
  readonly layout: Layout;
  readonly index: FolderIndex;
  /** Where the output lies in the repository, with `/`; empty for the root. */
  readonly root: string;

  constructor(options: FleetTreeOptions = {}) {
    const { outdir, resolvers = [] } = options;
    super({ ...(outdir === undefined ? {} : { outdir }), resolvers: [...resolvers] });
    this.layout = options.layout ?? "chart";
    this.index = options.index ?? false;
    this.root = folderPath(options.root ?? "");
    watchPlaces(this);
  }

  /** A cluster of the fleet. */
  cluster(name: string, options?: ClusterOptions): Cluster {
    return new Cluster(this, name, options);
  }

  /** Manifests that Kustomizations of several clusters apply. */
  directory(path: string, options?: FolderOptions): Directory {
    return new Directory(this, path, options);
  }

  /** A path of the output as Flux reads it: `./fleet/apps`. */
  repositoryPath(path: string): string {
    return `./${[this.root, path].filter((part) => part !== "").join("/")}`;
  }
}
