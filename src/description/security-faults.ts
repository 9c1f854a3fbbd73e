/** Security schemes that are declared and unused, or used and undeclared. */
import { isObject, listAt, objectAt } from '../json/json.ts';
import { under } from '../json/pointer.ts';
import type { JsonObject } from '../json/json.ts';
import type { ReachablePart } from './reachable-part.ts';
import type { FoundFault } from './fault.ts';

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

export function securityFaults(document: JsonObject, reachable: ReachablePart): readonly FoundFault[] {
  const schemes = Object.keys(objectAt(objectAt(document, 'components'), 'securitySchemes'));
  const requirements = listAt(document, 'security').map((requirement, index) => ({
    requirement,
    pointer: under('/security', index),
  }));
  for (const [path, item] of Object.entries(objectAt(document, 'paths')))
    for (const method of methods)
      for (const [index, requirement] of listAt(objectAt(item, method), 'security').entries())
        requirements.push({ requirement, pointer: under('/paths', path, method, 'security', index) });
  const used = requirements.flatMap(({ requirement, pointer }) =>
    isObject(requirement) ? Object.keys(requirement).map((name) => ({ name, pointer: under(pointer, name) })) : [],
  );
  const usedByOurs = reachable.operations.some(({ operation }) =>
    ('security' in operation ? listAt(operation, 'security') : listAt(document, 'security')).some(
      (requirement) => isObject(requirement) && Object.keys(requirement).length > 0,
    ),
  );
  const undeclared = used
    .filter(
      ({ name, pointer }) =>
        !schemes.includes(name) &&
        (pointer.startsWith('/security') ||
          reachable.operations.some((operation) => pointer.startsWith(operation.pointer))),
    )
    .map(({ name, pointer }): FoundFault => ({
      rule: 'security-undeclared',
      pointer,
      reason: `The security scheme "${name}" is not declared`,
    }));
  const unused = usedByOurs
    ? []
    : schemes.map((name): FoundFault => {
        const elsewhere = used.some((use) => use.name === name);
        return {
          rule: 'security-unused',
          pointer: under('/components/securitySchemes', name),
          reason: `"${name}" is declared, but ${elsewhere ? 'no web backend operation uses it' : 'nothing uses it'}: generated clients send no credentials`,
          ...('security' in document ? { also: ['/security'] } : {}),
        };
      });
  return [...undeclared, ...unused];
}
