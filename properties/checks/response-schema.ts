import { responseFor } from '../../schemas/response-for.ts';
import { operations } from '../../schemas/operations.ts';
import type { Operation } from '../../schemas/operations.ts';
import { validatorFor } from '../../src/validation/validator.ts';
import { isObject } from '../model/read-back.ts';
import type { Check, Past } from './check.ts';
import { show } from './show.ts';

export const responseSchema: Check = responseSchemaIn(operations);

/** The check against another form of the description. */
export function responseSchemaIn(described: Readonly<Record<string, Operation>>): Check {
  return {
    id: 'response-schema',
    law: 'Every body satisfies the schema that is declared for its status; members are left out rather than null.',
    exceptions:
      'Additional members of open objects; `validationErrors` may be missing. List items of connections that an invalid write was accepted for are the business of that write.',
    severity: 'high',
    concerns: ({ operation }) => operation !== 'transport',
    inspect({ answer, operation, json }, past) {
      if (operation === 'transport') return undefined;
      const schema = responseFor(described[operation]?.responses ?? {}, answer.status);
      if (schema === undefined || answer.status >= 500) return undefined;
      if (!answer.json.ok)
        return {
          title: `${operation} answered ${answer.status} with a body that is not JSON`,
          expected: 'JSON, nested no deeper than 1,000 levels',
          received: show(answer.text),
          kind: 'not-json',
        };
      const isList = operation === operations.webBackendListConnectionsForWorkspace.id;
      const [violation] = validatorFor(schema)(json).filter(
        ({ pointer }) => !isList || !isInSpoiltItem(pointer, json, past),
      );
      if (violation === undefined) return undefined;
      return {
        title: `${operation} answered a body that breaks its schema at ${violation.pointer || 'the root'}`,
        expected: `${violation.pointer || 'the body'} ${violation.message}`,
        received: show(valueAt(json, violation.pointer)),
        pointer: violation.pointer,
        kind: violation.keyword,
      };
    },
  };
}

function isInSpoiltItem(pointer: string, json: unknown, past: Past): boolean {
  const [item] = /^\/connections\/\d+/.exec(pointer) ?? [];
  const connection = item === undefined ? undefined : valueAt(json, item);
  return isObject(connection) && past.isSpoilt?.(connection) === true;
}

function valueAt(value: unknown, pointer: string): unknown {
  let node = value;
  for (const key of pointer.split('/').slice(1)) {
    if (typeof node !== 'object' || node === null) return undefined;
    node = (node as Record<string, unknown>)[key.replaceAll('~1', '/').replaceAll('~0', '~')];
  }
  return node;
}
