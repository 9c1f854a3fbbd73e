/** What the operations of a description leave out. */
import { isObject, listAt } from '../json/json.ts';
import { under } from '../json/pointer.ts';
import type { JsonObject } from '../json/json.ts';
import { operations } from '../../schemas/operations.ts';
import { statusFor } from '../../schemas/response-for.ts';
import type { ReachablePart } from './reachable-part.ts';
import type { Fault } from './contradiction.ts';
import type { PlainSchemas } from './plain-schema.ts';
import { resolve } from './references.ts';

/** Error statuses that deployments answer and the operation does not declare, and bodies that are optional by mistake. */
export function operationFaults(document: JsonObject, reachable: ReachablePart, plain: PlainSchemas): readonly Fault[] {
  return reachable.operations.flatMap(({ id, pointer, responses, body, request, operation }): readonly Fault[] => {
    const declared = Object.keys(responses);
    const lacking = Object.keys(operations[id].responses).filter(
      (status) => Number(status) >= 400 && statusFor(declared, status) === undefined,
    );
    const broken = Object.entries(isObject(operation['responses']) ? operation['responses'] : {}).flatMap(
      ([status, response]): readonly Fault[] => {
        const end = resolve(document, response, under(pointer, 'responses', status));
        return end.kind === 'found'
          ? []
          : [
              {
                rule: 'unresolvable-reference',
                kind: 'contradiction',
                pointer: under(pointer, 'responses', status, '$ref'),
                reason: `The reference ${end.reference} leads to nothing`,
              },
            ];
      },
    );
    const required = listAt(plain.schemaOf(request?.schema), 'required');
    return [
      ...broken,
      ...(lacking.length === 0
        ? []
        : [
            {
              rule: 'undocumented-errors',
              kind: 'gap',
              pointer: under(pointer, 'responses'),
              reason: `${id} declares ${declared.join(', ')}; deployments also answer ${lacking.join(', ')}`,
              also: lacking.map((status) => under(pointer, 'responses', status)),
            } as const,
          ]),
      ...(body === 'optional' && required.length > 0
        ? [
            {
              rule: 'optional-body',
              kind: 'gap',
              pointer: under(pointer, 'requestBody'),
              reason: `${id} may be called without a body, but the body has to have ${required.map((name) => `"${String(name)}"`).join(', ')}`,
              also: [under(pointer, 'requestBody', 'required')],
            } as const,
          ]
        : []),
    ];
  });
}
