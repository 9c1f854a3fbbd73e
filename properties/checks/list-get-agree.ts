import { operations } from '../../schemas/operations.ts';
import { differences, idOf, member } from '../model/read-back.ts';
import type { JsonObject } from '../model/read-back.ts';
import type { Check } from './check.ts';
import { listedConnections } from './listed-connections.ts';
import { show } from './show.ts';

const shared = ['name', 'status', 'scheduleType', 'scheduleData', 'schemaChange'] as const;
const snippet = {
  source: ['sourceId', 'name', 'sourceDefinitionId', 'sourceName', 'icon'],
  destination: ['destinationId', 'name', 'destinationDefinitionId', 'destinationName', 'icon'],
} as const;

export const listGetAgree: Check = {
  id: 'list-get-agree',
  law: 'The list shows a connection as a read does: name, status, schedule, schema change, source and destination.',
  exceptions: 'isSyncing and the latest job may move between the two requests.',
  severity: 'high',
  concerns: ({ operation, answer }) =>
    operation === operations.webBackendListConnectionsForWorkspace.id && answer.status === 200,
  inspect({ operation, answer, json, step }, past) {
    if (
      operation !== operations.webBackendListConnectionsForWorkspace.id ||
      answer.status !== 200 ||
      step.group !== undefined
    )
      return undefined;
    for (const known of past.connections()) {
      if (known.uncertain || known.refusedSince > 0) continue;
      const item = listedConnections(json).find(({ connectionId }) => idOf(connectionId) === idOf(known.connectionId));
      const pairs = item === undefined ? [] : pairsOf(known.read, item);
      for (const [pointer, read, listed] of pairs) {
        // Anybody's discovery of the source moves it on connections that are framed by a catalog.
        if (pointer === '/schemaChange' && known.read['catalogId'] !== undefined) continue;
        if (differences(read, listed).length > 0)
          return {
            title: `List and get disagree on ${pointer}`,
            expected: show(read),
            received: show(listed),
            pointer: `/connections/0${pointer}`,
          };
      }
    }
    return undefined;
  },
};

function pairsOf(read: JsonObject, item: JsonObject): readonly (readonly [string, unknown, unknown])[] {
  return [
    ...shared.map((key) => [`/${key}`, read[key], item[key]] as const),
    ...(['source', 'destination'] as const).flatMap((side) =>
      snippet[side].map((key) => [`/${side}/${key}`, member(read[side], key), member(item[side], key)] as const),
    ),
  ];
}
