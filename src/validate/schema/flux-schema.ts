import { crdFactsOf } from "../../flux/crd-facts.js";
import type { CrdSchema } from "../../flux/crd-schema.js";
import type { FluxKind } from "../../flux/kinds.js";
import type { Distribution } from "../../flux/profiles.js";
import type { Subject } from "../scope.js";

/** Kinds that the Flux Operator adds to the enums of Alert and Receiver. */
const OPERATOR_KINDS = ["FluxInstance", "ResourceSet", "ResourceSetInputProvider"];
/** The fields that it patches so. */
const PATCHED: Readonly<Partial<Record<FluxKind, string>>> = { Alert: "eventSources", Receiver: "resources" };

const schemas = new Map<string, CrdSchema | undefined>();

/**
 * The schema of a Flux object: that of the newest version of its kind, so that an object of a removed version is
 * told what stands between it and the version to move to; undefined for other kinds.
 */
export function fluxSchema({ flux, profile }: Subject): CrdSchema | undefined {
  if (flux === undefined) return undefined;
  const key = `${flux} ${profile.distribution}`;
  if (!schemas.has(key)) schemas.set(key, schemaFor(flux, profile.distribution));
  return schemas.get(key);
}

function schemaFor(kind: FluxKind, distribution: Distribution): CrdSchema | undefined {
  const schema = crdFactsOf(kind).versions.find(({ served }) => served)?.schema;
  const field = PATCHED[kind];
  if (schema === undefined || field === undefined || distribution === "upstream") return schema;
  return withEnum(schema, ["spec", field, "[]", "kind"], OPERATOR_KINDS);
}

/** The schema with members added to the enum at a path. */
function withEnum(
  schema: CrdSchema,
  [step, ...rest]: readonly string[],
  members: readonly string[],
): CrdSchema {
  if (step === undefined) return { ...schema, enum: [...(schema.enum ?? []), ...members] };
  if (step === "[]")
    return schema.items ? { ...schema, items: withEnum(schema.items, rest, members) } : schema;
  const below = schema.properties?.[step];
  if (below === undefined) return schema;
  return { ...schema, properties: { ...schema.properties, [step]: withEnum(below, rest, members) } };
}
