/** What makes a directory with a program a project: how it is run, what it needs, how it is type-checked. */
export const projectFiles: readonly { readonly path: string; readonly text: string }[] = [
  { path: "cdk8s.yaml", text: "app: jiti main.ts\noutput: fleet\n" },
  {
    path: "package.json",
    text: json({
      name: "fleet",
      private: true,
      type: "module",
      scripts: { synth: "fluxwright synth", check: "tsc --noEmit && fluxwright synth --check" },
      dependencies: { cdk8s: "^2.70.0", constructs: "^10.4.0", fluxwright: "^0.1.0" },
      devDependencies: { "@types/node": "^20.19.0", jiti: "^2.7.0", typescript: "^5.9.3" },
    }),
  },
  {
    path: "tsconfig.json",
    text: json({
      compilerOptions: {
        target: "es2022",
        module: "nodenext",
        strict: true,
        noUncheckedIndexedAccess: true,
        skipLibCheck: true,
        noEmit: true,
        types: ["node"],
      },
      include: ["*.ts"],
    }),
  },
];

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
