/** The arrows between the rooms of src/, as src/README.md names them. */
const words = ["objects", "diagnostics", "flux"];
const arrows = {
  objects: [],
  diagnostics: ["objects"],
  flux: ["objects"],
  constructs: ["flux", "objects"],
  manifests: ["objects", "diagnostics"],
  fleet: ["manifests", ...words],
  validate: ["fleet", "manifests", ...words],
  synth: ["constructs", "manifests", "fleet", "validate", ...words],
  adopt: ["fleet", "manifests", ...words],
  diff: ["fleet", "manifests", ...words],
  graph: ["fleet", "manifests", ...words],
  git: ["objects", "diagnostics"],
  publish: ["git", "synth", "diff", "manifests", "fleet", "validate", ...words],
  cluster: ["objects", "diagnostics"],
  reconcile: ["cluster", "fleet", "manifests", ...words],
  render: ["fleet", "validate", "diff", "graph", "reconcile", "synth", "adopt", "manifests", ...words],
  codegen: ["flux", "objects"],
  testing: ["synth", "constructs", "cluster", "manifests", "fleet", "validate", ...words],
};

const roomRules = Object.entries(arrows).map(([room, allowed]) => ({
  name: `arrows-of-${room}`,
  severity: "error",
  comment: `src/${room} may import ${allowed.join(", ") || "nothing"} (src/README.md)`,
  from: { path: `^src/${room}/` },
  to: { path: "^src/", pathNot: `^src/(${[room, ...allowed].join("|")})/` },
}));

module.exports = {
  forbidden: [
    ...roomRules,
    { name: "no-cycles", severity: "error", from: { path: "^src/" }, to: { circular: true } },
    {
      name: "nothing-imports-cli",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/cli/" },
      to: { path: "^src/cli/" },
    },
    {
      name: "run-half-without-cdk8s",
      severity: "error",
      comment: "A client that watches a cluster must start fast and needs no construct library.",
      from: { path: "^src/(cluster|reconcile)/|^src/reconcile\\.ts$" },
      to: { path: "node_modules/(cdk8s|constructs|ts-morph)/", reachable: true },
    },
    {
      name: "no-orphan-rooms",
      severity: "error",
      from: { path: "^src/(utils|helpers|common|core|lib|types)/" },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types"] },
  },
};
