import { ApiObject, App, Chart } from "cdk8s";
import { ApiResource, ClusterRole, Deployment } from "cdk8s-plus-33";
import { Construct } from "constructs";
import type { FleetAppOptions } from "fluxwright";
import { Cluster, FleetApp, GitRepository, Kustomization } from "fluxwright";
import { synthFiles, synthObjects } from "fluxwright/testing";
import { describe, expect, it } from "vitest";

const configMap = { apiVersion: "v1", kind: "ConfigMap" } as const;

/** A tree with nested charts and a directory, in the given layout. */
function fleet(options: FleetAppOptions): FleetApp {
  const app = new FleetApp(options);
  const prod = app.cluster("prod");
  new ApiObject(prod, "own", configMap);
  const outer = new Chart(prod, "outer", { namespace: "flux-system", disableResourceNameHashes: true });
  new ApiObject(outer, "one", { ...configMap, metadata: { name: "one" } });
  const inner = new Chart(outer, "inner", { namespace: "elsewhere" });
  new ApiObject(inner, "two", { ...configMap, metadata: { name: "system:two" } });
  new ApiObject(prod.directory("apps/web", { namespace: "web" }), "web", configMap);
  return app;
}

describe("files", () => {
  it.each([
    ["folder", ["apps/web/web.yaml", "clusters/prod/prod.yaml"]],
    [
      "chart",
      [
        "apps/web/web.yaml",
        "clusters/prod/outer.yaml",
        "clusters/prod/outer/inner.yaml",
        "clusters/prod/prod.yaml",
      ],
    ],
    [
      "object",
      [
        "apps/web/configmap-web.yaml",
        "clusters/prod/configmap-own.yaml",
        "clusters/prod/outer/configmap-one.yaml",
        "clusters/prod/outer/inner/elsewhere/configmap-system-two.yaml",
      ],
    ],
  ] as const)("are laid out by %s", (layout, paths) => {
    expect(Object.keys(synthFiles(fleet({ layout }))).sort()).toEqual(paths);
  });

  it("of objects with one name on disk are one file, and nothing is lost", () => {
    const app = new FleetApp({ layout: "object" });
    const prod = app.cluster("prod");
    new ApiObject(prod, "a", { ...configMap, metadata: { name: "a:b" } });
    new ApiObject(prod, "b", { ...configMap, metadata: { name: "a-b" } });
    expect(synthFiles(app)["clusters/prod/configmap-a-b.yaml"]).toMatch(/name: a:b[\s\S]*name: a-b/);
  });

  it("are listed in an index when that is asked for, with what others write", () => {
    const app = new FleetApp();
    const prod = app.cluster("prod", { index: { resources: ["flux-system"] } });
    new ApiObject(prod, "own", configMap);
    expect(synthFiles(app)["clusters/prod/kustomization.yaml"]).toBe(
      "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n  - flux-system\n  - prod.yaml\n",
    );
  });

  it("get an index where one folder lies in another, so that Flux does not apply the inner one twice", () => {
    const app = new FleetApp();
    const prod = app.cluster("prod");
    new ApiObject(prod, "own", configMap);
    new ApiObject(prod.directory("clusters/prod/apps"), "web", configMap);
    expect(Object.keys(synthFiles(app)).sort()).toEqual([
      "clusters/prod/apps/apps.yaml",
      "clusters/prod/kustomization.yaml",
      "clusters/prod/prod.yaml",
    ]);
  });
});

describe("a directory", () => {
  it.each([
    ["", "./apps/web"],
    ["fleet", "./fleet/apps/web"],
    ["./deploy/flux/", "./deploy/flux/apps/web"],
  ])("in an output at %j is the path %s to Flux", (root, path) => {
    const app = new FleetApp({ root });
    const prod = app.cluster("prod");
    const repo = new GitRepository(prod, "fleet", { interval: "1m", url: "https://github.com/acme/fleet" });
    new Kustomization(prod, "web", {
      interval: "1m",
      prune: true,
      sourceRef: repo,
      path: prod.directory("./apps/web/"),
    });
    expect(synthObjects(app).at(-1)?.spec).toMatchObject({ path });
  });

  it.each(["../apps", "/apps", "apps/../..", "a\\b"])("refuses the path %s, which leads out", (path) => {
    expect(() => new FleetApp().directory(path)).toThrow("does not stay below the output");
  });

  it("gives its namespace and labels to what is in it", () => {
    const app = new FleetApp();
    new ApiObject(
      app.directory("apps", { namespace: "web", labels: { team: "web" } }),
      "settings",
      configMap,
    );
    expect(synthObjects(app)[0]?.metadata).toEqual({
      name: "settings",
      namespace: "web",
      labels: { team: "web" },
    });
  });

  it("without a namespace gives none, since the Kustomization that applies it may", () => {
    const app = new FleetApp();
    const apps = app.cluster("prod").directory("apps");
    new ApiObject(apps, "settings", configMap);
    new GitRepository(apps, "repo", { interval: "1m", url: "https://github.com/acme/apps" });
    expect(synthObjects(app).map(({ metadata }) => metadata)).toEqual([
      { name: "settings" },
      { name: "repo" },
    ]);
  });

  it("gives no namespace to objects that can have none", () => {
    const app = new FleetApp();
    const apps = app.directory("apps", { namespace: "web" });
    new ApiObject(apps, "namespace", { apiVersion: "v1", kind: "Namespace", metadata: { name: "web" } });
    new ClusterRole(apps, "reader").allowRead(ApiResource.PODS);
    expect(synthObjects(app).map(({ metadata }) => metadata)).toEqual([{ name: "web" }, { name: "reader" }]);
  });
});

describe("names", () => {
  it("of plain objects and of cdk8s-plus are the ids from the folder down, without a hash", () => {
    const app = new FleetApp();
    const apps = app.directory("apps");
    new ApiObject(new Construct(apps, "group"), "settings", configMap);
    new Deployment(apps, "web", { containers: [{ image: "nginx" }] });
    expect(synthObjects(app).map(({ metadata }) => metadata.name)).toEqual(["group-settings", "web"]);
  });
});

it("folders say where they belong", () => {
  expect(() => new Cluster(new App(), "prod")).toThrow('create the app with "new FleetApp()"');
});

it("the objects of one construct can be asked for alone", () => {
  const app = fleet({});
  const outer = app.node.findChild("prod").node.findChild("outer");
  expect(synthObjects(outer).map(({ metadata }) => metadata.name)).toEqual(["one", "system:two"]);
});
