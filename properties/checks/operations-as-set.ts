import { isObject } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { comparableOperations } from '../model/read-back.ts';
import { isCertain } from '../model/worlds.ts';
import { brokenBy } from './broken-by.ts';
import { ignoredUpdate } from './causes.ts';
import type { Check, Violation } from './check.ts';
import { lostOperationIds, operationIdsIn } from './operations-shown.ts';
import { show } from './show.ts';
import { violationIf } from './violation-if.ts';

export const operationsAsSet = {
  id: 'operations-as-set',
  law: 'The operations of an update replace the stored ones. Names and configurations come back as sent, known ids are kept, and other ids are new.',
  meaning: 'Transformations after a sync get lost, or unwanted ones run.',
  exceptions: 'Any order is right. The server may derive members of a webhook.',
  severity: 'high',
  inspect(now, past) {
    const found = brokenBy('operations-as-set', now, past);
    if (found === undefined || !isObject(now.body) || !isObject(now.json)) return found && [];
    const { before, isParallel } = past.judged(now) ?? {};
    // Ids are compared only when the set is right: an operation that did not come back has no id.
    if (found.length > 0)
      return [
        {
          title: 'The operations read back are not the ones sent',
          expected: show(comparableOperations(now.body['operations'])),
          received: show(comparableOperations(now.json['operations'])),
          pointer: '/operations',
          kind: 'set',
          ...ignoredUpdate(past.judged(now)),
        },
      ];
    const isKnown = before !== undefined && isParallel === false && isCertain(before, 'operations');
    return isKnown ? renewedIds(now.body, before.read, now.json) : [];
  },
} as const satisfies Check;

function renewedIds(sent: JsonObject, before: JsonObject, after: JsonObject): readonly Violation[] {
  const lost = lostOperationIds(sent, { before, after });
  return violationIf(lost.length > 0, () => ({
    title: 'An operation sent with its id came back under another',
    expected: show(lost),
    received: show(operationIdsIn(after)),
    pointer: '/operations',
    kind: 'id',
  }));
}
