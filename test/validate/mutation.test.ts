import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readFleet } from "../../src/fleet/read-fleet.js";
import { directoryTree } from "../../src/manifests/directory-tree.js";
import { memoryTree } from "../../src/manifests/memory-tree.js";
import { validateFleet } from "../../src/validate/validate-fleet.js";
import { casesRoot } from "./case-folder.js";

/** One kind of mistake: a change of one line, and the code that must be reported there. */
interface Mistake {
  readonly what: string;
  readonly code: string;
  /** Lines in which it can be made. */
  readonly line: RegExp;
  readonly to: string;
  /** Only in this file. */
  readonly file?: string;
}

const mistake = (what: string, code: string, line: RegExp, to: string, file?: string): Mistake =>
  file === undefined ? { what, code, line, to } : { what, code, line, to, file };

const apps = "clusters/prod/apps.yaml";
const infra = "clusters/prod/infra.yaml";
const platform = "infra/platform.yaml";
const notifications = "infra/notifications.yaml";
const images = "infra/images.yaml";

const mistakes: readonly Mistake[] = [
  mistake("a typo in the name of a field", "schema-unknown-field", /^ {2}timeout:/, "  timeuot:"),
  mistake("a field of another kind", "schema-unknown-field", /^ {2}eventSeverity: error/, "  type: slack"),
  mistake("a duration in days", "schema-pattern", /^( {2}interval): .*/, "$1: 1d"),
  mistake("a duration without a unit", "schema-pattern", /^( {2}interval): .*/, '$1: "10"'),
  mistake("a duration that is a number", "schema-type", /^( {2}interval): .*/, "$1: 10"),
  mistake("a boolean in quotes", "schema-type", /^ {2}prune: true/, '  prune: "true"', apps),
  mistake("a typo in an enum", "schema-enum", /^ {2}eventSeverity: error/, "  eventSeverity: eror"),
  mistake("a typo in a strategy", "schema-enum", /name: RetryOnFailure/, "name: RetryOnFailures"),
  mistake("a typo in a field of a Deployment", "schema-unknown-field", /^ {2}replicas: 1/, "  replica: 1"),
  mistake("a typo in a field of a pod", "schema-unknown-field", /^ {10}resources:/, "          resource:"),
  mistake("a field of metadata with a typo", "schema-unknown-field", /^ {2}namespace: /, "  namspace: x\n$&"),
  mistake("a port in quotes", "schema-type", /^ {6}port: 6379/, '      port: "6379"', platform),
  mistake("a variable of a pod that is a number", "schema-type", /value: \$\{region\}/, "value: 1"),
  mistake("replicas in quotes", "schema-type", /^ {2}replicas: 1/, '  replicas: "1"'),
  mistake("a quantity with a foreign unit", "schema-pattern", /memory: 128Mi/, "memory: 128MB"),
  mistake("a strategy in lower case", "schema-enum", /type: RollingUpdate/, "type: rollingUpdate"),
  mistake("a port that stands twice", "schema-duplicate-item", /containerPort: 6380/, "containerPort: 6379"),
  mistake(
    "an API version of old",
    "api-version-removed",
    /^(apiVersion: \w+\.toolkit\.fluxcd\.io)\/v1$/,
    "$1/v1beta1",
  ),
  mistake(
    "an API version that never was",
    "api-version-unknown",
    /^(apiVersion: \w+\.toolkit\.fluxcd\.io)\/v\w+$/,
    "$1/v9",
  ),
  mistake("a kind of Kubernetes with a typo", "api-version-unknown", /^kind: Service$/, "kind: Servise"),
  mistake(
    "a kind of Kubernetes in a foreign version",
    "api-version-unknown",
    /^apiVersion: apps\/v1$/,
    "apiVersion: v1",
    "apps/prod/web.yaml",
  ),
  mistake(
    "an API version of Kubernetes of old",
    "kubernetes-version-removed",
    /^apiVersion: apps\/v1/,
    "apiVersion: apps/v1beta2",
  ),
  mistake("a removed field", "field-removed", /^ {2}force: false/, "  validation: client"),
  mistake("a deprecated field", "field-deprecated", /^ {2}channel: fleet/, "  interval: 10m"),
  mistake("a name with upper case", "name-invalid", /^ {2}name: (worker|push|fleet|split)$/, "  name: Upper"),
  mistake("a label with a space", "label-invalid", /^ {4}team: platform/, "    team: the platform", infra),
  mistake("a label that is a boolean", "label-invalid", /^ {4}team: platform/, "    team: true", infra),
  mistake(
    "a value that an annotation does not have",
    "annotation-value",
    /(fluxcd\.io\/prune): disabled/,
    '$1: "no"',
  ),
  mistake(
    "a typo in an annotation",
    "annotation-value",
    /fluxcd\.io\/prune: disabled/,
    "fluxcd.io/purne: disabled",
  ),
  mistake("a number in a ConfigMap", "data-invalid", /^ {2}values\.yaml: .*/, "  values.yaml: 2"),
  mistake(
    "a key that stands twice",
    "yaml-duplicate-key",
    /^ {2}channel: fleet/,
    "  type: slack",
    notifications,
  ),
  mistake("a source that is not there", "source-not-found", /^ {8}name: charts/, "        name: chart"),
  mistake("a chart that is not there", "source-not-found", /^ {4}name: ingress$/, "    name: ingres"),
  mistake("a policy of another image", "source-not-found", /^ {4}name: web$/, "    name: wbe", images),
  mistake(
    "a provider that is not there",
    "reference-not-found",
    /^ {4}name: chat$/,
    "    name: chit",
    notifications,
  ),
  mistake("a secret that is not there", "secret-not-found", /^ {4}name: docs-key/, "    name: docs"),
  mistake(
    "a service account that is not there",
    "service-account-not-found",
    /serviceAccountName: deployer/,
    "serviceAccountName: deploy",
  ),
  mistake(
    "values that are not there",
    "reference-not-found",
    /^ {6}name: ingress-values/,
    "      name: ingress-vals",
  ),
  mistake(
    "a key of values that is not there",
    "values-key-not-found",
    /valuesKey: values.yaml/,
    "valuesKey: values.yml",
  ),
  mistake(
    "a subject that is not there",
    "event-source-not-found",
    /^ {6}name: infra/,
    "      name: infar",
    notifications,
  ),
  mistake(
    "a dependency that is not there",
    "depends-on-not-found",
    /^ {4}- name: (infra|queue)$/,
    "    - name: nothing",
  ),
  mistake("a dependency on itself", "depends-on-cycle", /^ {4}- name: queue/, "    - name: worker"),
  mistake(
    "a health check on nothing",
    "health-check-not-found",
    /^ {6}name: cache/,
    "      name: cash",
    infra,
  ),
  mistake(
    "a namespace that is not there",
    "namespace-not-found",
    /^ {2}namespace: "web"/,
    "  namespace: wbe",
  ),
  mistake("an expression with a typo", "cel-invalid", /status\.ready == true/, "statsu.ready == true"),
  mistake("an expression that does not parse", "cel-invalid", /status\.ready == true/, "status.ready = true"),
  mistake("a path that is not there", "path-not-found", /path: \.\/apps\/prod/, "path: ./apps/prd"),
  mistake("a path in the wrong case", "path-not-found", /path: \.\/apps\/prod/, "path: ./Apps/prod"),
  mistake("a resource that is not there", "build-failed", /- images\.yaml/, "- image.yaml"),
  mistake("a variable that nobody sets", "substitute-undefined", /\$\{domain\}/, "${domian}"),
  mistake(
    "a variable with a dash",
    "substitute-name-invalid",
    /^ {6}domain: example\.com/,
    "      domain-name: example.com\n      domain: example.com",
  ),
  mistake("a range that is none", "version-range-invalid", /semver: 4\.x/, "semver: four"),
  mistake("a range without an end", "chart-unbounded", /version: (1\.x|~2\.1)/, 'version: ">=1.0.0"'),
  mistake("a chart that is a path", "chart-name-invalid", /chart: (queue|worker)/, "chart: ./charts/$1"),
  mistake(
    "the short form of SSH",
    "git-url-invalid",
    /url: https:\/\/github\.com\/example\/fleet/,
    "url: git@github.com:example/fleet",
  ),
  mistake(
    "credentials in a URL",
    "url-credentials",
    /url: https:\/\/github/,
    "url: https://bot:secret@github",
  ),
  mistake("a commit that is short", "git-commit-invalid", /commit: 363a6a8\w+/, "commit: 363a6a8"),
  mistake("a branch with its prefix", "git-ref-invalid", /^ {4}branch: main/, "    branch: refs/heads/main"),
  mistake("a tag in an OCI URL", "oci-url-invalid", /charts\/ingress$/, "charts/ingress:4.1.0"),
  mistake("an OCI URL without its type", "helm-repository-url", /url: https:\/\/charts/, "url: oci://charts"),
  mistake("a URL without encryption", "insecure-transport", /url: https:\/\/charts/, "url: http://charts"),
  mistake(
    "an image with a tag",
    "image-url-invalid",
    /image: ghcr\.io\/example\/web$/,
    "image: ghcr.io/example/web:1.0",
  ),
  mistake("a pattern with a lookahead", "regex-invalid", /\^waiting for \.\*/, "^(?!waiting).*"),
  mistake(
    "a group that the pattern does not have",
    "image-filter-extract",
    /extract: \$ts/,
    "extract: $stamp",
  ),
  mistake("a marker of no policy", "image-marker-unresolved", /flux-system:web"/, 'flux-system:wbe"'),
  mistake("an update path that is not there", "automation-path-not-found", /path: \.\/apps$/, "path: ./app"),
  mistake("updates without review", "automation-own-branch", /branch: image-updates/, "branch: main"),
  mistake("a template of old", "commit-template-removed", /"Update images"/, '"{{ .Updated.Images }}"'),
  mistake(
    "a webhook that is a secret",
    "provider-address-secret",
    /address: .*/,
    "address: https://hooks.slack.com/services/T/B/X",
  ),
  mistake("a receiver that trusts everybody", "receiver-unauthenticated", /type: github/, "type: generic"),
  mistake("an alias that is not there", "artifact-alias-unknown", /"@fleet\//, '"@fleat/'),
  mistake("a password in values", "values-secret-in-clear", /password: ""/, "password: correct-horse"),
  mistake("a drift path with dots", "drift-path-invalid", /- \/spec\/replicas/, "- spec.replicas"),
  mistake("an interval of seconds", "interval-too-short", /^ {2}interval: 10m/, "  interval: 30s"),
  mistake("force left on", "force-enabled", /force: false/, "force: true"),
  mistake("a suspension left on", "suspended", /suspend: false/, "suspend: true"),
];

const fleet = directoryTree(join(casesRoot, "valid/whole-fleet"));
const files = fleet.paths.map((path) => ({ path, text: fleet.readText(path) }));

/** Every place where a mistake can be made. */
function placesOf({ line, file }: Mistake): { readonly path: string; readonly index: number }[] {
  return files.flatMap(({ path, text }) =>
    text.split("\n").flatMap((content, index) => {
      const isPlace = (file === undefined || file === path) && line.test(content);
      return isPlace ? [{ path, index }] : [];
    }),
  );
}

function findingsWith(
  { line, to }: Mistake,
  at: { readonly path: string; readonly index: number },
): string[] {
  const changed = files.map(({ path, text }) => {
    if (path !== at.path) return { path, text };
    const lines = text.split("\n");
    lines[at.index] = lines[at.index]!.replace(line, to);
    return { path, text: lines.join("\n") };
  });
  const found = validateFleet(readFleet(memoryTree(changed)));
  return [...new Set(found.map(({ at: place, code }) => `${place.file}:${place.line} ${code}`))];
}

describe("a single mistake in a correct fleet is reported at its line, and nothing else is", () => {
  test.each(mistakes)("$what", (each) => {
    const places = placesOf(each);
    expect(places.length).toBeGreaterThan(0);
    for (const place of places) {
      expect(findingsWith(each, place)).toEqual([`${place.path}:${place.index + 1} ${each.code}`]);
    }
  });
});
