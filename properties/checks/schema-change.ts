import { isObject, listAt, member } from '../../src/json/json.ts';
import { operations } from '../../schemas/operations.ts';
import { isPermitted } from '../model/case.ts';
import { canonical, comparableCatalog } from '../model/read-back.ts';
import { fieldsOf, isFramed, streamsOf } from '../model/streams-shown.ts';
import { isCertain, isRefresh } from '../model/worlds.ts';
import type { Check, Observation, Past, Violation } from './check.ts';
import { isList, itemOf, ownItems } from './listed-connections.ts';
import { connectionOf, shownConnection } from './shown-connection.ts';
import { violationIf } from './violation-if.ts';

export const schemaChange = {
  id: 'schema-change',
  law: 'schemaChange follows from the catalogs. Without a discovered catalog, and without a difference to the newest, there is no change; with a difference there is one. What breaks a connection is that the source loses the cursor or the key of a stream, and nothing else. A connection stays broken until an update or a refresh, and so does a sound one. Connections with the same catalog and streams show the same.',
  meaning: 'The page asks the user to review changes that are not there, or hides those that are.',
  exceptions: 'What depends on the newest discovery is judged only after a refresh by the case.',
  severity: 'medium',
  inspect(now, past) {
    if (shownConnection(now) !== undefined)
      return [...withoutCatalog(now.json), ...breaks(now, past), ...turned(now, past)];
    const refresh = refreshedBefore(now, past);
    return refresh && [...againstDifference(now, refresh, past), ...unlikeTwins(now, past)];
  },
} as const satisfies Check;

function withoutCatalog(read: unknown): readonly Violation[] {
  const shown = member(read, 'schemaChange');
  return violationIf(!isFramed(read) && shown !== undefined && shown !== 'no_change', () => ({
    title: 'A connection without a discovered catalog shows a schema change',
    expected: '"no_change"',
    received: JSON.stringify(shown),
    pointer: '/schemaChange',
    kind: 'without-catalog',
  }));
}

/** Judged by what the case knows of the newest catalog: which fields are there, or that it does not matter. */
function breaks(now: Observation, past: Past): readonly Violation[] {
  const catalog = writtenCatalog(now, past);
  const shown = member(now.json, 'schemaChange');
  if (catalog === undefined || shown === undefined || !isFramed(now.json)) return [];
  const isBroken = isBreaking(catalog.streams, refreshOf(now, past)?.json);
  if (isBroken === undefined || isBroken === (shown === 'breaking')) return [];
  // A new connection is broken by nothing, and one that only names its catalog need not be compared.
  return violationIf(!isBroken || catalog.isReplaced, () => ({
    title: isBroken
      ? 'A catalog whose cursor or key the source has lost is not called broken'
      : 'A catalog is called broken whose cursor and keys the source has, or which needs none',
    expected: isBroken ? '"breaking"' : '"no_change" or "non_breaking"',
    received: JSON.stringify(shown),
    pointer: '/schemaChange',
    kind: isBroken ? 'unbroken' : 'breaking',
  }));
}

/** A read breaks nothing and mends nothing. Others may refresh the source: then nobody is certain of its catalog. */
function turned(now: Observation, past: Past): readonly Violation[] {
  const known = connectionOf(now, past);
  if (now.operation !== operations.webBackendGetConnection.id || isRefresh(now) || now.step.group !== undefined)
    return [];
  if (known === undefined || !isCertain(known, 'catalogId') || !isFramed(now.json)) return [];
  const before = past.observations.findLast(
    (earlier) => earlier.step.handle === now.step.handle || operations[earlier.operation].writes || isRefresh(earlier),
  );
  if (before === undefined || before.step.handle !== now.step.handle || shownConnection(before) === undefined)
    return [];
  const [had, has] = [before, now].map(({ json }) => member(json, 'schemaChange'));
  const isTurned = (had === 'breaking') !== (has === 'breaking');
  return violationIf(had !== undefined && has !== undefined && isTurned, () => ({
    title: `A read turned schemaChange from ${JSON.stringify(had)} into ${JSON.stringify(has)}`,
    expected: JSON.stringify(had),
    received: JSON.stringify(has),
    pointer: '/schemaChange',
    kind: 'turned',
  }));
}

/** The streams of a create, of an update that replaces them, or of one that names a discovered catalog for those that are there. */
function writtenCatalog(
  now: Observation,
  past: Past,
): { readonly streams: unknown; readonly isReplaced: boolean } | undefined {
  const sent = member(now.body, 'syncCatalog');
  if (now.operation === 'webBackendCreateConnection') return { streams: sent, isReplaced: false };
  const isTaken = now.step.intent.kind === 'valid' || isPermitted(now.step);
  const judgement = past.judged(now);
  if (!isTaken || now.operation !== 'webBackendUpdateConnection' || judgement?.isParallel !== false) return undefined;
  if (isObject(sent)) return { streams: sent, isReplaced: true };
  const { before } = judgement;
  const isFramedNow =
    before !== undefined && before.read['catalogId'] === undefined && isCertain(before, 'syncCatalog');
  return isFramedNow ? { streams: before.read['syncCatalog'], isReplaced: false } : undefined;
}

/** Only the loss of a cursor or of a key breaks a connection. `undefined` where nobody knows what the source has. */
function isBreaking(sent: unknown, newest: unknown): boolean | undefined {
  if (sent !== undefined && !Array.isArray(member(sent, 'streams'))) return undefined;
  const discovered = isObject(newest) ? streamsOf(newest) : undefined;
  const verdicts = [...streamsOf({ syncCatalog: sent })].flatMap(([identity, entry]) =>
    loadBearing(member(entry, 'config')).map((name) => {
      if (name === undefined) return undefined;
      const [had, has] = [fieldsOf(entry), fieldsOf(discovered?.get(identity))];
      return had === undefined || has === undefined || !Object.hasOwn(had, name)
        ? undefined
        : !Object.hasOwn(has, name);
    }),
  );
  return verdicts.includes(true) ? true : verdicts.includes(undefined) ? undefined : false;
}

/**
 * The fields at the top level that the modes of a stream rest on. `undefined` where a mode needs one and none was sent: the default of the
 * source may count or not.
 */
function loadBearing(config: unknown): readonly (string | undefined)[] {
  const key = listAt(config, 'primaryKey');
  const paths = [
    ...(member(config, 'syncMode') === 'full_refresh' ? [] : [member(config, 'cursorField')]),
    ...(['overwrite', 'append'].includes(String(member(config, 'destinationSyncMode')))
      ? []
      : key.length === 0
        ? [undefined]
        : key),
  ];
  return paths.map((path) => (Array.isArray(path) && path.length > 0 ? String(path[0]) : undefined));
}

/** The last refresh of a connection of the source by the case. */
function refreshOf(now: Observation, { observations }: Past): Observation | undefined {
  const refresh = observations.findLast((earlier) => isRefresh(earlier) && earlier.answer.status === 200);
  const sourceId = member(now.json, 'sourceId');
  return sourceId !== undefined && member(refresh?.json, 'sourceId') === sourceId ? refresh : undefined;
}

/** The last refresh of the case, when `now` is a list and nothing was written since. */
function refreshedBefore(now: Observation, past: Past): Observation | undefined {
  if (!isList(now)) return undefined;
  const last = past.observations.findLast(
    (earlier) => operations[earlier.operation].writes || (isRefresh(earlier) && earlier.answer.status === 200),
  );
  return last !== undefined && isRefresh(last) ? last : undefined;
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
  return violationIf(isAlike || preference === 'ignore' || preference === 'disable', () => ({
    title: isAlike
      ? 'A refresh found no difference, and the list shows a schema change'
      : 'A refresh found a difference, and the list shows no schema change',
    expected: isAlike ? '"no_change"' : '"non_breaking" or "breaking"',
    received: JSON.stringify(shown),
    pointer: '/connections/0/schemaChange',
    kind: isAlike ? 'no-difference' : 'difference',
  }));
}

function unlikeTwins(now: Observation, past: Past): readonly Violation[] {
  const byFrame = Map.groupBy(
    ownItems(now.json, past).filter(({ known }) => isCertain(known, 'syncCatalog') && isFramed(known.read)),
    ({ known: { read } }) =>
      JSON.stringify([read['sourceId'], read['catalogId'], canonical(comparableCatalog(read['syncCatalog']))]),
  );
  return [...byFrame.values()]
    .map((twins) => new Set(twins.flatMap(({ item }) => item['schemaChange'] ?? [])))
    .filter((shown) => shown.size > 1)
    .map((shown) => ({
      title: 'After a refresh, connections with the same catalog and the same streams show different schema changes',
      expected: 'the same for each',
      received: JSON.stringify([...shown]),
      pointer: '/connections/0/schemaChange',
      kind: 'twins',
    }));
}
