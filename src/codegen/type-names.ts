/** `spec.dependsOn` of a Kustomization → `KustomizationDependsOn`; of list items the singular: `KustomizationPatch`. */
export function typeName(parent: string, field: string, isItem: boolean): string {
  const word = isItem ? singular(field) : field;
  return parent + pascal(word);
}

/** `image-policy`, `imagePolicy`, `a.b/c` → `ImagePolicy`, `ABC`: a name that TypeScript takes. */
export function pascal(text: string): string {
  const name = text
    .split(/[^A-Za-z0-9]+/)
    .filter((part) => part !== "")
    .map((part) => part[0]!.toUpperCase() + part.slice(1))
    .join("");
  return /^[A-Za-z]/.test(name) ? name : `_${name}`;
}

/** `GitRepository` → `git-repository`, `OCIRepository` → `oci-repository`. */
export function kebab(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1-$2")
    .toLowerCase();
}

function singular(plural: string): string {
  if (/ies$/.test(plural)) return plural.replace(/ies$/, "y");
  if (/(ch|sh|x|ss)es$/.test(plural)) return plural.replace(/es$/, "");
  return /[^s]s$/.test(plural) ? plural.slice(0, -1) : plural;
}

/** A property name as it stands in a declaration: quoted where it is no identifier. */
export function propertyName(field: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(field) ? field : JSON.stringify(field);
}
