import { isObject } from '../../src/json/json.ts';
import type { Check } from './check.ts';
import { differing, readDifferences } from './differing.ts';
import { readOf } from './read-of.ts';

export const noOpUpdate = {
  id: 'no-op-update',
  law: 'An update that names only the connection changes nothing.',
  meaning: 'Pressing save without a change alters the connection.',
  severity: 'high',
  concerns: (now, past) => readOf(now, past, 'update') !== undefined && isNoOp(now.body),
  inspect(now, past) {
    const read = readOf(now, past, 'update');
    if (read === undefined) return [];
    return readDifferences(read.before.read, read.after, past).map((difference) =>
      differing(difference, (place) => `An update without any change changed ${place}`, {
        blames: { what: 'write', otherwise: `One answer after the other shows another ${difference.pointer}` },
      }),
    );
  },
} as const satisfies Check;

/** The body of an update that names only the connection. */
export function isNoOp(body: unknown): boolean {
  return isObject(body) && Object.keys(body).every((key) => key === 'connectionId' || key === 'skipReset');
}
