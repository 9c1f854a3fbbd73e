/** What the operations of a description leave out. */
import { listAt, objectAt } from '../json/json.ts';
import { under } from '../json/pointer.ts';
import type { JsonObject } from '../json/json.ts';
import { operations } from '../../schemas/operations.ts';
import { statusFor } from '../../schemas/response-for.ts';
import type { FoundFault } from './fault.ts';
import type { PlainSchemas } from './plain-schema.ts';
import type { DescribedOperation, ReachablePart } from './reachable-part.ts';
import { referenceFaults } from './reference-faults.ts';

export function operationFaults(
  document: JsonObject,
  reachable: ReachablePart,
  plain: PlainSchemas,
): readonly FoundFault[] {
  return reachable.operations.flatMap((described) => [
    ...Object.entries(objectAt(described.operation, 'responses')).flatMap(([status, response]) =>
      referenceFaults(document, response, under(described.pointer, 'responses', status)),
    ),
    ...undocumentedErrors(described),
    ...optionalBody(described, plain),
  ]);
}

function undocumentedErrors({ id, pointer, responses }: DescribedOperation): readonly FoundFault[] {
  const declared = Object.keys(responses);
  const lacking = Object.keys(operations[id].responses).filter(
    (status) => Number(status) >= 400 && statusFor(declared, status) === undefined,
  );
  if (lacking.length === 0) return [];
  const place = under(pointer, 'responses');
  return [
    {
      rule: 'undocumented-errors',
      pointer: place,
      reason: `${id} declares ${declared.join(', ')}; deployments also answer ${lacking.join(', ')}`,
      also: lacking.map((status) => under(place, status)),
    },
  ];
}

function optionalBody({ id, pointer, body, request }: DescribedOperation, plain: PlainSchemas): readonly FoundFault[] {
  const required = listAt(plain.schemaOf(request?.schema), 'required');
  if (body !== 'optional' || required.length === 0) return [];
  const place = under(pointer, 'requestBody');
  return [
    {
      rule: 'optional-body',
      pointer: place,
      reason: `${id} may be called without a body, but the body has to have ${required.map((name) => `"${String(name)}"`).join(', ')}`,
      also: [under(place, 'required')],
    },
  ];
}
