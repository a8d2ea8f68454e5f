import { createHash } from "node:crypto";
import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";
import type { DiagnosticCode } from "../diagnostics/catalog.js";
import { catalog, diagnosticCodes } from "../diagnostics/catalog.js";
import type { Diagnostic, DiagnosticPlace } from "../diagnostics/diagnostic.js";
import { formatRef } from "../objects/object-ref.js";
import { formatPointer } from "../objects/pointer.js";

const levels = { error: "error", warning: "warning", info: "note" } as const;

/**
 * Findings as SARIF 2.1.0, which code scanning reads. Every code that was found is listed as a rule.
 *
 * A region is where a finding starts, which SARIF takes as "from here to the end of the line". The fingerprint is
 * one of our own, the same wherever the finding moves in its file; GitHub's, over the text of the line, is left to
 * its upload action, which warns of every fingerprint that it would have made otherwise.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 * @see https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support
 */
export function renderDiagnosticsSarif(diagnostics: readonly Diagnostic[], version: string): string {
  const found = new Set(diagnostics.map(({ code }) => code));
  const rules = diagnosticCodes.filter((code) => found.has(code));
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: { name: "fluxwright", version, rules: rules.map(renderRule) },
        },
        columnKind: "utf16CodeUnits",
        results: diagnostics.map((diagnostic) => renderResult(diagnostic, rules.indexOf(diagnostic.code))),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function renderRule(code: DiagnosticCode): object {
  const { title, severity } = catalog[code];
  return {
    id: code,
    shortDescription: messageOf(title),
    fullDescription: messageOf(`${title}.`),
    help: messageOf(`See docs/diagnostics/${code}.md in the fluxwright package.`),
    defaultConfiguration: { level: levels[severity] },
  };
}

function renderResult(diagnostic: Diagnostic, ruleIndex: number): object {
  const { at, code, severity, message, hint, related = [] } = diagnostic;
  const result = {
    ruleId: code,
    ruleIndex,
    level: levels[severity],
    message: messageOf(hint ? `${message} ${hint}` : message),
    locations: [renderPlace(at)],
    partialFingerprints: { "fluxwright/v1": fingerprintOf(diagnostic) },
  };
  if (related.length === 0) return result;
  return {
    ...result,
    relatedLocations: related.map((place, index) => ({
      id: index + 1,
      ...renderPlace(place.at),
      message: messageOf(place.message),
    })),
  };
}

/**
 * A text as a SARIF message, in which braces stand for placeholders unless they are doubled (section 3.11.5), and
 * `[text](place)` for a link unless its brackets are escaped (3.11.6): what stands in a manifest must not become
 * either.
 */
function messageOf(text: string): object {
  return { text: text.replaceAll(/[{}]/g, "$&$&").replaceAll(/\[([^[\]]*)\]\(/g, "\\[$1\\](") };
}

function renderPlace(at: DiagnosticPlace): object {
  const place = {
    physicalLocation: {
      artifactLocation: { uri: uriOf(at.file) },
      region: { startLine: at.line, startColumn: at.column },
    },
  };
  const name = nameOf(at);
  return name === undefined ? place : { ...place, logicalLocations: [{ fullyQualifiedName: name }] };
}

/** A path as a URI: relative to where the program ran, as code scanning wants it, wherever the path is. */
function uriOf(file: string): string {
  if (isAbsolute(file)) return pathToFileURL(file).href;
  return encodeURI(file).replaceAll(/[?#:]/g, encodeURIComponent);
}

function nameOf({ object, pointer }: DiagnosticPlace): string | undefined {
  if (!object) return undefined;
  return `${formatRef(object)}${pointer ? ` ${formatPointer(pointer)}` : ""}`;
}

function fingerprintOf({ code, at, message }: Diagnostic): string {
  const identity = JSON.stringify([code, at.file, nameOf(at) ?? "", message]);
  return createHash("sha256").update(identity).digest("hex").slice(0, 32);
}
