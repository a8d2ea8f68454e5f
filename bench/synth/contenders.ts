import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ApiObject, App, Chart } from "cdk8s";
import { FleetApp, FluxSync, GitRepository, HelmRelease, Kustomization, synthesize } from "fluxwright";
import { stringify } from "yaml";
import { printBare } from "./floor.js";
import { appContent, appObjects } from "./workload.js";

/** Makes `apps` apps of three objects, one file for each, in a directory. */
export type Contender = (apps: number, directory: string) => void;

export const contenders = { floor, yaml, cdk8s, fluxwright } as const satisfies Readonly<
  Record<string, Contender>
>;

function floor(apps: number, directory: string): void {
  mkdirSync(directory, { recursive: true });
  for (let i = 0; i < apps; i++)
    writeFileSync(join(directory, `${appContent(i).name}.yaml`), printBare(appObjects(i)));
}

function yaml(apps: number, directory: string): void {
  mkdirSync(directory, { recursive: true });
  for (let i = 0; i < apps; i++) {
    const text = appObjects(i).map((object) => stringify(object, { version: "1.1", lineWidth: 0 }));
    writeFileSync(join(directory, `${appContent(i).name}.yaml`), text.join("---\n"));
  }
}

function cdk8s(apps: number, directory: string): void {
  const app = new App({ outdir: directory });
  for (let i = 0; i < apps; i++) {
    const chart = new Chart(app, appContent(i).name);
    for (const [at, object] of appObjects(i).entries()) {
      new ApiObject(chart, String(at), object as ConstructorParameters<typeof ApiObject>[2]);
    }
  }
  app.synth();
}

function fluxwright(apps: number, directory: string): void {
  const app = new FleetApp();
  const prod = app.cluster("prod");
  new FluxSync(prod, "flux-system", {
    git: { url: "https://github.com/acme/fleet", ref: { branch: "main" } },
  });
  for (let i = 0; i < apps; i++) {
    const { name, repository, kustomization, release } = appContent(i);
    const chart = new Chart(prod, name);
    const sourceRef = new GitRepository(chart, name, repository);
    new Kustomization(chart, name, { ...kustomization, sourceRef });
    new HelmRelease(chart, name, { ...release, chart: { spec: { chart: "./chart", sourceRef } } });
  }
  const verdicts = join(dirname(directory), "verdicts");
  const { diagnostics } = synthesize(app, { outDir: directory, cwd: process.cwd(), verdicts });
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(`The workload has errors: ${errors[0]!.message}`);
}
