import { asks, brokenBy, differing } from './broken-by.ts';
import type { Check } from './check.ts';

export const noOpUpdate = {
  id: 'no-op-update',
  law: 'An update that names only the connection changes nothing.',
  meaning: 'Pressing save without a change alters the connection.',
  severity: 'high',
  concerns: asks('no-op-update'),
  inspect: (now, past) =>
    (brokenBy('no-op-update', now, past) ?? []).map((difference) =>
      differing(difference, (place) => `An update without any change changed ${place}`, {
        blames: { what: 'write', otherwise: `One answer after the other shows another ${difference.pointer}` },
      }),
    ),
} as const satisfies Check;
