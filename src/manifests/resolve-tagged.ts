import type { ScalarValue } from "./resolve-scalar.js";
import { resolveTimestamp } from "./resolve-timestamp.js";
import type { ScalarReader } from "./scalar-reader.js";

const STANDARD = "tag:yaml.org,2002:";

/**
 * The value of a scalar with an explicit tag, as go-yaml takes it: `!!str 1` is a string, `!!int x` is refused (undefined), a
 * tag that is not YAML's own leaves the text as it is.
 */
export function resolveTagged(scalars: ScalarReader, tag: string, text: string): ScalarValue | undefined {
  if (!tag.startsWith(STANDARD)) return text;
  const value = scalars.plain(text, false);
  switch (tag.slice(STANDARD.length)) {
    case "bool":
      return typeof value === "boolean" ? value : undefined;
    case "int":
      return typeof value === "number" && Number.isInteger(value) && !text.includes(".") ? value : undefined;
    case "float":
      return typeof value === "number" ? value : undefined;
    case "null":
      return value === null ? null : undefined;
    case "timestamp":
      if (scalars.reader === "kustomize") return resolveTimestamp(text);
      return /^\d{4}-/.test(text) ? text : undefined;
    case "binary":
      return Buffer.from(text.replace(/\s/g, ""), "base64").toString("utf8");
    default:
      return text;
  }
}
