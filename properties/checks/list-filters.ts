import { operations } from '../../schemas/operations.ts';
import { idOf, isObject, member } from '../model/read-back.ts';
import type { Check } from './check.ts';
import { listedConnections } from './listed-connections.ts';
import { show } from './show.ts';

export const listFilters: Check = {
  id: 'list-filters',
  law: 'Filters are OR inside, AND between: every listed item matches both, and every live connection of the case that matches is listed.',
  exceptions: 'An empty filter is no filter; unknown ids match nothing.',
  severity: 'high',
  concerns: ({ operation, answer, step }) =>
    operation === operations.webBackendListConnectionsForWorkspace.id &&
    answer.status === 200 &&
    step.intent.kind === 'valid',
  inspect({ operation, answer, body, json, step }, past) {
    if (
      operation !== operations.webBackendListConnectionsForWorkspace.id ||
      answer.status !== 200 ||
      step.intent.kind !== 'valid' ||
      step.group !== undefined ||
      !isObject(body)
    )
      return undefined;
    const sources = filterOf(body['sourceId']);
    const destinations = filterOf(body['destinationId']);
    if (sources === undefined && destinations === undefined) return undefined;
    const items = listedConnections(json);
    for (const item of items) {
      const sourceId = member(item['source'], 'sourceId');
      const destinationId = member(item['destination'], 'destinationId');
      const strays =
        sources?.has(idOf(sourceId)) === false
          ? 'sourceId'
          : destinations?.has(idOf(destinationId)) === false
            ? 'destinationId'
            : undefined;
      if (strays !== undefined)
        return {
          title: `A list filtered by ${strays} shows a connection of another one`,
          expected: show(body[strays]),
          received: show(strays === 'sourceId' ? sourceId : destinationId),
          pointer: '/connections',
          kind: `stray-${strays}`,
        };
    }
    // A page shows only some of what matches.
    if (member(json, 'num_connections') !== undefined) return undefined;
    const listed = new Set(items.map(({ connectionId }) => idOf(connectionId)));
    for (const known of past.connections()) {
      if (known.uncertain || known.deprecated) continue;
      const matches =
        sources?.has(idOf(known.read['sourceId'])) !== false &&
        destinations?.has(idOf(known.read['destinationId'])) !== false;
      if (matches && !listed.has(known.connectionId.toLowerCase()))
        return {
          title: 'A filtered list misses a connection that matches',
          expected: known.connectionId,
          received: `${items.length} other items`,
          pointer: '/connections',
          kind: 'missing',
        };
    }
    return undefined;
  },
};

function filterOf(value: unknown): ReadonlySet<string> | undefined {
  return Array.isArray(value) && value.length > 0 ? new Set(value.map(idOf)) : undefined;
}
