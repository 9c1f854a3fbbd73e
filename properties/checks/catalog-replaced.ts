import { comparableCatalog, differences, isObject, member } from '../model/read-back.ts';
import type { Check } from './check.ts';
import { readOf } from './read-of.ts';
import { show } from './show.ts';

export const catalogReplaced: Check = {
  id: 'catalog-replaced',
  law: 'An update with a catalog replaces the stored one whole: exactly the sent streams are selected afterwards, as they were sent.',
  exceptions: 'A connection framed by a discovered catalog answers in the order and with the schemas of that catalog.',
  severity: 'high',
  concerns: (now, past) =>
    readOf(now, past, 'update') !== undefined && isObject(now.body) && now.body['syncCatalog'] !== undefined,
  inspect(now, past) {
    const read = readOf(now, past, 'update');
    if (
      read === undefined ||
      !isObject(now.body) ||
      now.body['syncCatalog'] === undefined ||
      member(read.after, 'catalogId') !== undefined
    )
      return undefined;
    const [difference] = differences(
      comparableCatalog(now.body['syncCatalog']),
      comparableCatalog(read.after['syncCatalog']),
    );
    if (difference === undefined) return undefined;
    return {
      title: `The catalog read back differs from the one sent at ${difference.pointer || 'its streams'}`,
      expected: show(difference.expected),
      received: show(difference.received),
      pointer: difference.pointer,
    };
  },
};
