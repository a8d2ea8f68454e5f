/** One fault that a structural validator found. */
export interface SchemaError {
  /** Keyword of the schema that failed: `required`, `additionalProperties`, `type`, `enum`, `pattern`, … */
  readonly keyword: string;
  /** JSON pointer to the value; for `required` and `additionalProperties` to the object that lacks or has the field. */
  readonly instancePath: string;
  readonly schemaPath: string;
  /** What the keyword says of the fault: `missingProperty`, `additionalProperty`, `type`, `allowedValues`, `pattern`, `limit`. */
  readonly params: Readonly<Record<string, unknown>>;
}

/** A validator as ajv makes it: a verdict, and the errors of the last call beside it. */
export interface StandaloneValidator {
  (value: unknown): boolean;
  errors?: readonly SchemaError[] | null;
}
