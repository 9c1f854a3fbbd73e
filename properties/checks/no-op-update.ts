import { isObject } from '../../src/json/json.ts';
import { brokenBy, differing } from './broken-by.ts';
import type { Check } from './check.ts';

export const noOpUpdate = {
  id: 'no-op-update',
  law: 'An update that names only the connection, or has null for members, changes nothing.',
  meaning: 'Pressing save without a change alters the connection.',
  severity: 'high',
  inspect: (now, past) =>
    brokenBy('no-op-update', now, past)?.map((difference) =>
      differing(difference, (place) => `An update ${withWhat(now.body)} changed ${place}`, {
        blames: { what: 'write', otherwise: `One answer after the other shows another ${difference.pointer}` },
      }),
    ),
} as const satisfies Check;

/** The description of the operation says so: "null properties remain unchanged". */
function withWhat(body: unknown): string {
  const nulls = isObject(body) ? Object.keys(body).filter((key) => body[key] === null) : [];
  return nulls.length === 0 ? 'without any change' : `with null for ${nulls.join(', ')}`;
}
