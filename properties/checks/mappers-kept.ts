import { isEqualJson, isObject, listAt, member, textAt } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { idOf, sortedList } from '../model/read-back.ts';
import { streamIdentity, streamsOf } from '../model/streams-shown.ts';
import { isCertain, isRefresh } from '../model/worlds.ts';
import type { Check, Observation, Past, Violation } from './check.ts';
import { show } from './show.ts';
import { connectionOf } from './shown-connection.ts';
import { violationIf } from './violation-if.ts';

export const mappersKept = {
  id: 'mappers-kept',
  law: 'The mappers and the hashed fields of a stream come back as they were written, in the answer to the write and in the next get.',
  meaning: 'Fields that were to be hashed, renamed or filtered reach the destination as they are.',
  exceptions:
    'A mapper without an id is given one. Hashed fields may show as mappers as well, and hashing mappers as hashed fields.',
  severity: 'high',
  needs: { operation: 'webBackendCreateConnection', member: 'tags' },
  inspect(now, past) {
    const mapped = writtenCatalog(now, past).filter(({ config }) => isMapped(config));
    if (mapped.length === 0) return undefined;
    const shown = streamsOf(isObject(now.json) ? now.json : {});
    return mapped.flatMap(({ stream, config }) => {
      const read = member(shown.get(streamIdentity(stream)), 'config');
      // A stream that is gone is a finding of others.
      return read === undefined ? [] : lostIn(config, read);
    });
  },
} as const satisfies Check;

/** The streams of the last accepted catalog that was sent to the connection of the answer. */
function writtenCatalog(now: Observation, past: Past): readonly JsonObject[] {
  const { answer, step, operation, body } = now;
  if (answer.status !== 200 || step.intent.kind !== 'valid' || step.group !== undefined || !isObject(now.json))
    return [];
  if (operation === 'webBackendGetConnection') {
    const known = connectionOf(now, past);
    if (known === undefined || known.readBy === 'get' || !isCertain(known, 'syncCatalog')) return [];
    // A refresh may drop what no longer fits.
    if (isRefresh(now)) return [];
    return streamsIn(known.readBy === 'create' ? known.createBody : known.lastUpdate);
  }
  const isWrite = operation === 'webBackendCreateConnection' || operation === 'webBackendUpdateConnection';
  return isWrite ? streamsIn(body) : [];
}

function streamsIn(body: unknown): readonly JsonObject[] {
  return listAt(member(body, 'syncCatalog'), 'streams').filter(isObject);
}

function isMapped(config: unknown): boolean {
  return listAt(config, 'mappers').length > 0 || listAt(config, 'hashedFields').length > 0;
}

function lostIn(sent: unknown, read: unknown): readonly Violation[] {
  const mappers = listAt(sent, 'mappers');
  const hashed = listAt(sent, 'hashedFields');
  const isLost = mappers.length > 0 && hashed.length === 0 && !isKept(mappers, listAt(read, 'mappers'));
  const isOther = hashed.length > 0 && mappers.length === 0 && pathsOf(sent) !== pathsOf(read);
  return [
    ...violationIf(isLost, () => violation('mappers', sent, read)),
    ...violationIf(isOther, () => violation('hashedFields', sent, read)),
  ];
}

/** In their order, for one works on what the one before it has made. */
function isKept(sent: readonly unknown[], read: readonly unknown[]): boolean {
  return (
    sent.length === read.length &&
    sent.every((mapper, index) => {
      const id = textAt(mapper, 'id');
      return (
        ['type', 'mapperConfiguration'].every((key) => isEqualJson(member(mapper, key), member(read[index], key))) &&
        (id === undefined || idOf(id) === idOf(member(read[index], 'id')))
      );
    })
  );
}

function pathsOf(config: unknown): string {
  return sortedList(listAt(config, 'hashedFields').map((field) => member(field, 'fieldPath'))).join();
}

function violation(key: 'mappers' | 'hashedFields', sent: unknown, read: unknown): Violation {
  return {
    title: `The ${key} of a stream do not come back as they were written`,
    expected: show(member(sent, key)),
    received: show(member(read, key)),
    pointer: `/syncCatalog/streams/0/config/${key}`,
  };
}
