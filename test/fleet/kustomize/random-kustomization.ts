/** Files by path; the kustomization to build is in `overlay`. */
export type Files = Readonly<Record<string, string>>;

/** Small kustomizations of all that kustomize does, the same for the same seed. */
export function randomKustomization(seed: number): Files {
  return new Generator(seed).make();
}

const NAMES = ["web", "api", "db"] as const;
const LABEL_KEYS = ["app", "tier", "team.example.com/owner"] as const;
const SCALARS = [
  "yes",
  "off",
  "1",

  "true",

  '"quoted"',
  "plain text",
  "null",
] as const;
const KINDS = [
  "Deployment",
  "Service",
  "ConfigMap",
  "Secret",
  "StatefulSet",
  "CronJob",
  "ServiceAccount",
] as const;
type Kind = (typeof KINDS)[number];

const VERSIONS: Readonly<Record<Kind, string>> = {
  Deployment: "apps/v1",
  StatefulSet: "apps/v1",
  CronJob: "batch/v1",
  Service: "v1",
  ConfigMap: "v1",
  Secret: "v1",
  ServiceAccount: "v1",
};

interface Made {
  readonly kind: Kind;
  readonly name: string;
}

class Generator {
  readonly #files: Record<string, string> = {};
  readonly #made: Made[] = [];
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  make(): Files {
    const count = 2 + this.#below(4);
    for (let i = 0; i < count; i++) this.#addObject();
    this.#files["base/kustomization.yaml"] =
      `resources:\n${this.#made.map((_, i) => `  - r${i}.yaml\n`).join("")}${this.#fields("base", 0.15)}`;
    const components = this.#chance(0.3) ? "components:\n  - ../component\n" : "";
    if (components !== "")
      this.#files["component/kustomization.yaml"] =
        `apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n${this.#fields("component", 0.2)}`;
    this.#files["overlay/kustomization.yaml"] =
      `resources:\n  - ../base\n${components}${this.#fields("overlay", 0.3)}`;
    return this.#files;
  }

  #addObject(): void {
    const [kind, name] = [this.#pick(KINDS), this.#pick(NAMES)];
    if (this.#made.some((made) => made.kind === kind && made.name === name)) return;
    this.#files[`base/r${this.#made.length}.yaml`] =
      `apiVersion: ${VERSIONS[kind]}\nkind: ${kind}\nmetadata:\n  name: ${name}\n${this.#metadata()}${this.#body(kind, name)}`;
    this.#made.push({ kind, name });
  }

  #metadata(): string {
    const labels = this.#chance(0.4)
      ? `  labels:\n    ${this.#pick(LABEL_KEYS)}: ${this.#pick(NAMES)}\n`
      : "";
    const annotations = this.#chance(0.3) ? `  annotations:\n    note: ${this.#pick(SCALARS)}\n` : "";
    const namespace = this.#chance(0.2) ? "  namespace: here\n" : "";
    return labels + annotations + namespace;
  }

  #body(kind: Kind, name: string): string {
    switch (kind) {
      case "Deployment":
      case "StatefulSet":
        return `spec:\n  replicas: 1\n  selector: {matchLabels: {app: ${name}}}\n  template:\n${this.#pod(name, "    ")}`;
      case "CronJob":
        return `spec:\n  schedule: "* * * * *"\n  jobTemplate:\n    spec:\n      template:\n${this.#pod(name, "        ")}`;
      case "Service":
        return `spec:\n  selector: {app: ${name}}\n  ports:\n    - {name: http, port: 80}\n    - {name: more, port: 81, protocol: UDP}\n`;
      case "ConfigMap":
        return `data:\n  a: ${this.#pick(SCALARS)}\n  list: "x,y,z"\n  multi: |\n    one\n    two\n`;
      case "Secret":
        return "type: Opaque\nstringData:\n  password: secret\n";
      case "ServiceAccount":
        return this.#chance(0.5) ? `imagePullSecrets:\n  - name: ${this.#pick(NAMES)}\n` : "";
    }
  }

  #pod(name: string, indent: string): string {
    const lines = [
      `metadata: {labels: {app: ${name}}}`,
      "spec:",
      ...(this.#chance(0.3) ? [`  serviceAccountName: ${this.#pick(NAMES)}`] : []),
      "  containers:",
      `    - name: main`,
      `      image: ${this.#pick(["nginx", "nginx:1.25", "ghcr.io/acme/app:v1@sha256:abc", "localhost:5000/nginx:1"])}`,
      ...(this.#chance(0.5)
        ? [
            "      env:",
            `        - {name: A, value: "1"}`,
            `        - {name: B, valueFrom: {configMapKeyRef: {name: ${this.#pick(NAMES)}, key: a}}}`,
          ]
        : []),
      ...(this.#chance(0.4) ? ["      args: [a, b]"] : []),
      ...(this.#chance(0.3) ? [`      envFrom: [{secretRef: {name: ${this.#pick(NAMES)}}}]`] : []),
      "    - name: side",
      "      image: busybox",
      ...(this.#chance(0.4)
        ? ["  volumes:", `    - {name: v, configMap: {name: ${this.#pick(NAMES)}}}`]
        : []),
    ];
    return lines.map((line) => `${indent}${line}\n`).join("");
  }

  /** Fields of a kustomization, each with a chance. */
  #fields(directory: string, chance: number): string {
    const fields = [
      () => `namePrefix: ${this.#pick(["pre-", "x"])}\n`,
      () => `nameSuffix: ${this.#pick(["-dev", '"-1"'])}\n`,
      () => `namespace: ${this.#pick(["one", "two"])}\n`,
      () => this.#labels(directory),
      () => `commonAnnotations:\n  by: ${this.#pick(["us", '"yes"', '"1"'])}\n`,
      () => `images:\n  - ${this.#image()}\n`,
      () => this.#replicas(),
      () => this.#generator("configMapGenerator", directory),
      () => this.#generator("secretGenerator", directory),
      () => `patches:\n${Array.from({ length: 1 + this.#below(3) }, () => this.#patch(directory)).join("")}`,
      () => `replacements:\n${this.#replacement()}`,
    ];
    return fields.map((field) => (this.#chance(chance) ? field() : "")).join("");
  }

  #replicas(): string {
    const scalable = this.#made.filter(({ kind }) => kind === "Deployment" || kind === "StatefulSet");
    if (scalable.length === 0) return "";
    return `replicas:\n  - {name: ${this.#pick(scalable).name}, count: ${this.#below(5)}}\n`;
  }

  /** Each directory has labels of its own: kustomize ties together the values that one label was set to. */
  #labels(directory: string): string {
    const pairs = `{${this.#pick([directory, `team.example.com/${directory}`])}: ${this.#pick(["new", '"yes"', '"1"'])}}`;
    if (this.#chance(0.3)) return `commonLabels: ${pairs}\n`;
    const options = this.#pick(["", "    includeSelectors: true\n", "    includeTemplates: true\n"]);
    return `labels:\n  - pairs: ${pairs}\n${options}`;
  }

  #image(): string {
    const name = this.#pick(["nginx", "busybox", "ghcr.io/acme/app", "localhost:5000/nginx"]);
    const change = this.#pick([
      'newTag: "2.0"',
      "newName: other/image",
      "digest: sha256:def",
      'newName: q.io/n, newTag: "3"',
    ]);
    return `{name: ${name}, ${change}}`;
  }

  #generator(field: string, directory: string): string {
    const kind = field === "secretGenerator" ? "Secret" : "ConfigMap";
    const old = this.#made.filter((made) => made.kind === kind);
    const name = old.length > 0 && this.#chance(0.5) ? this.#pick(old).name : `made-${directory}`;
    const options = this.#pick([
      "",
      "    options: {disableNameSuffixHash: true}\n",
      "    options: {labels: {made: here}, annotations: {note: '1'}}\n",
      "    options: {immutable: true}\n",
    ]);
    const behavior = name.startsWith("made")
      ? this.#pick(["", "    behavior: create\n"])
      : this.#pick(["    behavior: merge\n", "    behavior: replace\n"]);
    this.#files[`${directory}/file.txt`] = "line one\nline: two\n";
    this.#files[`${directory}/vars.env`] = "# comment\nA=1\nB=two words\n\nC=\n";
    const source = this.#pick([
      '    literals: [a=1, b=yes, "c=d=e", "q=\'quoted\'"]\n',
      "    files: [file.txt, other=file.txt]\n",
      "    envs: [vars.env]\n",
      "    literals: [x=2001-01-01]\n    files: [file.txt]\n",
    ]);
    return `${field}:\n  - name: ${name}\n${source}${behavior}${options}`;
  }

  #patch(directory: string): string {
    const { kind, name } =
      this.#made.length === 0 ? { kind: "Deployment" as const, name: "web" } : this.#pick(this.#made);
    const target = this.#pick([
      `{kind: ${kind}, name: ${name}}`,
      `{kind: ${kind}}`,
      `{name: ${this.#pick(["w.*", ".*b", "api|db"])}}`,
      `{labelSelector: "app=${name}"}`,
      `{group: apps, version: v1}`,
    ]);
    if (this.#chance(0.4)) return `  - target: ${target}\n    patch: |-\n${this.#operations(kind)}`;
    const merge = `apiVersion: ${VERSIONS[kind]}\nkind: ${kind}\nmetadata:\n  name: ${name}\n${this.#merge(kind)}`;
    const withTarget = this.#chance(0.3) ? `    target: ${target}\n` : "";
    if (this.#chance(0.3)) {
      const path = `patch${this.#below(1000)}.yaml`;
      this.#files[`${directory}/${path}`] = merge;
      return `  - path: ${path}\n${withTarget}`;
    }
    return `  - patch: |-\n${merge.replaceAll(/^(?=.)/gm, "      ")}${withTarget}`;
  }

  #operations(kind: Kind): string {
    const all = [
      "- {op: add, path: /metadata/annotations, value: {patched: 'yes', more: on}}",
      "- {op: add, path: /metadata/labels/x, value: y}",
      "- {op: add, path: /metadata/labels, value: {set: here}}",
      "- {op: add, path: /metadata/labels, value: {app: set}}",
      ...(kind === "ConfigMap"
        ? ["- {op: replace, path: /data/a, value: yes}", "- {op: copy, from: /data/a, path: /data/b}"]
        : []),
      ...(kind === "Deployment"
        ? [
            "- {op: add, path: /spec/template/spec/containers/-, value: {name: third, image: nginx}}",
            "- {op: remove, path: /spec/template/spec/containers/0}",
            "- {op: replace, path: /spec/replicas, value: 0o7}",
            "- {op: move, from: /spec/replicas, path: /spec/minReadySeconds}",
          ]
        : []),
      ...(kind === "Service" ? ["- {op: add, path: /spec/ports/1, value: {port: 443}}"] : []),
    ];
    return Array.from({ length: 1 + this.#below(2) }, () => `      ${this.#pick(all)}\n`).join("");
  }

  #merge(kind: Kind): string {
    const general = [
      `  annotations: {patched: ${this.#pick(SCALARS)}}\n`,
      "  labels: {app: set, more: label}\n",
      "$patch: delete\n",
    ];
    const pod = (indent: string): string[] => [
      `${indent}spec: {containers: [{name: main, image: "patched:1"}]}\n`,
      `${indent}spec: {containers: [{name: new, image: new}]}\n`,
      `${indent}spec: {containers: [{name: side, $patch: delete}]}\n`,
      `${indent}spec: {containers: [{name: main, args: [c], env: [{name: A, value: "2"}, {name: Z, value: yes}]}]}\n`,
      `${indent}spec: {$patch: replace, hostNetwork: true}\n`,
      `${indent}spec: {volumes: null}\n`,
      `${indent}spec: {containers: [{name: main, env: [{name: A, $patch: delete}]}]}\n`,
    ];
    const own: Readonly<Record<Kind, readonly string[]>> = {
      Deployment: [
        ...pod("    ").map((text) => `spec:\n  template:\n${text}`),
        "spec: {replicas: 3}\n",
        "spec: {replicas: null}\n",
      ],
      StatefulSet: [
        ...pod("    ").map((text) => `spec:\n  template:\n${text}`),
        "spec: {replicas: 3, strategy: off}\n",
      ],
      CronJob: pod("        ").map((text) => `spec:\n  jobTemplate:\n    spec:\n      template:\n${text}`),
      Service: [
        "spec: {ports: [{port: 80, targetPort: web}]}\n",
        "spec: {ports: [{port: 443, name: tls}]}\n",
        "spec: {ports: [{port: 81, protocol: UDP, $patch: delete}]}\n",
        "spec: {selector: {app: null, x: y}}\n",
        "spec:\n  ports:\n    - $patch: replace\n    - {port: 1}\n",
      ],
      ConfigMap: [
        `data: {a: ${this.#pick(SCALARS)}, new: ${this.#pick(SCALARS)}}\n`,
        "data: {list: null}\n",
        "data: null\n",
        "data: {$patch: replace, only: x}\n",
      ],
      Secret: ["stringData: {password: null, user: yes}\n", "data: {a: YQ==}\n"],
      ServiceAccount: ["imagePullSecrets: [{name: added}]\n", "automountServiceAccountToken: off\n"],
    };
    return this.#pick([...general, ...own[kind], ...own[kind]]);
  }

  #replacement(): string {
    const source =
      this.#made.length === 0 ? { kind: "ConfigMap" as const, name: "web" } : this.#pick(this.#made);
    const target = this.#made.length === 0 ? source : this.#pick(this.#made);
    const fieldPath = this.#pick([
      "metadata.name",
      "kind",
      ...(source.kind === "ConfigMap" ? ["data.a", "data.list"] : []),
      ...(source.kind === "Deployment" ? ["spec.replicas"] : []),
    ]);
    const [from, to] = [
      fieldPath === "data.list" ? this.#pick(["", "    options: {delimiter: ',', index: 1}\n"]) : "",
      this.#pick([
        "",
        "        options: {create: true}\n",
        "        options: {delimiter: '-', index: 0}\n",
        "        options: {create: true, delimiter: '/', index: -1}\n",
      ]),
    ];
    const path = this.#pick([
      ...(to.includes("create") || target.kind === "Secret"
        ? ["metadata.annotations.copied", "metadata.labels.app"]
        : []),
      ...(target.kind === "ConfigMap" ? ["data.a", "data.list", "data.new"] : []),
      ...(target.kind === "Deployment"
        ? [
            "spec.template.spec.containers.[name=main].image",
            "spec.template.spec.containers.*.image",
            "spec.replicas",
            "spec.template.spec.containers.0.env.[name=A].value",
          ]
        : []),
      ...(target.kind === "ServiceAccount" || target.kind === "StatefulSet" ? ["kind"] : []),
      ...(target.kind === "CronJob" ? ["spec.schedule"] : []),
      ...(target.kind === "Service" ? ["spec.ports.[name=http].port", "spec.selector"] : []),
    ]);
    const select = this.#pick([`kind: ${target.kind}, name: ${target.name}`, `kind: ${target.kind}`]);
    return `  - source:\n      kind: ${source.kind}\n      name: ${source.name}\n      fieldPath: ${fieldPath}\n${from.replace("    options", "      options")}    targets:\n      - select: {${select}}\n        fieldPaths: ['${path}']\n${to}`;
  }

  #chance(chance: number): boolean {
    return this.#next() < chance;
  }

  #pick<T>(items: readonly T[]): T {
    return items[this.#below(items.length)] as T;
  }

  #below(limit: number): number {
    return Math.floor(this.#next() * limit);
  }

  /** mulberry32: a number from 0 to 1. */
  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}
