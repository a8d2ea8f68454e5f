import { catalog, diagnosticCodes } from "../diagnostics/catalog.js";
import type { Diagnostic, DiagnosticPlace } from "../diagnostics/diagnostic.js";
import { formatRef } from "../objects/object-ref.js";
import { formatPointer } from "../objects/pointer.js";

const levels = { error: "error", warning: "warning", info: "note" } as const;

/**
 * Findings as SARIF 2.1.0, which code scanning reads. Every code that was found is listed as a rule.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
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
          driver: {
            name: "fluxwright",
            version,
            rules: rules.map((code) => ({
              id: code,
              shortDescription: { text: catalog[code].title },
              help: { text: `See docs/diagnostics/${code}.md in the fluxwright package.` },
              defaultConfiguration: { level: levels[catalog[code].severity] },
            })),
          },
        },
        columnKind: "utf16CodeUnits",
        results: diagnostics.map((diagnostic) => renderResult(diagnostic, rules.indexOf(diagnostic.code))),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function renderResult(
  { at, code, severity, message, hint, related = [] }: Diagnostic,
  ruleIndex: number,
): object {
  const result = {
    ruleId: code,
    ruleIndex,
    level: levels[severity],
    message: { text: hint ? `${message} ${hint}` : message },
    locations: [renderPlace(at)],
  };
  if (related.length === 0) return result;
  return {
    ...result,
    relatedLocations: related.map((place) => ({
      ...renderPlace(place.at),
      message: { text: place.message },
    })),
  };
}

function renderPlace(at: DiagnosticPlace): object {
  const place = {
    physicalLocation: {
      artifactLocation: { uri: encodeURI(at.file).replaceAll(/[?#]/g, encodeURIComponent) },
      region: { startLine: at.line, startColumn: at.column },
    },
  };
  if (!at.object) return place;
  const name = `${formatRef(at.object)}${at.pointer ? ` ${formatPointer(at.pointer)}` : ""}`;
  return { ...place, logicalLocations: [{ fullyQualifiedName: name }] };
}
