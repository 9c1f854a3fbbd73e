import { sentMembers } from '../model/after-write.ts';
import { memberAt } from '../model/laws.ts';
import { brokenBy } from './broken-by.ts';
import type { Cause, Check } from './check.ts';
import { show } from './show.ts';

/** Judges the answers of parallel updates, and the reads together with them and after them. */
export const lostUpdate = {
  id: 'lost-update',
  law: 'Parallel updates of different members both survive. Some order of them explains every answer.',
  meaning: 'Two people save at the same time, and one of them loses the change without being told.',
  severity: 'high',
  concerns(now, past) {
    const judged = past.judged?.(now);
    return judged !== undefined && (judged.writes.length > 1 || (judged.before?.parallel.size ?? 0) > 0);
  },
  inspect(now, past) {
    const found = brokenBy('lost-update', now, past) ?? [];
    const lost = new Map(found.map((difference) => [memberAt(difference), difference]));
    const { before, writes = [] } = past.judged?.(now) ?? {};
    const parallel = new Set([...(before?.parallel ?? []), ...writes.flatMap(({ body }) => sentMembers(body))]);
    const cause: Cause = {
      name: 'ignored',
      check: 'lost-update',
      title: 'Parallel patches were accepted, and not one of them is there',
      expected: 'what each of them sent',
    };
    return [...lost].map(([key, { expected, received }]) => ({
      title: `A parallel patch of "${key}" was accepted and lost`,
      expected: show(expected),
      received: show(received),
      pointer: `/${key}`,
      blames: { what: 'parallel', otherwise: `A patch of "${key}" was accepted and lost` },
      ...(lost.size < parallel.size ? {} : { cause }),
    }));
  },
} as const satisfies Check;
