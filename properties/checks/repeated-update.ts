import { brokenBy, differing } from './broken-by.ts';
import type { Check } from './check.ts';

export const repeatedUpdate = {
  id: 'repeated-update',
  law: 'The same update sent twice in a row has the same result.',
  meaning: 'A retry after a lost answer ends differently from the first try.',
  exceptions: 'Operations without an id are created again, with other ids.',
  severity: 'medium',
  inspect: (now, past) =>
    brokenBy('repeated-update', now, past)?.map((difference) =>
      differing(difference, (place) => `Repeating an update changed ${place}`, {
        blames: { what: 'write', otherwise: `One answer after the other shows another ${difference.pointer}` },
      }),
    ),
} as const satisfies Check;
