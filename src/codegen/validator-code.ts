import { Ajv } from "ajv";
import standaloneCode from "ajv/dist/standalone/index.js";
import type { CrdSchema } from "../flux/crd-schema.js";
import { jsonSchemaOfKind } from "../flux/json-schema.js";

/** What ajv's code asks for at run time, as it asks for it also in ES modules. */
const REQUIRE = /const (\w+) = require\("([^"]+)"\)\.default;/g;

/**
 * What stands in for parts of ajv. Not ajv's own parts: they are CommonJS, which each loader of TypeScript hands to
 * ES modules in another way, and loading them costs more than loading all validators.
 */
const STAND_INS: Readonly<Record<string, string>> = {
  "ajv/dist/runtime/ucs2length": "codePointLength",
};

/**
 * A module whose `validate(value)` judges an object of a kind, with all errors in `validate.errors`. Code ahead of
 * time: nothing is compiled at run time, and ajv is not loaded.
 */
export function validatorCode(schema: CrdSchema): string {
  const ajv = new Ajv({
    allErrors: true,
    messages: false,
    strict: false,
    code: { source: true, esm: true, lines: true },
  });
  const code = standaloneCode.default(ajv, ajv.compile(jsonSchemaOfKind(schema)));
  const body = code
    .replace('"use strict";', "")
    .replace(/export default \w+;/, "")
    .replace(REQUIRE, (_, name: string, module: string) => `const ${name} = ${standIn(module)};`)
    .trim();
  return body.includes("codePointLength")
    ? `import { codePointLength } from "../../code-points.js";\n${body}`
    : body;
}

function standIn(module: string): string {
  const name = STAND_INS[module];
  if (name === undefined)
    throw new Error(`no stand-in for ${module}: a CRD uses a keyword that none used before`);
  return name;
}
