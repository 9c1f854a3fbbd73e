import { memberAt, writtenAt } from '../model/laws.ts';
import { brokenBy } from './broken-by.ts';
import type { Check } from './check.ts';
import { show } from './show.ts';

/** Judges a get that was sent together with updates. */
export const readIsWrittenState = {
  id: 'read-is-written-state',
  law: 'A read during writes shows the state before them or one that was written.',
  meaning: 'A read during writes shows a state that never existed.',
  severity: 'high',
  inspect(now, past) {
    const judged = past.judged(now);
    return brokenBy('read-is-written-state', now, past)?.map((difference) => ({
      title: `A read during writes shows at /${memberAt(difference)} what nobody wrote`,
      expected: `one of ${show(judged === undefined ? [] : writtenAt(memberAt(difference), judged))}`,
      received: show(difference.received),
      pointer: `/${memberAt(difference)}`,
      blames: { what: 'parallel', otherwise: `A read shows at /${memberAt(difference)} what nobody wrote` },
    }));
  },
} as const satisfies Check;
