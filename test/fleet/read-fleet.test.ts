import { describe, expect, test } from "vitest";
import { edgesOf } from "../../src/fleet/edges.js";
import { findProducer } from "../../src/fleet/find-object.js";
import type { Fleet, FleetCluster } from "../../src/fleet/fleet.js";
import type { ReadFleetOptions } from "../../src/fleet/read-fleet.js";
import { readFleet } from "../../src/fleet/read-fleet.js";
import { formatLocation } from "../../src/objects/location.js";
import { formatRef, refOf } from "../../src/objects/object-ref.js";
import { treeOf } from "./kustomize/build.js";

type Files = Readonly<Record<string, string>>;

const fleetOf = (files: Files, options: ReadFleetOptions = {}): Fleet => readFleet(treeOf(files), options);

/** A Flux Kustomization; `spec` is YAML, indented by two. */
function kustomization(name: string, path: string, spec = "", source = "flux-system"): string {
  return `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: ${name}
  namespace: flux-system
spec:
  interval: 10m
  path: ${path}
  prune: true
  sourceRef:
    kind: GitRepository
    name: ${source}
${spec}`;
}

function gitRepository(name: string, url = `https://example.com/${name}`): string {
  return `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: ${name}
  namespace: flux-system
spec:
  interval: 1m
  url: ${url}
`;
}

const configMap = (name: string, data = "a: b", namespace = ""): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${namespace && `  namespace: ${namespace}\n`}data:\n  ${data}\n`;
const sync = `${gitRepository("flux-system", "https://example.com/fleet")}---\n${kustomization("flux-system", "./clusters/prod")}`;

const names = (cluster: FleetCluster | undefined): string[] =>
  (cluster?.objects ?? []).map(({ object }) => formatRef(refOf(object)));
const outcomes = (cluster: FleetCluster | undefined): Record<string, string> =>
  Object.fromEntries(
    (cluster?.builds ?? []).map((build) => [build.kustomization.object.metadata.name, build.outcome]),
  );
const findings = (fleet: Fleet): string[] =>
  fleet.diagnostics.map(({ code, at }) => `${code} ${at.file}:${at.line}:${at.column}`);

describe("Entry points", () => {
  test("are the directories that bootstrap syncs, with their root Kustomization as owner", () => {
    const [cluster] = fleetOf({
      "clusters/prod/flux-system/gotk-sync.yaml": sync,
      "clusters/prod/apps.yaml": kustomization("apps", "./apps"),
      "apps/a.yaml": configMap("a"),
    }).clusters;
    expect(cluster?.path).toBe("clusters/prod");
    expect(outcomes(cluster)).toEqual({ "flux-system": "built", apps: "built" });
    expect(cluster?.objects.map(({ owner }) => owner?.name)).toEqual([
      "flux-system",
      "flux-system",
      "flux-system",
      "apps",
    ]);
  });

  test("are the directories below clusters that hold Flux objects", () => {
    const { clusters } = fleetOf({
      "clusters/a/apps.yaml": kustomization("apps", "./apps"),
      "clusters/b/apps.yaml": kustomization("apps", "./apps"),
      "clusters/docs/notes.yaml": "a: b\n",
      "apps/a.yaml": configMap("a"),
    });
    expect(clusters.map(({ name }) => name)).toEqual(["a", "b"]);
    expect(clusters.map(names)).toEqual([
      ["Kustomization/flux-system/apps", "ConfigMap/a"],
      ["Kustomization/flux-system/apps", "ConfigMap/a"],
    ]);
  });

  test("are not the directories below clusters that another one builds", () => {
    const { clusters } = fleetOf({
      "clusters/prod/kustomization.yaml": "resources: [../shared]\n",
      "clusters/shared/kustomization.yaml": "resources: [apps.yaml]\n",
      "clusters/shared/apps.yaml": kustomization("apps", "./apps"),
      "apps/a.yaml": configMap("a"),
    });
    expect(clusters.map(({ name }) => name)).toEqual(["prod"]);
  });

  test("are what a FluxInstance syncs, which makes the source and the root", () => {
    const instance = `apiVersion: fluxcd.controlplane.io/v1
kind: FluxInstance
metadata:
  name: flux
  namespace: flux-system
spec:
  distribution: {version: 2.x, registry: ghcr.io/fluxcd}
  sync:
    kind: OCIRepository
    url: oci://example.com/fleet
    ref: latest
    path: live
`;
    const [cluster] = fleetOf({
      "boot/instance.yaml": instance,
      "live/apps.yaml": kustomization("apps", "./apps").replace("kind: GitRepository", "kind: OCIRepository"),
      "apps/a.yaml": configMap("a"),
    }).clusters;
    expect(cluster?.path).toBe("live");
    expect(names(cluster)).toContain("ConfigMap/a");
    expect(cluster?.implied.map(({ ref, producer }) => `${formatRef(ref)} by ${producer}`)).toContain(
      "OCIRepository/flux-system/flux-system by FluxInstance/flux-system/flux",
    );
  });

  test("are what the chart of an instance syncs, found in the values of its release", () => {
    const release = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: flux-instance, namespace: flux-system}
spec:
  interval: 1h
  chartRef: {kind: OCIRepository, name: flux-instance}
  values:
    instance:
      sync: {kind: GitRepository, url: https://example.com/fleet, ref: refs/heads/main, path: kubernetes/cluster}
`;
    const [cluster] = fleetOf({
      "kubernetes/flux/release.yaml": release,
      "kubernetes/cluster/ks.yaml": kustomization("flux", "./kubernetes/flux"),
    }).clusters;
    expect(cluster?.path).toBe("kubernetes/cluster");
    expect(names(cluster)).toEqual([
      "Kustomization/flux-system/flux",
      "HelmRelease/flux-system/flux-instance",
    ]);
  });

  test("are the whole tree where nothing else is known, without what Kustomizations build", () => {
    const [cluster] = fleetOf({
      "apps.yaml": kustomization("apps", "./apps"),
      "apps/a.yaml": configMap("a"),
    }).clusters;
    expect(names(cluster)).toEqual(["Kustomization/flux-system/apps", "ConfigMap/a"]);
  });

  test("are none where overlays on one base lie side by side: others choose from them", () => {
    const overlay = "resources: [../base]\n";
    const files = {
      "base/kustomization.yaml": "resources: [web.yaml]\n",
      "base/web.yaml": gitRepository("web"),
      "production/kustomization.yaml": overlay,
      "staging/kustomization.yaml": overlay,
    };
    const fleet = fleetOf(files);
    expect(fleet.clusters).toEqual([]);
    expect(fleet.diagnostics).toEqual([]);
    expect(new Set(fleet.unreached.map(({ object }) => object.metadata.name))).toEqual(new Set(["web"]));
  });

  test("can be given", () => {
    const files = { "one/a.yaml": configMap("a"), "two/b.yaml": configMap("b") };
    expect(fleetOf(files, { entry: ["./two/"] }).clusters.map(names)).toEqual([["ConfigMap/b"]]);
    expect(() => fleetOf(files, { entry: ["three"] })).toThrow('The entry point "three" is no directory');
  });

  test("of a tree without Flux objects are none, and its objects are unreached", () => {
    const fleet = fleetOf({ "a.yaml": configMap("a") });
    expect(fleet.clusters).toEqual([]);
    expect(fleet.unreached.map(({ object }) => object.metadata.name)).toEqual(["a"]);
  });
});

describe("A Kustomization's path", () => {
  test("is built with what the Kustomization says, and so are the Kustomizations that it yields", () => {
    const patches = `  patches:
    - target: {kind: Kustomization}
      patch: |
        - op: add
          path: /spec/targetNamespace
          value: shop
`;
    const fleet = fleetOf({
      "clusters/prod/root.yaml": kustomization("root", "./apps", patches),
      "apps/shop.yaml": kustomization(
        "shop",
        "./shop",
        "  namePrefix: my-\n  commonMetadata:\n    labels: {team: shop}\n",
      ),
      "shop/a.yaml": configMap("a"),
    });
    const object = fleet.clusters[0]?.objects.at(-1);
    expect(object?.object.metadata).toEqual({ name: "my-a", namespace: "shop", labels: { team: "shop" } });
    expect(formatLocation(object!.origin.locate("/metadata/namespace"))).toBe(
      "clusters/prod/root.yaml:18:18",
    );
    expect(formatLocation(object!.origin.locate("/metadata/labels/team"))).toBe("apps/shop.yaml:15:5");
    expect(formatLocation(object!.origin.locate("/data/a"))).toBe("shop/a.yaml:6:6");
  });

  test.each([
    ["that is not there", "./aps", 'The source has no directory "./aps". Did you mean "apps"?'],
    ["in the wrong case", "./Apps", 'Did you mean "apps"? Case counts.'],
    ["that is a file", "./apps/a.yaml", "is a file; Flux builds directories"],
    ["that leads out of the source", "../apps", "leads out of the source"],
  ])("%s is reported at the path", (_, path, message) => {
    const fleet = fleetOf({
      "clusters/prod/apps.yaml": kustomization("apps", path),
      "apps/a.yaml": configMap("a"),
    });
    expect(findings(fleet)).toEqual(["path-not-found clusters/prod/apps.yaml:8:9"]);
    expect(fleet.diagnostics[0]?.message).toContain(message);
  });

  test("gets its variables from ConfigMaps that other Kustomizations build later", () => {
    const from =
      "  postBuild:\n    substituteFrom:\n      - {kind: ConfigMap, name: facts}\n    substitute: {b: inline}\n";
    const fleet = fleetOf({
      "clusters/prod/a.yaml": kustomization("apps", "./apps", from),
      "clusters/prod/b.yaml": kustomization("facts", "./facts"),
      "apps/a.yaml": configMap("a", "a: ${a}-${b}"),
      "facts/f.yaml": configMap("facts", "a: one\n  b: two", "flux-system"),
    });
    expect(fleet.diagnostics).toEqual([]);
    expect(fleet.clusters[0]?.objects.at(-1)?.object.data).toEqual({ a: "one-inline" });
  });

  test("keeps variables open that a Secret made elsewhere may hold", () => {
    const from = "  postBuild:\n    substituteFrom:\n      - {kind: Secret, name: made-elsewhere}\n";
    const fleet = fleetOf({
      "clusters/prod/a.yaml": kustomization("apps", "./apps", from),
      "apps/a.yaml": configMap("a", "a: ${a}"),
    });
    expect(fleet.diagnostics).toEqual([]);
    expect(fleet.clusters[0]?.objects.at(-1)?.object.data).toEqual({ a: "${a}" });
  });

  test.each([
    ["2.9", "error"],
    ["2.8", "warning"],
  ] as const)("with a variable that nothing sets is reported, with Flux %s as %s", (flux, severity) => {
    const files = {
      "clusters/prod/a.yaml": kustomization("apps", "./apps", "  postBuild:\n    substitute: {a: b}\n"),
      "apps/a.yaml": configMap("a", "a: ${nope}"),
    };
    const fleet = fleetOf(files, { profile: { flux, distribution: "upstream", lockdown: false } });
    expect(findings(fleet)).toEqual(["substitute-undefined apps/a.yaml:6:6"]);
    expect(fleet.diagnostics[0]?.severity).toBe(severity);
  });

  test("with a file that is not YAML does not build", () => {
    const fleet = fleetOf({
      "clusters/prod/a.yaml": kustomization("apps", "./apps"),
      "apps/a.yaml": "a: [b\n",
    });
    expect(outcomes(fleet.clusters[0])).toEqual({ apps: "failed" });
    expect(fleet.diagnostics.map(({ code, at }) => `${code} ${at.file}`)).toEqual([
      "yaml-syntax apps/a.yaml",
    ]);
  });

  test("that yields itself is built once", () => {
    const [cluster] = fleetOf({
      "clusters/prod/loop.yaml": kustomization("loop", "./loop"),
      "loop/loop.yaml": kustomization("loop", "./loop"),
    }).clusters;
    expect(cluster?.builds.length).toBe(1);
  });
});

describe("Sources", () => {
  const other = {
    "clusters/prod/flux-system/gotk-sync.yaml": sync,
    "clusters/prod/infra.yaml": `${gitRepository("infra")}---\n${kustomization("infra", "./base", "", "infra")}---\n${kustomization("more", "./more", "", "infra")}`,
  };

  test("in another repository are said to be external, once", () => {
    const fleet = fleetOf(other);
    expect(outcomes(fleet.clusters[0])).toMatchObject({ infra: "external", more: "external" });
    expect(findings(fleet)).toEqual(["source-external clusters/prod/infra.yaml:1:1"]);
  });

  test("can be mapped to a directory", () => {
    const infra = treeOf({ "base/a.yaml": configMap("a"), "more/b.yaml": configMap("b") });
    const fleet = fleetOf(other, { sources: { "GitRepository/flux-system/infra": infra } });
    expect(names(fleet.clusters[0])).toEqual(expect.arrayContaining(["ConfigMap/a", "ConfigMap/b"]));
    expect(fleet.diagnostics).toEqual([]);
  });

  test("with the URL of the fleet's own repository are the fleet", () => {
    const again = gitRepository("again", "ssh://git@example.com/fleet.git");
    const fleet = fleetOf({
      "clusters/prod/flux-system/gotk-sync.yaml": sync,
      "clusters/prod/apps.yaml": `${again}---\n${kustomization("apps", "./apps", "", "again")}`,
      "apps/a.yaml": configMap("a"),
    });
    expect(outcomes(fleet.clusters[0])).toMatchObject({ apps: "built" });
  });

  test("leave out what spec.ignore says", () => {
    const fleet = fleetOf({
      "clusters/prod/flux-system/gotk-sync.yaml": sync.replace(
        "  url:",
        "  ignore: |\n    skipped.yaml\n  url:",
      ),
      "clusters/prod/apps.yaml": kustomization("apps", "./apps"),
      "apps/a.yaml": configMap("a"),
      "apps/skipped.yaml": "no: object\n",
    });
    expect(fleet.diagnostics).toEqual([]);
    expect(names(fleet.clusters[0])).toContain("ConfigMap/a");
  });

  test("made by an ArtifactGenerator hold what it copies", () => {
    const generator = `apiVersion: source.extensions.fluxcd.io/v1beta1
kind: ArtifactGenerator
metadata: {name: parts, namespace: flux-system}
spec:
  sources: [{alias: repo, kind: GitRepository, name: flux-system}]
  artifacts:
    - name: shop
      copy:
        - {from: "@repo/apps/base/**", to: "@artifact/base/"}
        - {from: "@repo/apps/prod/**", to: "@artifact/prod/", exclude: ["*.md"]}
`;
    const fleet = fleetOf({
      "clusters/prod/flux-system/gotk-sync.yaml": sync,
      "clusters/prod/parts.yaml": generator,
      "clusters/prod/shop.yaml": kustomization("shop", "./prod", "", "shop").replace(
        "kind: GitRepository",
        "kind: ExternalArtifact",
      ),
      "apps/base/kustomization.yaml": "resources: [a.yaml]\n",
      "apps/base/a.yaml": configMap("a"),
      "apps/prod/kustomization.yaml": "resources: [../base]\nnamePrefix: prod-\n",
    });
    expect(fleet.diagnostics).toEqual([]);
    expect(names(fleet.clusters[0])).toContain("ConfigMap/prod-a");
    expect(fleet.unreached).toEqual([]);
  });
});

describe("Edges and producers", () => {
  const files = {
    "clusters/prod/apps.yaml": kustomization(
      "apps",
      "./apps",
      "  targetNamespace: shop\n  dependsOn:\n    - name: gone\n",
    ),
    "apps/release.yaml": `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: web}
spec:
  interval: 1h
  chartRef: {kind: OCIRepository, name: web}
  valuesFrom:
    - {kind: Secret, name: web-values}
    - {kind: Secret, name: maybe, optional: true}
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: {name: web}
spec: {interval: 1h, url: oci://example.com/web}
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: web}
spec:
  target: {name: web-values}
---
apiVersion: fluxcd.controlplane.io/v1
kind: ResourceSet
metadata: {name: tenants}
spec:
  resources:
    - apiVersion: v1
      kind: Secret
      metadata: {name: "<< inputs.name >>-token"}
`,
  };
  const [cluster] = fleetOf(files).clusters;

  test("references are resolved in the namespace that the object is built in", () => {
    const edges = edgesOf(cluster!).map(({ from, pointer, to, target, optional }) => {
      const state = target === undefined ? "missing" : "producer" in target ? "implied" : "built";
      return `${from.object.kind}${pointer} ${formatRef(to)} ${state}${optional ? " optional" : ""}`;
    });
    expect(edges).toEqual([
      "Kustomization/spec/sourceRef/name GitRepository/flux-system/flux-system implied",
      "Kustomization/spec/dependsOn/0/name Kustomization/flux-system/gone missing",
      "HelmRelease/spec/chartRef/name OCIRepository/shop/web built",
      "HelmRelease/spec/valuesFrom/0/name Secret/shop/web-values implied",
      "HelmRelease/spec/valuesFrom/1/name Secret/shop/maybe missing optional",
    ]);
  });

  test("a name that is worked out in the cluster is found by its pattern", () => {
    const ref = { group: "", kind: "Secret", namespace: "shop", name: "one-token" };
    expect(findProducer(cluster!, ref)?.producer).toBe("ResourceSet/shop/tenants");
    expect(findProducer(cluster!, { ...ref, name: "one-other" })).toBeUndefined();
  });
});

test("What no cluster reaches is built where a kustomization is, and patches and components are no objects", () => {
  const fleet = fleetOf({
    "clusters/prod/apps.yaml": kustomization("apps", "./apps"),
    "apps/a.yaml": configMap("a"),
    "other/kustomization.yaml": "resources: [base]\nnamePrefix: my-\npatches:\n  - path: patch.yaml\n",
    "other/patch.yaml": configMap("x", "a: patched"),
    "other/base/kustomization.yaml": "resources: [x.yaml]\n",
    "other/base/x.yaml": configMap("x"),
    "part/kustomization.yaml": "kind: Component\nresources: [y.yaml]\n",
    "part/y.yaml": configMap("_"),
    "loose.yaml": configMap("loose"),
  });
  expect(fleet.unreached.map(({ object }) => [object.metadata.name, object.data])).toEqual([
    ["my-x", { a: "patched" }],
    ["loose", { a: "b" }],
  ]);
});

test("A base that many Kustomizations build is built once", () => {
  const apps = Object.fromEntries(
    Array.from({ length: 100 }, (_, i) => [
      `clusters/prod/app-${i}.yaml`,
      kustomization(`app-${i}`, "./apps/overlay", `  targetNamespace: ns-${i}\n`),
    ]),
  );
  const { clusters } = fleetOf({
    ...apps,
    "apps/overlay/kustomization.yaml": "resources: [../base]\n",
    "apps/base/kustomization.yaml": "resources: [a.yaml]\n",
    "apps/base/a.yaml": configMap("a"),
  });
  const data = clusters[0]!.objects
    .filter(({ object }) => object.kind === "ConfigMap")
    .map(({ object }) => object.data);
  expect(data.length).toBe(100);
  expect(new Set(data).size).toBe(1);
});
