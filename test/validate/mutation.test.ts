import { describe, expect, test } from "vitest";
import type { DiagnosticCode } from "../../src/diagnostics/catalog.js";
import { readFleet } from "../../src/fleet/read-fleet.js";
import { memoryTree } from "../../src/manifests/memory-tree.js";
import { validateFleet } from "../../src/validate/validate-fleet.js";

/** A correct fleet: three teams, each with its namespace, source, release, and what watches them. */
function correctFleet(): Map<string, string> {
  const files = new Map([["clusters/prod/flux-system/sync.yaml", sync]]);
  for (const team of ["shop", "search", "billing"]) {
    files.set(`clusters/prod/${team}.yaml`, kustomization(team));
    files.set(`apps/${team}/namespace.yaml`, namespace(team));
    files.set(`apps/${team}/release.yaml`, release(team));
    files.set(`apps/${team}/watch.yaml`, watch(team));
  }
  return files;
}

const sync = `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: flux-system
  namespace: flux-system
spec:
  interval: 1m
  url: https://github.com/example/fleet
  ref:
    branch: main
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: flux-system
  namespace: flux-system
spec:
  interval: 10m
  retryInterval: 2m
  timeout: 5m
  path: ./clusters/prod
  prune: true
  sourceRef:
    kind: GitRepository
    name: flux-system
`;

const kustomization = (team: string): string => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: ${team}
  namespace: flux-system
spec:
  interval: 10m
  retryInterval: 2m
  timeout: 5m
  path: ./apps/${team}
  prune: true
  wait: true
  dependsOn:
    - name: flux-system
  sourceRef:
    kind: GitRepository
    name: flux-system
`;

const namespace = (team: string): string => `apiVersion: v1
kind: Namespace
metadata:
  name: ${team}
  labels:
    team: ${team}
`;

const release = (team: string): string => `apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata:
  name: web
  namespace: ${team}
spec:
  interval: 30m
  url: oci://ghcr.io/example/charts/web
  layerSelector:
    mediaType: application/vnd.cncf.helm.chart.content.v1.tar+gzip
    operation: copy
  ref:
    semver: 1.x
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: web
  namespace: ${team}
spec:
  interval: 20m
  timeout: 5m
  chartRef:
    kind: OCIRepository
    name: web
  install:
    strategy:
      name: RetryOnFailure
  upgrade:
    strategy:
      name: RetryOnFailure
  driftDetection:
    mode: enabled
  valuesFrom:
    - kind: ConfigMap
      name: web-values
  values:
    replicas: 2
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: web-values
  namespace: ${team}
data:
  values.yaml: "a: 1"
`;

const watch = (team: string): string => `apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata:
  name: web
  namespace: ${team}
spec:
  image: ghcr.io/example/web
  interval: 1h
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata:
  name: web
  namespace: ${team}
spec:
  imageRepositoryRef:
    name: web
  policy:
    semver:
      range: ">=1.0.0"
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: receiver
  namespace: ${team}
data:
  note: none
`;

/** A single mistake: one line that becomes others. */
interface Mistake {
  readonly what: string;
  /** Which lines it may happen on, in which files. */
  readonly in: RegExp;
  readonly line: RegExp;
  readonly becomes: string;
  readonly code: DiagnosticCode;
  /** Codes that follow from it by necessity, wherever they are reported. */
  readonly follows?: readonly DiagnosticCode[];
  /** The line of the finding, counted from the changed one; default 0. A quote left open is missed at the end. */
  readonly offset?: number;
}

const TEAM = /^clusters\/prod\/\w+\.yaml$/;
const RELEASE = /release\.yaml$/;
const WATCH = /watch\.yaml$/;
const NAMESPACE = /namespace\.yaml$/;

const mistakes: readonly Mistake[] = [
  {
    what: "a source misspelt",
    in: TEAM,
    line: /^ {4}name: flux-system$/,
    becomes: "    name: flux-sytem",
    code: "source-not-found",
  },
  {
    what: "a dependency misspelt",
    in: TEAM,
    line: /- name: flux-system/,
    becomes: "    - name: flux-sistem",
    code: "depends-on-not-found",
  },
  {
    what: "a path that is not there",
    in: TEAM,
    line: /^ {2}path: /,
    becomes: "  path: ./aps",
    code: "path-not-found",
    follows: ["namespace-not-found"],
  },
  {
    what: "a duration in days",
    in: TEAM,
    line: /^ {2}interval: /,
    becomes: "  interval: 1d",
    code: "schema-pattern",
  },
  {
    what: "a timeout without a unit",
    in: TEAM,
    line: /^ {2}timeout: /,
    becomes: '  timeout: "30"',
    code: "schema-pattern",
  },
  {
    what: "a number for a duration",
    in: TEAM,
    line: /^ {2}retryInterval: /,
    becomes: "  retryInterval: 30",
    code: "schema-type",
  },
  {
    what: "a text for a switch",
    in: TEAM,
    line: /^ {2}prune: /,
    becomes: '  prune: "true"',
    code: "schema-type",
  },
  {
    what: "a yes for a switch",
    in: TEAM,
    line: /^ {2}wait: /,
    becomes: '  wait: "yes"',
    code: "schema-type",
  },
  {
    what: "a field misspelt",
    in: TEAM,
    line: /^ {2}wait: true/,
    becomes: "  wiat: true",
    code: "schema-unknown-field",
  },
  {
    what: "a field at the wrong depth",
    in: RELEASE,
    line: /^ {4}replicas: 2/,
    becomes: "    replicas: 2\nsuspend: false",
    code: "schema-unknown-field",
    offset: 1,
  },
  {
    what: "a kind of source misspelt",
    in: TEAM,
    line: /^ {4}kind: GitRepository/,
    becomes: "    kind: GitRepo",
    code: "schema-enum",
  },
  {
    what: "a kind of another domain",
    in: TEAM,
    line: /^kind: Kustomization/,
    becomes: "kind: Kustomisation",
    code: "api-version-unknown",
    follows: ["namespace-not-found"],
  },
  {
    what: "an API version that is gone",
    in: TEAM,
    line: /^apiVersion: kustomize/,
    becomes: "apiVersion: kustomize.toolkit.fluxcd.io/v1beta1",
    code: "api-version-removed",
  },
  {
    what: "an API version that never was",
    in: TEAM,
    line: /^apiVersion: kustomize/,
    becomes: "apiVersion: kustomize.toolkit.fluxcd.io/v3",
    code: "api-version-unknown",
  },
  {
    what: "a removed field",
    in: TEAM,
    line: /^ {2}wait: /,
    becomes: "  wait: true\n  validation: client",
    code: "field-removed",
    offset: 1,
  },
  {
    what: "a key twice",
    in: TEAM,
    line: /^ {2}wait: /,
    becomes: "  wait: true\n  wait: false",
    code: "yaml-duplicate-key",
    offset: 1,
    follows: ["namespace-not-found"],
  },
  {
    what: "a tab",
    in: TEAM,
    line: /^ {2}wait: /,
    becomes: "\twait: true",
    code: "yaml-syntax",
    follows: ["yaml-syntax", "namespace-not-found"],
  },
  {
    what: "an open quote",
    in: TEAM,
    line: /^ {2}path: /,
    becomes: '  path: "./apps',
    code: "yaml-syntax",
    follows: ["namespace-not-found"],
    offset: 8,
  },
  {
    what: "a name in capitals",
    in: WATCH,
    line: /^ {2}name: receiver/,
    becomes: "  name: Receiver",
    code: "name-invalid",
  },
  {
    what: "a name with an underscore",
    in: WATCH,
    line: /^ {2}name: receiver/,
    becomes: "  name: my_receiver",
    code: "name-invalid",
  },
  {
    what: "a number for a name",
    in: WATCH,
    line: /^ {2}name: receiver/,
    becomes: "  name: 42",
    code: "name-invalid",
  },
  {
    what: "no name",
    in: WATCH,
    line: /^ {2}name: receiver/,
    becomes: "  labels: {}",
    code: "build-failed",
    offset: -3,
    follows: ["namespace-not-found"],
  },
  {
    what: "a namespace that nobody makes",
    in: WATCH,
    line: /^ {2}namespace: /,
    becomes: "  namespace: nowhere",
    code: "namespace-not-found",
    follows: ["reference-not-found", "source-not-found"],
  },
  {
    what: "a label with a space",
    in: NAMESPACE,
    line: /^ {4}team: /,
    becomes: "    team: the team",
    code: "label-invalid",
  },
  {
    what: "a number for a label",
    in: NAMESPACE,
    line: /^ {4}team: /,
    becomes: "    team: 1",
    code: "label-invalid",
  },
  {
    what: "a label key with two slashes",
    in: NAMESPACE,
    line: /^ {4}team: /,
    becomes: "    a/b/c: x",
    code: "label-invalid",
  },
  {
    what: "a URL without its scheme",
    in: RELEASE,
    line: /^ {2}url: /,
    becomes: "  url: ghcr.io/example/charts/web",
    code: "oci-url-invalid",
  },
  {
    what: "a tag in the URL",
    in: RELEASE,
    line: /^ {2}url: /,
    becomes: "  url: oci://ghcr.io/example/charts/web:1.0.0",
    code: "oci-url-invalid",
  },
  {
    what: "a range that is none",
    in: RELEASE,
    line: /^ {4}semver: 1\.x/,
    becomes: "    semver: latest",
    code: "version-range-invalid",
  },
  {
    what: "a digest without its algorithm",
    in: RELEASE,
    line: /^ {4}semver: 1\.x/,
    becomes: "    semver: 1.x\n    digest: abc",
    code: "oci-ref-several",
    follows: ["schema-pattern"],
    offset: 0,
  },
  {
    what: "an operation misspelt",
    in: RELEASE,
    line: /^ {4}operation: /,
    becomes: "    operation: copie",
    code: "schema-enum",
    follows: ["chart-layer-missing"],
  },
  {
    what: "a chart's source misspelt",
    in: RELEASE,
    line: /^ {4}name: web$/,
    becomes: "    name: wep",
    code: "source-not-found",
  },
  {
    what: "a chart's source of the wrong kind",
    in: RELEASE,
    line: /^ {4}kind: OCIRepository/,
    becomes: "    kind: Bucket",
    code: "schema-enum",
  },
  {
    what: "values misspelt",
    in: RELEASE,
    line: /^ {6}name: web-values/,
    becomes: "      name: web-value",
    code: "reference-not-found",
  },
  {
    what: "values of the wrong kind",
    in: RELEASE,
    line: /- kind: ConfigMap/,
    becomes: "    - kind: Configmap",
    code: "schema-enum",
  },
  {
    what: "a key that the values have not",
    in: RELEASE,
    line: /^ {6}name: web-values/,
    becomes: "      name: web-values\n      valuesKey: prod.yaml",
    code: "values-key-not-found",
    offset: 1,
  },
  {
    what: "a strategy misspelt",
    in: RELEASE,
    line: /^ {6}name: RetryOnFailure/,
    becomes: "      name: RetryOnFailur",
    code: "schema-enum",
  },
  {
    what: "a mode misspelt",
    in: RELEASE,
    line: /^ {4}mode: enabled/,
    becomes: "    mode: on-failure",
    code: "schema-enum",
  },
  {
    what: "values as a text",
    in: RELEASE,
    line: /^ {4}replicas: 2/,
    becomes: "    replicas: 2\n  storageNamespace: 7",
    code: "schema-type",
    offset: 1,
  },
  {
    what: "a chart beside a reference",
    in: RELEASE,
    line: /^ {2}chartRef:/,
    becomes:
      "  chart: { spec: { chart: web, sourceRef: { kind: HelmRepository, name: charts } } }\n  chartRef:",
    code: "schema-rule",
    follows: ["source-not-found", "chart-unbounded"],
    offset: -3,
  },
  {
    what: "an image with its scheme",
    in: WATCH,
    line: /^ {2}image: /,
    becomes: "  image: https://ghcr.io/example/web",
    code: "image-url-invalid",
  },
  {
    what: "a policy of no repository",
    in: WATCH,
    line: /^ {4}name: web$/,
    becomes: "    name: wep",
    code: "source-not-found",
  },
  {
    what: "a policy's range that is none",
    in: WATCH,
    line: /^ {6}range: /,
    becomes: '      range: ">>1"',
    code: "version-range-invalid",
  },
  {
    what: "a pattern that is no regular expression",
    in: WATCH,
    line: /^ {2}interval: 1h/,
    becomes: '  interval: 1h\n  exclusionList: ["("]',
    code: "regex-invalid",
    offset: 1,
  },
  {
    what: "an expression that does not compile",
    in: TEAM,
    line: /- name: flux-system/,
    becomes: '    - name: flux-system\n      readyExpr: "self.status ="',
    code: "cel-invalid",
    offset: 1,
  },
  {
    what: "a service account that nobody makes",
    in: RELEASE,
    line: /^ {2}timeout: /,
    becomes: "  timeout: 5m\n  serviceAccountName: deployer",
    code: "service-account-not-found",
    offset: 1,
  },
];

/** A sequence of numbers that is the same in each run (a linear congruence, by its usual constants). */
function sequence(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function judge(files: ReadonlyMap<string, string>): readonly string[] {
  const tree = memoryTree([...files].map(([path, text]) => ({ path, text })));
  return validateFleet(readFleet(tree)).map(({ at, code }) => `${at.file}:${at.line} ${code}`);
}

interface Place {
  readonly file: string;
  readonly line: number;
}

function placesFor(mistake: Mistake, files: ReadonlyMap<string, string>): Place[] {
  return [...files].flatMap(([file, text]) =>
    mistake.in.test(file)
      ? text.split("\n").flatMap((line, index) => (mistake.line.test(line) ? [{ file, line: index }] : []))
      : [],
  );
}

function make(mistake: Mistake, { file, line }: Place): Map<string, string> {
  const files = correctFleet();
  const lines = (files.get(file) ?? "").split("\n");
  return files.set(file, lines.with(line, mistake.becomes).join("\n"));
}

test("the fleet is correct", () => expect(judge(correctFleet())).toEqual([]));

test("there are at least forty kinds of mistakes", () => expect(mistakes.length).toBeGreaterThanOrEqual(40));

describe("a single mistake is reported at its line, and nothing else is", () => {
  const pick = sequence(20_261_124);
  test.each(mistakes)("$what", (mistake) => {
    const places = placesFor(mistake, correctFleet());
    expect(places).not.toEqual([]);
    const place = places[pick(places.length)] as Place;
    const reported = `${place.file}:${place.line + 1 + (mistake.offset ?? 0)} ${mistake.code}`;
    const found = judge(make(mistake, place));
    expect(found).toContain(reported);
    const others = found.filter((each) => each !== reported);
    const follows: readonly string[] = mistake.follows ?? [];
    expect(others.filter((each) => !follows.includes(each.split(" ")[1] ?? ""))).toEqual([]);
  });
});
