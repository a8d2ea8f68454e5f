import { Ajv } from "ajv";
import standaloneCode from "ajv/dist/standalone/index.js";
import type { CrdSchema } from "../flux/crd-schema.js";
import { jsonSchemaOfKind } from "../flux/json-schema.js";

/** How ajv gives what it needs at run time, also to ES modules. */
const REQUIRE = /const (\w+) = require\("([^"]+)"\)\.default;/g;

/**
 * The body of a module whose `validate(value)` judges an object of a kind, with all errors in `validate.errors`.
 * Code ahead of time: nothing is compiled at run time, and ajv itself is not loaded.
 */
export function validatorCode(schema: CrdSchema): string {
  const ajv = new Ajv({
    allErrors: true,
    messages: false,
    strict: false,
    code: { source: true, esm: true, lines: true },
  });
  const code = standaloneCode.default(ajv, ajv.compile(jsonSchemaOfKind(schema)));
  const body = code.replace('"use strict";', "").replace(/export default \w+;/, "");
  return body
    .replace(
      REQUIRE,
      (_, name, module) =>
        `import ${name}Module from "${module}.js";\nconst ${name} = ${name}Module.default;`,
    )
    .trim();
}
