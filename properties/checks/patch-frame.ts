import { sentMembers, touchedBy } from '../model/after-write.ts';
import { memberAt } from '../model/laws.ts';
import { brokenBy, differing } from './broken-by.ts';
import { ignoredUpdate, resetByUpdate } from './causes.ts';
import type { Check } from './check.ts';

export const patchFrame = {
  id: 'patch-frame',
  law: 'An update changes what it sends and nothing else.',
  meaning: 'Saving one setting silently changes another one.',
  exceptions:
    'An update without changes is judged by no-op-update. The legacy schedule mirrors the new one, and schemaChange follows the catalog.',
  severity: 'high',
  inspect(now, past) {
    const found = brokenBy('patch-frame', now, past);
    if (found === undefined || found.length === 0) return found && [];
    const mayChange = touchedBy(now.body);
    const changed = sentMembers(now.body)
      .map((key) => `"${key}"`)
      .join(', ');
    const ignored = ignoredUpdate(past.judged(now));
    const reset = resetByUpdate(found, now.body, past.judged(now));
    return found.map((difference) => {
      if (mayChange.has(memberAt(difference)))
        return differing(
          difference,
          (place) => `Update did not store ${place === '/catalogId' ? 'the sourceCatalogId' : place}`,
          { kind: 'written', ...ignored },
        );
      const place = `"${difference.pointer.slice(1)}"`;
      return differing(difference, () => `Updating ${changed} also changed ${place}`, {
        kind: 'frame',
        blames: { what: 'members', otherwise: `An update changed ${place}, which it does not name` },
        ...reset,
      });
    });
  },
} as const satisfies Check;
