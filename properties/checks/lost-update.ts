import { sendersIn } from '../model/after-write.ts';
import { memberAt } from '../model/laws.ts';
import type { Difference } from '../model/read-back.ts';
import { brokenBy } from './broken-by.ts';
import type { Cause, Check } from './check.ts';
import { show } from './show.ts';

/** Judges the answers of parallel updates, and the reads together with them and after them. */
export const lostUpdate = {
  id: 'lost-update',
  law: 'Parallel updates of different members both survive. Some order of them explains every answer.',
  meaning: 'Two people save at the same time, and one of them loses the change without being told.',
  severity: 'high',
  inspect(now, past) {
    const { before, writes = [] } = past.judged(now) ?? {};
    if (writes.length < 2 && (before?.parallel.size ?? 0) === 0) return undefined;
    const found = brokenBy('lost-update', now, past) ?? [];
    const senders = new Map([...(before?.parallel ?? []), ...writes.flatMap(({ body }) => [...sendersIn(body)])]);
    // What follows from a member is lost with it.
    const lost = new Map<string, Difference>();
    for (const difference of found) {
      const sent = senders.get(memberAt(difference)) ?? memberAt(difference);
      if (!lost.has(sent) || sent === memberAt(difference)) lost.set(sent, difference);
    }
    const cause: Cause = {
      name: 'ignored',
      check: 'lost-update',
      title: 'Parallel patches were accepted, and not one of them is there',
      expected: 'what each of them sent',
    };
    return [...lost].map(([key, { pointer, expected, received }]) => ({
      title: `A parallel patch of "${key}" was accepted and lost`,
      expected: show(expected),
      received: show(received),
      pointer: `/${memberAt({ pointer })}`,
      blames: { what: 'parallel', otherwise: `A patch of "${key}" was accepted and lost` },
      ...(lost.size < new Set(senders.values()).size ? {} : { cause }),
    }));
  },
} as const satisfies Check;
