import { isObject, member, textAt } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import type { Check } from './check.ts';
import { isList, listedConnections } from './listed-connections.ts';
import { show } from './show.ts';

export const listSorted = {
  id: 'list-sorted',
  law: 'A list that is asked for in an order comes in that order.',
  meaning:
    'The first page does not show what comes first, and whoever looks for a name does not find it where it belongs.',
  exceptions:
    'Equal keys may come in any order, names by any collation, never synced connections first or last. Without a sort key any order is right.',
  severity: 'medium',
  needs: { operation: 'webBackendListConnectionsForWorkspace', member: 'sortKey' },
  inspect(now) {
    const key = keyOf(now.body);
    const all = listedConnections(now.json);
    if (!isList(now) || now.step.intent.kind !== 'valid' || key === undefined || all.length < 2) return undefined;
    const items = all.filter((item) => valueOf(item, key.name) !== undefined);
    const at = items.findIndex((item, index) => {
      const before = items[index - 1];
      return before !== undefined && isAfter(valueOf(before, key.name), valueOf(item, key.name), key.isDescending);
    });
    if (at < 0) return [];
    const shown = [items[at - 1], items[at]].map((item) => (item === undefined ? undefined : valueOf(item, key.name)));
    return [
      {
        title: `A list by ${key.name} is not in that order`,
        expected: `${key.isDescending ? 'descending' : 'ascending'} by ${key.name}`,
        received: `${show(shown[0])} before ${show(shown[1])}`,
        pointer: '/connections',
        kind: key.name,
      },
    ];
  },
} as const satisfies Check;

interface SortKey {
  readonly name: string;
  readonly isDescending: boolean;
}

function keyOf(body: unknown): SortKey | undefined {
  const [, name, direction] =
    /^(connectionName|sourceName|destinationName|lastSync)_(asc|desc)$/.exec(textAt(body, 'sortKey') ?? '') ?? [];
  return name === undefined ? undefined : { name, isDescending: direction === 'desc' };
}

/** `undefined` for a connection that has no place in the order. */
function valueOf(item: JsonObject, key: string): string | number | undefined {
  if (key === 'lastSync') {
    const at = item['latestSyncJobCreatedAt'];
    return typeof at === 'number' ? at : undefined;
  }
  const named = key === 'connectionName' ? item : member(item, key.replace(/Name$/, ''));
  return isObject(named) ? textAt(named, 'name') : undefined;
}

/** Databases compare texts in many ways: out of order is what every one of them calls so. */
const collations: readonly ((left: string, right: string) => number)[] = [
  (left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)),
  (left, right) => Buffer.compare(Buffer.from(left.toLowerCase()), Buffer.from(right.toLowerCase())),
  new Intl.Collator('en').compare,
  new Intl.Collator('en', { sensitivity: 'base' }).compare,
  new Intl.Collator('en', { ignorePunctuation: true, sensitivity: 'base' }).compare,
  new Intl.Collator('en', { numeric: true }).compare,
];

function isAfter(
  left: string | number | undefined,
  right: string | number | undefined,
  isDescending: boolean,
): boolean {
  const sign = isDescending ? -1 : 1;
  if (typeof left === 'number' && typeof right === 'number') return sign * (left - right) > 0;
  if (typeof left !== 'string' || typeof right !== 'string') return false;
  return collations.every((compare) => sign * compare(left, right) > 0);
}
