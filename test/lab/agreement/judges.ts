import type { DiagnosticCode } from "fluxwright/check";
import { validateObjects } from "fluxwright/check";
import { type Api, FIELD_MANAGER, type KubeObject } from "../../../lab/api.js";
import type { Generated } from "./mutate.js";

/** What a judge says of an object. */
export interface Verdict {
  readonly isAccepted: boolean;
  /** Why not. */
  readonly reasons: readonly string[];
}

/** Our codes for what the API server refuses. */
const SERVER_CODES = [
  "schema-unknown-field",
  "schema-required",
  "schema-type",
  "schema-enum",
  "schema-pattern",
  "schema-range",
  "schema-rule",
  "schema-duplicate-item",
  "schema-combination",
  "field-removed",
  "api-version-removed",
  "api-version-unknown",
  "value-not-json",
  "name-invalid",
  "name-missing",
  "label-invalid",
  "data-invalid",
] as const satisfies readonly DiagnosticCode[];

/** Our codes that stand in for a pattern of the schema and may be stricter: Flux refuses what the server lets in. */
const STRICTER_CODES = [
  "git-url-invalid",
  "oci-url-invalid",
  "helm-repository-url",
  "name-too-long",
] as const satisfies readonly DiagnosticCode[];

/** The API server's verdict: nothing is stored. */
export async function askServer(api: Api, object: Generated, namespace: string): Promise<Verdict> {
  const { apiVersion, kind } = object as { readonly apiVersion: string; readonly kind: string };
  const path = await api.collectionPath({ apiVersion, kind, namespace });
  const answer = await api.send("POST", `${path}?dryRun=All&fieldValidation=Strict`, object);
  if (answer.code < 300) return { isAccepted: true, reasons: [] };
  if (answer.code !== 422 && answer.code !== 400) throw new Error(`${answer.code}: ${answer.text}`);
  return { isAccepted: false, reasons: [(JSON.parse(answer.text) as { readonly message: string }).message] };
}

/** What the API server says of an object that is applied, as Flux applies it. */
export interface ApplyVerdict extends Verdict {
  /**
   * Who refuses: the schema of the kind, the code that checks the values of the kind, or nobody, because the
   * server broke off.
   */
  readonly by?: "schema" | "validation" | "crash";
}

/** The API server's verdict on a server-side apply: nothing is stored. */
export async function askToApply(api: Api, object: Generated, namespace: string): Promise<ApplyVerdict> {
  const { apiVersion, kind, metadata } = object as unknown as KubeObject;
  const path = await api.path({ apiVersion, kind, name: metadata.name, namespace });
  const query = `dryRun=All&force=true&fieldManager=${FIELD_MANAGER}`;
  const answer = await api
    .send("PATCH", `${path}?${query}`, object, "application/apply-patch+yaml")
    .catch(() => undefined);
  if (answer === undefined) return { isAccepted: false, by: "crash", reasons: [] };
  if (answer.code < 300) return { isAccepted: true, reasons: [] };
  const { message } = JSON.parse(answer.text) as { readonly message: string };
  const isStructure = /^failed to (create typed patch object|convert new object)/.test(message);
  return { isAccepted: false, by: isStructure ? "schema" : "validation", reasons: [message] };
}

/** Our verdict. `mayBeStricter` when what we refuse is not for the API server to know. */
export function askOurselves(object: Generated): Verdict & { readonly mayBeStricter: boolean } {
  const origin = { file: "generated.yaml", locate: () => ({ file: "generated.yaml", line: 1, column: 1 }) };
  const found = validateObjects([{ object: object as never, origin }]);
  const refusing = found.filter(({ code }) => isOneOf(SERVER_CODES, code));
  const stricter = found.filter(({ code }) => isOneOf(STRICTER_CODES, code));
  return {
    isAccepted: refusing.length === 0 && stricter.length === 0,
    reasons: [...refusing, ...stricter].map(({ code, message }) => `${code}: ${message}`),
    mayBeStricter: refusing.length === 0,
  };
}

function isOneOf(codes: readonly string[], code: string): boolean {
  return codes.includes(code);
}
