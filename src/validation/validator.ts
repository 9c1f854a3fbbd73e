/** Compiles schemas with Ajv. No other folder knows Ajv. */
import { withDoubles } from '../json/parse-json.ts';
import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { AnySchema, ErrorObject, ValidateFunction } from 'ajv';
import type { JSONSchema } from 'json-schema-to-ts';

/** One way in which a value breaks a schema. */
export interface Violation {
  /** JSON pointer into the value; empty for the root. */
  readonly pointer: string;
  /** The schema keyword that is broken, such as `required` or `type`. */
  readonly keyword: string;
  readonly message: string;
}

/** Returns every violation; none means that the value is valid. */
export type Validator = (value: unknown) => readonly Violation[];

// Schemas of other releases are judged as JSON Schema has them, not by Ajv's house rules; a test compiles our own models
// with every strict option on.
const ajv = new Ajv2020({ strict: false, strictNumbers: true, allErrors: true, allowUnionTypes: true, logger: false });
// ajv-formats is CommonJS: under Node's ESM the callable is a property of the default export.
addFormats.default(ajv);

const validators = new WeakMap<object, Validator>();

/** Compiles a schema once, keyed by identity, into a validator that names every violation, not only the first. */
export function validatorFor(schema: JSONSchema): Validator {
  if (typeof schema === 'boolean') return validatorFor(schema ? {} : { not: {} });
  const known = validators.get(schema);
  if (known !== undefined) return known;
  const validate: ValidateFunction = ajv.compile(schema as AnySchema); // the two libraries' types differ only under exactOptionalPropertyTypes
  const violationsOf = (value: unknown): readonly Violation[] =>
    validate(value) ? [] : (validate.errors ?? []).map(toViolation);
  const validator: Validator = (value) => {
    const violations = violationsOf(value);
    if (violations.length === 0) return violations;
    // Ajv takes a bigint for no number. Few values have one, and where one is free JSON they are valid as they are.
    const doubles = withDoubles(value);
    return doubles === value ? violations : violationsOf(doubles);
  };
  validators.set(schema, validator);
  return validator;
}

function toViolation(error: ErrorObject): Violation {
  const extra: unknown = error.params['additionalProperty'] ?? error.params['missingProperty'];
  const pointer =
    typeof extra === 'string'
      ? `${error.instancePath}/${extra.replaceAll('~', '~0').replaceAll('/', '~1')}`
      : error.instancePath;
  return { pointer, keyword: error.keyword, message: error.message ?? `breaks ${error.keyword}` };
}
