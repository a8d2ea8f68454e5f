const DEFINITION = /^func schema_k8sio_api_(\w+?)_(v\d\w*?)_(\w+)\(ref common/;
const FIELD = /^\t{5}"([^"]+)": \{$/;
const MEMBERS = /Enum: +\[\]interface\{\}\{(.*)\},$/;

/**
 * The members of the fields that have an enum, read from the Go text from which the API server makes its OpenAPI
 * description: the description that is published leaves them out.
 *
 * @returns members by `definition.field`: `core.v1.ContainerPort.protocol`.
 */
export function enumsOfGo(text: string): ReadonlyMap<string, readonly string[]> {
  const enums = new Map<string, readonly string[]>();
  let definition = "";
  let field = "";
  for (const line of text.split("\n")) {
    const [, group, version, name] = DEFINITION.exec(line) ?? [];
    if (name !== undefined) definition = `${group}.${version}.${name}`;
    else if (line.startsWith("func ")) definition = "";
    field = FIELD.exec(line)?.[1] ?? field;
    const members = MEMBERS.exec(line)?.[1];
    if (members !== undefined && definition !== "") {
      enums.set(`${definition}.${field}`, JSON.parse(`[${members}]`) as string[]);
    }
  }
  return enums;
}
