import { isEqualJson, member } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { allowedAt } from '../model/connection-state.ts';
import { differences, withoutConsequences } from '../model/read-back.ts';
import { isDeprecated } from '../model/worlds.ts';
import type { KnownConnection } from '../model/worlds.ts';
import type { Check, Observation, Past, Violation } from './check.ts';
import { isList, listedBetween, ownItems } from './listed-connections.ts';
import { show } from './show.ts';

const shared = ['name', 'status', 'scheduleType', 'scheduleData', 'schemaChange'] as const;
const snippet = {
  source: ['sourceId', 'name', 'sourceDefinitionId', 'sourceName', 'icon'],
  destination: ['destinationId', 'name', 'destinationDefinitionId', 'destinationName', 'icon'],
} as const;

export const listGetAgree = {
  id: 'list-get-agree',
  law: 'The list and a read show the same name, status, schedule, schema change, source and destination.',
  meaning: 'The list and the detail page contradict each other.',
  exceptions: 'isSyncing and the latest job may move between the two requests.',
  severity: 'high',
  inspect(now, past) {
    const between = readTwice(now, past) ?? readTwice(now, past, own);
    if (between !== undefined) {
      // Of its own connections the case knows everything else.
      const pairs = pairsOf(between.read, between.item).filter(
        ([pointer]) => now.step.handle === undefined || pointer === '/schemaChange',
      );
      return disagreements(pairs).map((one) => ({ ...one, mayBeOthers: true }));
    }
    if (!isList(now) || now.step.group !== undefined) return undefined;
    return ownItems(now.json, past).flatMap(({ known, item }) => {
      // That a deprecated one is listed at all is the business of `deprecated-hidden`.
      if (isDeprecated(known)) return [];
      const read = likest(known, item);
      // With a discovered catalog, a discovery by anybody changes it between the two requests.
      const isSteady = read['catalogId'] === undefined;
      return disagreements(pairsOf(read, item).filter(([pointer]) => isSteady || pointer !== '/schemaChange'));
    });
  },
} as const satisfies Check;

const own = { own: true } as const;

type Pair = readonly [pointer: string, shown: unknown, listed: unknown];

function disagreements(pairs: readonly Pair[]): readonly Violation[] {
  const found = pairs
    .filter(([, shown, listed]) => differences(shown, listed).length > 0)
    .map(([pointer, expected, received]) => ({ pointer, expected, received }));
  return withoutConsequences(found).map(({ pointer, expected, received }) => ({
    title: `List and get disagree on ${pointer}`,
    expected: show(expected),
    received: show(received),
    pointer: `/connections/0${pointer}`,
  }));
}

/** The read with what is possible and nearest to the item. */
function likest({ read, states }: KnownConnection, item: JsonObject): JsonObject {
  const possible = shared.flatMap((key) => {
    const values = states.map((state) => allowedAt(state, key));
    const isPossible = values.some((allowed) => allowed?.some((value) => isEqualJson(value, item[key])) !== false);
    return [[key, isPossible ? item[key] : values[0]?.[0]] as const];
  });
  return { ...read, ...Object.fromEntries(possible) };
}

/** A connection that was read before and after a list that shows it, and had not changed. */
function readTwice(now: Observation, past: Past, whose?: typeof own): ReturnType<typeof listedBetween> {
  const shown = listedBetween(now, past, whose);
  const isChanged =
    shown !== undefined &&
    pairsOf(shown.before, shown.read).some(([, left, right]) => differences(left, right).length > 0);
  return isChanged ? undefined : shown;
}

function pairsOf(read: JsonObject, item: JsonObject): readonly Pair[] {
  return [
    ...shared.map((key) => [`/${key}`, read[key], item[key]] as const),
    ...(['source', 'destination'] as const).flatMap((side) =>
      snippet[side].map((key) => [`/${side}/${key}`, member(read[side], key), member(item[side], key)] as const),
    ),
  ];
}
