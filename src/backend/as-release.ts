/** The reference backend as a server of another release: the same behaviour, by that release's schemas. */
import type { JSONSchema } from 'json-schema-to-ts';
import { responseFor } from '../../schemas/response-for.ts';
import type { Description } from '../../schemas/description.ts';
import { completed } from '../validation/completed.ts';
import type { Perform } from './perform.ts';
import { Refusal } from './refusal.ts';

export interface Release {
  readonly description: Description;
  /** The OpenAPI document behind it, which the server publishes. */
  readonly document: object;
}

/** Every answer gets what the release requires and this backend does not know, errors included. */
export function performAs({ operations }: Description, perform: Perform): Perform {
  return (operation, body) => {
    const responses = operations[operation]?.responses ?? {};
    try {
      return fitted(responseFor(responses, 200), perform(operation, body));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const body = fitted(responseFor(responses, error.status), error.body) as Refusal['body']; // an object stays one
      throw new Refusal(error.status, { ...body, message: error.message });
    }
  };
}

function fitted(schema: JSONSchema | undefined, value: unknown): unknown {
  return schema === undefined ? value : completed(schema, value);
}
