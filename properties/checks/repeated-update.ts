import type { Check } from './check.ts';
import { differing, readDifferences } from './differing.ts';
import { readOf } from './read-of.ts';
import { connectionOf } from './shown-connection.ts';

export const repeatedUpdate = {
  id: 'repeated-update',
  law: 'The same update sent twice in a row has the same result.',
  meaning: 'A retry after a lost answer ends differently from the first try.',
  exceptions: 'Operations without an id are created again, with other ids.',
  severity: 'medium',
  concerns: (now, past) =>
    readOf(now, past, 'update') !== undefined && isRepeated(now.body, connectionOf(now, past)?.lastUpdate),
  inspect(now, past) {
    const read = readOf(now, past, 'update');
    if (read === undefined) return [];
    return readDifferences(read.before.read, read.after, past).map((difference) =>
      differing(difference, (place) => `Repeating an update changed ${place}`, {
        blames: { what: 'write', otherwise: `One answer after the other shows another ${difference.pointer}` },
      }),
    );
  },
} as const satisfies Check;

function isRepeated(body: unknown, last: unknown): boolean {
  return last !== undefined && JSON.stringify(body) === JSON.stringify(last);
}
