import { defined } from '../../src/json/defined.ts';
import { isObject, member } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { comparableOperations, idOf } from '../model/read-back.ts';
import { ignoredUpdate } from './causes.ts';
import type { Check, Past, Violation } from './check.ts';
import { readOf } from './read-of.ts';
import type { Read } from './read-of.ts';
import { show } from './show.ts';

export const operationsAsSet = {
  id: 'operations-as-set',
  law: 'The operations of an update replace the stored ones. Names and configurations come back as sent, known ids are kept, and other ids are new.',
  meaning: 'Transformations after a sync get lost, or unwanted ones run.',
  exceptions: 'Any order is right. The server may derive members of a webhook.',
  severity: 'high',
  concerns: (now, past) =>
    readOf(now, past, 'update') !== undefined && isObject(now.body) && Array.isArray(now.body['operations']),
  inspect(now, past) {
    const read = readOf(now, past, 'update');
    if (read === undefined || !isObject(now.body) || !Array.isArray(now.body['operations'])) return [];
    const sent = now.body['operations'] as readonly unknown[];
    return [...otherSet(sent, read, past), ...otherIds(read.after)];
  },
} as const satisfies Check;

/** Ids are compared only when the set is right: an operation that did not come back has no id. */
function otherSet(sent: readonly unknown[], read: Read, past: Past): readonly Violation[] {
  const received = read.after['operations'];
  const expected = comparableOperations(sent);
  const actual = comparableOperations(received);
  if (JSON.stringify(expected) !== JSON.stringify(actual)) {
    const cause = ignoredUpdate(read, past);
    return [
      {
        title: 'The operations read back are not the ones sent',
        expected: show(expected),
        received: show(actual),
        pointer: '/operations',
        kind: 'set',
        ...defined({ cause }),
      },
    ];
  }
  const had = new Set(idsIn(read.before.read['operations']));
  const has = new Set(idsIn(received));
  const lost = idsIn(sent).filter((id) => had.has(id) && !has.has(id));
  return lost.length === 0
    ? []
    : [
        {
          title: 'An operation sent with its id came back under another',
          expected: show(lost),
          received: show([...has]),
          pointer: '/operations',
          kind: 'id',
        },
      ];
}

function otherIds({ operations, operationIds: listed }: JsonObject): readonly Violation[] {
  const has = [...new Set(idsIn(operations))].toSorted();
  return Array.isArray(listed) && JSON.stringify(listed.map(idOf).toSorted()) !== JSON.stringify(has)
    ? [
        {
          title: 'operationIds and operations disagree',
          expected: show(has),
          received: show(listed),
          pointer: '/operationIds',
          kind: 'ids',
        },
      ]
    : [];
}

function idsIn(operations: unknown): readonly string[] {
  return Array.isArray(operations)
    ? operations
        .map((operation) => member(operation, 'operationId'))
        .filter((id) => typeof id === 'string')
        .map((id) => id.toLowerCase())
    : [];
}
