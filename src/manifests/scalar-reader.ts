import type { ScalarValue } from "./resolve-scalar.js";
import { resolveKey, resolvePlain } from "./resolve-scalar.js";
import { resolveTimestamp } from "./resolve-timestamp.js";

/**
 * Whose reading of YAML: that of kubectl and the API machinery, or that of kustomize, through which all goes that Flux
 * builds.
 */
export type YamlReader = "kubectl" | "kustomize";

/**
 * What plain scalars stand for, to one of two readers. kubectl reads with sigs.k8s.io/yaml over go-yaml v2, kustomize
 * with go-yaml v3; kustomize-controller prints what kustomize built as JSON turned into YAML, texts in quotes, so that the
 * API machinery, which reads that print, changes nothing any more. Measured with kustomize 5.8 (api v0.21.1) and
 * kustomize-controller 1.9.6, these differ:
 *
 * - `y`, `yes`, `on`, `n`, `no`, `off` in lower case, capitalized or upper case are booleans to kubectl and texts to
 *   kustomize, as values and as keys. `true`, `True`, `TRUE` and their like are booleans to both.
 * - Dates and times without quotes (`2001-01-01`, `2001-12-14 21:59:43.10`) are texts to kubectl; to kustomize they are
 *   points in time, which come out as RFC 3339 texts: `2001-01-01T00:00:00Z`. Those with a colon stay texts in braces
 *   and brackets, where kustomize prints them in quotes before it reads them for good.
 * - Keys of nested maps that are numbers, booleans or times (`8080: web`) are texts to kubectl; kustomize cannot turn
 *   such a map into JSON, and the build fails. At the top of a document such a key is the text that was written.
 *
 * Numbers are the same to both: `0777`, `0o777`, `0x1F`, `0b11`, `1_000`, and `22:22` as a text.
 *
 * @see https://github.com/kubernetes-sigs/kustomize/blob/api/v0.21.1/api/resource/resource.go (AsYAML)
 * @see https://github.com/fluxcd/kustomize-controller/blob/v1.9.6/internal/controller/kustomization_controller.go (build)
 * @see https://github.com/yaml/go-yaml/blob/v3.0.4/resolve.go
 */
export class ScalarReader {
  readonly reader: YamlReader;
  /** Whether something was read that the other reader takes for something else, or refuses. */
  differs = false;

  constructor(reader: YamlReader) {
    this.reader = reader;
  }

  /**
   * The value of a plain scalar; may be NaN or an infinity, as in `resolvePlain`.
   *
   * @param isInFlow whether it stands in braces or brackets
   */
  plain(text: string, isInFlow: boolean): ScalarValue {
    const value = resolvePlain(text);
    if (isPlainText(value, text)) return value;
    if (typeof value === "boolean") return isTrueOrFalse(text) ? value : this.#choose(value, text);
    const time = typeof value === "string" ? timeOf(text, isInFlow) : undefined;
    return time === undefined || time === value ? value : this.#choose(value, time);
  }

  /**
   * The key that a plain scalar becomes, or undefined for what is refused as one.
   *
   * @param isTop whether the map is the document itself
   */
  key(text: string, isTop: boolean, isInFlow: boolean): string | undefined {
    if (isPlainText(resolvePlain(text), text)) return text;
    const value = this.plain(text, isInFlow);
    if (value === text && timeOf(text, isInFlow) === undefined) return text;
    this.differs = true;
    if (this.reader === "kubectl") return resolveKey(text);
    return isTop && value !== null ? text : undefined;
  }

  #choose(kubectl: ScalarValue, kustomize: ScalarValue): ScalarValue {
    this.differs = true;
    return this.reader === "kubectl" ? kubectl : kustomize;
  }
}

/** What most scalars are: a text to everybody. All times have a dash behind four digits. */
function isPlainText(value: ScalarValue, text: string): boolean {
  return value === text && text.charCodeAt(4) !== 0x2d;
}

function timeOf(text: string, isInFlow: boolean): string | undefined {
  return isInFlow && text.includes(":") ? undefined : resolveTimestamp(text);
}

function isTrueOrFalse(text: string): boolean {
  return text.length > 3;
}
