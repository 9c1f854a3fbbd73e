import { brokenBy, differing } from './broken-by.ts';
import type { Check } from './check.ts';

export const getIsReadOnly = {
  id: 'get-is-read-only',
  law: 'Two gets in a row answer the same.',
  meaning: 'Looking at a connection changes it.',
  exceptions:
    'Jobs move on their own. A get that refreshes may show another catalog and schema change, and may switch connections off.',
  severity: 'high',
  inspect: (now, past) =>
    brokenBy('get-is-read-only', now, past)?.map((difference) =>
      differing(difference, (place) => `A second get shows another ${place}`),
    ),
} as const satisfies Check;
