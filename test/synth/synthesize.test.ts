import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ApiObject, Lazy } from "cdk8s";
import type { Cluster, Diagnostic, FleetAppOptions, SynthResult } from "fluxwright";
import {
  external,
  FleetApp,
  FluxSync,
  HelmRelease,
  ImagePolicy,
  imageTag,
  Kustomization,
  synthesize,
} from "fluxwright";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readFleet } from "../../src/fleet/read-fleet.js";
import { directoryTree } from "../../src/manifests/directory-tree.js";
import { synthRecordFile } from "../../src/manifests/synth-record.js";
import { validateFleet } from "../../src/validate/validate-fleet.js";

let outDir: string;
beforeEach(() => {
  outDir = mkdtempSync(join(tmpdir(), "fluxwright-"));
});
afterEach(() => rmSync(outDir, { recursive: true, force: true }));

/** Synthesizes a cluster that is kept by a sync, and what else `fill` creates in it. */
function synth(
  fill: (prod: Cluster) => void,
  options: FleetAppOptions & { readonly check?: boolean } = {},
): SynthResult {
  const app = new FleetApp(options);
  const prod = app.cluster("prod");
  new FluxSync(prod, "flux-system", {
    git: { url: "https://github.com/acme/fleet", ref: { branch: "main" } },
  });
  fill(prod);
  return synthesize(app, { outDir, cwd: process.cwd(), ...options });
}

const problems = ({ diagnostics }: SynthResult): Diagnostic[] =>
  diagnostics.filter(({ severity }) => severity !== "info");
const codes = (result: SynthResult): string[] => problems(result).map(({ code }) => code);
const textOf = (path: string): string => readFileSync(join(outDir, path), "utf8");

function configMap(prod: Cluster, data: unknown): ApiObject {
  return new ApiObject(prod, "settings", { apiVersion: "v1", kind: "ConfigMap", data });
}

class Temperature {
  readonly degrees = 20;
}

describe("values", () => {
  const cycle: Record<string, unknown> = {};
  cycle.self = cycle;
  it.each([
    ["a function", { a: () => 1 }, "data.a", "is a function"],
    ["a symbol", { a: Symbol("x") }, "data.a", "is a symbol"],
    ["a bigint", { a: 1n }, "data.a", "is a bigint"],
    ["not a number", { a: { b: [0, Number.NaN] } }, "data.a.b[1]", "is NaN"],
    ["infinite", { a: Number.POSITIVE_INFINITY }, "data.a", "is Infinity"],
    ["a Date", { a: new Date(0) }, "data.a", "is a Date"],
    ["a Map", { a: new Map() }, "data.a", "is a Map"],
    ["an instance of a class", { "a/b": new Temperature() }, 'data["a/b"]', "is a Temperature"],
    ["undefined in a list", { a: ["x", undefined] }, "data.a[1]", "is undefined in a list"],
    ["in itself", cycle, "data.self", "contains itself"],
    ["a function that a token gives", { a: Lazy.any({ produce: () => () => 1 }) }, "data.a", "is a function"],
  ])("that JSON cannot carry are found where they stand: %s", (_what, data, place, reason) => {
    const result = synth((prod) => configMap(prod, data));
    const [found] = problems(result).filter(({ code }) => code === "value-not-json");
    expect(found?.message).toContain(place);
    expect(found?.message).toContain(reason);
    expect(found?.at).toMatchObject({ file: "test/synth/synthesize.test.ts", construct: "prod/settings" });
    expect(result.changes).toBeUndefined();
  });

  it("that are undefined in a map are absent, and tokens are resolved", () => {
    synth((prod) => configMap(prod, { a: undefined, b: Lazy.any({ produce: () => "late" }) }));
    expect(textOf("clusters/prod/prod.yaml")).toContain("data:\n  b: late\n");
  });

  it("that a custom resolver of cdk8s replaces are written as it says", () => {
    const resolvers = [
      {
        resolve: (context: { value: unknown; replaceValue(value: unknown): void }) => {
          if (context.value === "$color") context.replaceValue("green");
        },
      },
    ];
    synth((prod) => configMap(prod, { color: "$color" }), { resolvers });
    expect(textOf("clusters/prod/prod.yaml")).toContain("color: green");
  });

  it("that no YAML reader is sure to take are refused", () => {
    expect(codes(synth((prod) => configMap(prod, { a: "\u0085" })))).toContain("yaml-unsafe-value");
  });

  it("of a Helm release that are null are kept: they remove defaults of the chart", () => {
    const result = synth((prod) => {
      const chartRef = external({ kind: "OCIRepository", name: "podinfo" });
      new HelmRelease(prod, "podinfo", { interval: "10m", chartRef, values: { limits: { cpu: null } } });
    });
    expect(codes(result)).toEqual([]);
    expect(textOf("clusters/prod/prod.yaml")).toContain("cpu: null");
  });
});

describe("objects", () => {
  it("that stand twice in a folder are found, with the other one", () => {
    const result = synth((prod) => {
      for (const id of ["a", "b"])
        new ApiObject(prod, id, { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "same" } });
    });
    const duplicates = problems(result).filter(({ code }) => code === "object-duplicate");
    expect(duplicates).toHaveLength(1);
    expect(duplicates[0]?.at.construct).toBe("prod/b");
    expect(duplicates[0]?.related?.[0]?.at.construct).toBe("prod/a");
  });

  it("whose constructs complain are found", () => {
    const result = synth((prod) => {
      configMap(prod, {}).node.addValidation({ validate: () => ["it is too warm"] });
    });
    expect(problems(result)).toMatchObject([
      {
        code: "construct-invalid",
        message: expect.stringContaining("it is too warm"),
        at: { construct: "prod/settings" },
      },
    ]);
  });

  it("that hold a Secret in clear text are refused, unless that is accepted", () => {
    const secret = (prod: Cluster) => {
      new ApiObject(prod, "token", { apiVersion: "v1", kind: "Secret", stringData: { token: "hunter2" } });
    };
    expect(codes(synth(secret))).toContain("secret-in-clear");
    expect(codes(synth(secret, { ignore: ["secret-in-clear"] }))).toEqual([]);
    expect(textOf("clusters/prod/prod.yaml")).toContain("hunter2");
  });

  it("are accepted where a comment says why", () => {
    const result = synth((prod) => {
      // fluxwright-ignore secret-in-clear: a token for tests
      new ApiObject(prod, "token", { apiVersion: "v1", kind: "Secret", stringData: { token: "hunter2" } });
    });
    expect(codes(result)).toEqual([]);
  });
});

describe("a cluster that is pinned", () => {
  const uid = "3f2c1e60-0000-4000-8000-000000000001";

  it("is kept in the record by its path, and the others are not", () => {
    const app = new FleetApp();
    for (const [name, options] of Object.entries({ prod: { clusterUid: uid }, staging: {} })) {
      new FluxSync(app.cluster(name, options), "flux-system", {
        git: { url: "https://github.com/acme/fleet", ref: { branch: "main" } },
      });
    }
    synthesize(app, { outDir, cwd: process.cwd() });
    expect(JSON.parse(textOf(synthRecordFile)).clusterUids).toEqual({ "clusters/prod": uid });
  });

  it.each(["prod", "", uid.toUpperCase()])("is not pinned to %j, which is no uid", (clusterUid) => {
    expect(() => new FleetApp().cluster("prod", { clusterUid })).toThrow("is no uid");
  });
});

describe("references", () => {
  const apply = { interval: "10m", path: "./clusters/prod", prune: true } as const;

  it("to nothing are found, and those to something external are not", () => {
    const named = { kind: "GitRepository", name: "elsewhere" } as const;
    const to = (sourceRef: typeof named | ReturnType<typeof external<"GitRepository">>) =>
      codes(synth((prod) => new Kustomization(prod, "apps", { ...apply, path: "./apps", sourceRef })));
    expect(to(named)).toContain("source-not-found");
    expect(to(external(named))).not.toContain("source-not-found");
  });

  it("to something external hold for whoever checks the output later", () => {
    const sourceRef = external({ kind: "GitRepository", name: "elsewhere" });
    const result = synth((prod) => new Kustomization(prod, "apps", { ...apply, path: "./apps", sourceRef }));
    expect(result.changes?.written).toContain(synthRecordFile);
    expect(JSON.parse(textOf(synthRecordFile)).externals).toEqual(["GitRepository/flux-system/elsewhere"]);
    const found = validateFleet(readFleet(directoryTree(outDir))).map(({ code }) => code);
    expect(found).not.toContain("source-not-found");
  });

  it("in a circle are found", () => {
    const result = synth((prod) => {
      const sourceRef = external({ kind: "GitRepository", name: "elsewhere" });
      new Kustomization(prod, "a", { ...apply, path: "./a", sourceRef, dependsOn: [{ name: "b" }] });
      new Kustomization(prod, "b", { ...apply, path: "./b", sourceRef, dependsOn: [{ name: "a" }] });
    });
    expect(codes(result)).toContain("depends-on-cycle");
  });

  it("to paths that others write into the output hold", () => {
    mkdirSync(join(outDir, "legacy"), { recursive: true });
    writeFileSync(
      join(outDir, "legacy/settings.yaml"),
      "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n  namespace: default\n",
    );
    const of = (path: string) =>
      synth((prod) => {
        const sourceRef = { kind: "GitRepository", name: "flux-system" } as const;
        new Kustomization(prod, "legacy", { ...apply, sourceRef, path });
      });
    expect(codes(of("./nowhere"))).toContain("path-not-found");
    expect(codes(of("./legacy"))).not.toContain("path-not-found");
  });
});

describe("image tags", () => {
  const tagged =
    (initial: string, pinned = false) =>
    (prod: Cluster) => {
      const policy = new ImagePolicy(prod, "podinfo", {
        imageRepositoryRef: external({ kind: "ImageRepository", name: "podinfo" }),
        policy: { semver: { range: "6.x" } },
      });
      const tag = pinned ? initial : imageTag(policy, initial);
      const chartRef = external({ kind: "OCIRepository", name: "podinfo" });
      new HelmRelease(prod, "podinfo", { interval: "10m", chartRef, values: { image: { tag } } });
    };
  const file = "clusters/prod/prod.yaml";
  /** What image automation does. */
  const commit = (from: string, to: string) =>
    writeFileSync(join(outDir, file), textOf(file).replace(from, to));

  it("that were committed stay, and synth then changes nothing but its record", () => {
    synth(tagged("6.5.0"));
    expect(textOf(file)).toContain('tag: "6.5.0" # {"$imagepolicy": "flux-system:podinfo:tag"}');
    commit("6.5.0", "6.7.1");
    const committed = textOf(file);
    expect(problems(synth(tagged("6.5.0")))).toEqual([]);
    expect(textOf(file)).toBe(committed);
    expect(synth(tagged("6.5.0"), { check: true }).changes?.written).toEqual([]);
  });

  it("stay when the layout moves the object to another file", () => {
    synth(tagged("6.5.0"));
    commit("6.5.0", "6.7.1");
    const moved = synth(tagged("6.5.0"), { layout: "object" });
    expect(moved.files).toContain("clusters/prod/helmrelease-podinfo.yaml");
    expect(textOf("clusters/prod/helmrelease-podinfo.yaml")).toContain('tag: "6.7.1" #');
  });

  it("that are pinned lose their marker", () => {
    synth(tagged("6.5.0"));
    commit("6.5.0", "6.7.1");
    rmSync(join(outDir, file));
    synth(tagged("6.6.0", true));
    expect(textOf(file)).toContain('tag: "6.6.0"\n');
  });

  it("work in constructs of other makes", () => {
    synth((prod) => {
      const policy = new ImagePolicy(prod, "web", {
        imageRepositoryRef: external({ kind: "ImageRepository", name: "web" }),
        policy: { semver: { range: "1.x" } },
      });
      configMap(prod, { tag: imageTag(policy, "1.0.0") });
    });
    expect(textOf(file)).toContain('tag: "1.0.0" # {"$imagepolicy": "flux-system:web:tag"}');
  });
});

describe("the output", () => {
  it("keeps what others wrote, and loses what the program no longer gives", () => {
    mkdirSync(dirname(join(outDir, "docs/readme.txt")), { recursive: true });
    writeFileSync(join(outDir, "docs/readme.txt"), "by hand");
    synth((prod) => configMap(prod, {}), { layout: "object" });
    expect(readdirSync(join(outDir, "clusters/prod"))).toContain("configmap-settings.yaml");
    const { changes } = synth(() => {}, { layout: "object" });
    expect(changes?.removed).toEqual(["clusters/prod/configmap-settings.yaml"]);
    expect(textOf("docs/readme.txt")).toBe("by hand");
  });

  it("is not touched when there is an error", () => {
    synth((prod) => configMap(prod, { a: "1" }));
    const before = textOf(".fluxwright.json");
    const { changes } = synth((prod) => configMap(prod, { a: () => 1 }));
    expect(changes).toBeUndefined();
    expect(textOf(".fluxwright.json")).toBe(before);
  });

  it("is refused by synth() of the app with every error, when no command asked for it", () => {
    const app = new FleetApp({ outdir: join(outDir, "own") });
    configMap(app.cluster("prod"), { a: () => 1 });
    expect(() => app.synth()).toThrow(/synthesize\.test\.ts:\d+:\d+ value-not-json: .*data\.a/);
    expect(readdirSync(outDir)).toEqual([]);
  });

  it("can be had as one text, without index files", () => {
    const app = new FleetApp({ index: true });
    configMap(app.cluster("prod"), { a: "yes" });
    configMap(app.cluster("staging"), { a: "no" });
    expect(app.synthYaml()).toMatch(/^apiVersion: v1\n[\s\S]*a: "yes"\n---\n[\s\S]*a: "no"\n$/);
  });
});
