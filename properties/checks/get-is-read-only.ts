import type { Check } from './check.ts';
import { differing, readDifferences } from './differing.ts';
import { readOf } from './read-of.ts';

export const getIsReadOnly = {
  id: 'get-is-read-only',
  law: 'Two gets in a row answer the same.',
  meaning: 'Looking at a connection changes it.',
  exceptions: 'Jobs move on their own. A get that refreshes is a write and is not judged here.',
  severity: 'high',
  concerns: (now, past) => readOf(now, past, 'get')?.before.readBy === 'get',
  inspect(now, past) {
    const read = readOf(now, past, 'get');
    if (read?.before.readBy !== 'get' || read.before.refusedSince > 0 || read.before.othersWrittenSince > 0) return [];
    return readDifferences(read.before.read, read.after, past).map((difference) =>
      differing(difference, (place) => `A second get shows another ${place}`),
    );
  },
} as const satisfies Check;
