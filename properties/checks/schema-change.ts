import { isObject, member } from '../../src/json/json.ts';
import { operations } from '../../schemas/operations.ts';
import { canonical, comparableCatalog } from '../model/read-back.ts';
import { isCertain, isRefresh } from '../model/worlds.ts';
import { brokenBy } from './broken-by.ts';
import type { Check, Observation, Past, Violation } from './check.ts';
import { isList, itemOf } from './listed-connections.ts';
import { connectionOf, showsConnection } from './shown-connection.ts';

export const schemaChange = {
  id: 'schema-change',
  law: 'schemaChange follows from the catalogs. Without a discovered catalog, and without a difference to the newest, there is no change; with a difference there is one. The source cannot break full refreshes without a key. Connections with the same catalog and streams show the same.',
  meaning: 'The page asks the user to review changes that are not there, or hides those that are.',
  exceptions: 'What depends on the newest discovery is judged only right after a refresh.',
  severity: 'medium',
  concerns: (now, past) => showsConnection(now) || refreshedBefore(now, past) !== undefined,
  inspect(now, past) {
    if (showsConnection(now)) return [...withoutCatalog(now.json), ...unbreakable(now, past)];
    const refresh = refreshedBefore(now, past);
    return refresh === undefined ? [] : [...againstDifference(now, refresh, past), ...unlikeTwins(now, past)];
  },
} as const satisfies Check;

function withoutCatalog(read: unknown): readonly Violation[] {
  const shown = member(read, 'schemaChange');
  return (member(read, 'catalogId') ?? undefined) !== undefined || shown === undefined || shown === 'no_change'
    ? []
    : [
        {
          title: 'A connection without a discovered catalog shows a schema change',
          expected: '"no_change"',
          received: JSON.stringify(shown),
          pointer: '/schemaChange',
          kind: 'without-catalog',
        },
      ];
}

function unbreakable(now: Observation, past: Past): readonly Violation[] {
  return member(written(now, past), 'schemaChange') === 'breaking' && isUnbreakable(now.body)
    ? [
        {
          title: 'A catalog of full refreshes without a key is called broken by the source',
          expected: '"no_change" or "non_breaking"',
          received: '"breaking"',
          pointer: '/schemaChange',
          kind: 'breaking',
        },
      ]
    : [];
}

/** The answer to a create, or to an update that replaced the catalog. */
function written(now: Observation, past: Past): unknown {
  if (now.operation === 'webBackendCreateConnection') return now.json;
  const isJudged = brokenBy('catalog-replaced', now, past) !== undefined && past.judged?.(now)?.isParallel === false;
  return isJudged && isObject(member(now.body, 'syncCatalog')) ? now.json : undefined;
}

/** Only the loss of a cursor or of a key breaks a connection. */
function isUnbreakable(body: unknown): boolean {
  const streams = member(member(body, 'syncCatalog'), 'streams');
  return (
    streams === undefined ||
    (Array.isArray(streams) &&
      streams.every((entry) => {
        const config = member(entry, 'config');
        const mode = member(config, 'destinationSyncMode');
        return member(config, 'syncMode') === 'full_refresh' && (mode === 'overwrite' || mode === 'append');
      }))
  );
}

/** The last refresh of the case, when `now` is a list and nothing was written since. */
function refreshedBefore(now: Observation, past: Past): Observation | undefined {
  if (!isList(now)) return undefined;
  const index = past.observations.findLastIndex((earlier) => isRefresh(earlier) && earlier.answer.status === 200);
  const since = past.observations.slice(index + 1);
  return index < 0 || since.some(({ operation }) => operations[operation].writes)
    ? undefined
    : past.observations[index];
}

/** A refresh shows the difference to the catalog that the connection has; the newest one is what it found. */
function againstDifference(now: Observation, refresh: Observation, past: Past): readonly Violation[] {
  const transforms = member(member(refresh.json, 'catalogDiff'), 'transforms');
  const known = connectionOf(refresh, past);
  if (!Array.isArray(transforms) || known?.read['catalogId'] === undefined) return [];
  const shown = itemOf(now.json, known.connectionId)?.['schemaChange'];
  const isAlike = transforms.length === 0;
  if (shown === undefined || (shown === 'no_change') === isAlike) return [];
  // Some servers take changes over by themselves where they are told to.
  const preference = known.read['nonBreakingChangesPreference'] ?? 'ignore';
  if (!isAlike && preference !== 'ignore' && preference !== 'disable') return [];
  return [
    {
      title: isAlike
        ? 'A refresh found no difference, and the list shows a schema change'
        : 'A refresh found a difference, and the list shows no schema change',
      expected: isAlike ? '"no_change"' : '"non_breaking" or "breaking"',
      received: JSON.stringify(shown),
      pointer: '/connections/0/schemaChange',
      kind: isAlike ? 'no-difference' : 'difference',
    },
  ];
}

function unlikeTwins(now: Observation, past: Past): readonly Violation[] {
  const byFrame = Map.groupBy(
    past.connections().filter((known) => isCertain(known, 'syncCatalog') && known.read['catalogId'] !== undefined),
    ({ read }) =>
      JSON.stringify([read['sourceId'], read['catalogId'], canonical(comparableCatalog(read['syncCatalog']))]),
  );
  return [...byFrame.values()]
    .map((twins) => new Set(twins.flatMap((known) => itemOf(now.json, known.connectionId)?.['schemaChange'] ?? [])))
    .filter((shown) => shown.size > 1)
    .map((shown) => ({
      title: 'After a refresh, connections with the same catalog and the same streams show different schema changes',
      expected: 'the same for each',
      received: JSON.stringify([...shown]),
      pointer: '/connections/0/schemaChange',
      kind: 'twins',
    }));
}
