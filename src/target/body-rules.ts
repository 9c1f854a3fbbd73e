/** What a body would do to connections, under every reading that a lenient server may have. */
import { connectionKey, uuidIn } from './connection-key.ts';
import type { SentBody } from './sent-body.ts';
import { unknownId } from './unknown-id.ts';

export interface Ownership {
  /** Whether the run made the connection. */
  owns(connectionId: string): boolean;
  /** Whether the connection was there before the run. */
  wasThere(connectionId: string): boolean;
}

/**
 * A connection that the body names and the run did not make. Where an id belongs, only ids of the run's own, the unknown one and texts that
 * are no id pass; elsewhere an id may be that of a source or a workspace, and only connections that are known to be there are meant.
 */
export function otherConnection(body: SentBody, ids: Ownership): string | undefined {
  const isFree = (text: string): boolean => ids.owns(text) || connectionKey(text) === unknownId;
  if (body.kind === 'other') return (body.text.match(anyId) ?? []).find((text) => !isFree(text));
  const named = body.scalars.find(({ name, value }) => {
    if (typeof value !== 'string' || value.length < shortestId || value.length > longestId) return false;
    return (
      ids.wasThere(value) || (uuidIn(value) !== undefined && /^connectionids?$/.test(letters(name)) && !isFree(value))
    );
  });
  return named === undefined ? undefined : String(named.value);
}

/** Whether the body holds nothing but one thing by this member, and it is the run's own. */
export function namesOwn(body: SentBody, member: string, owns: (id: string) => boolean): boolean {
  return body.kind !== 'other' && body.root.length === 1 && isAboutOwn(body, member, owns);
}

/** Whether the body names exactly one thing by this member, and it is the run's own. */
export function isAboutOwn(body: SentBody, member: string, owns: (id: string) => boolean): boolean {
  const [id, ...others] = rootValues(body, member);
  return others.length === 0 && typeof id === 'string' && owns(id);
}

/** Lengths of the shortest id, `1-1-1-1-1`, and of the longest: in braces, with a prefix and blanks. */
const shortestId = 9;
const longestId = 80;
const anyId = /[0-9a-f]+(?:-[0-9a-f]+){4}|[0-9a-f]{32}|[a-z0-9+/_-]{22}={0,2}/gi;

/** Where a create carries the run's mark: in its name, or only in the prefix of its streams. */
export function markIn(body: SentBody, mark: string): 'name' | 'prefix' | undefined {
  const carries = (name: string): boolean => {
    const texts = scalars(rootValues(body, name));
    return texts.length > 0 && texts.every((text) => String(text).startsWith(mark));
  };
  return (['name', 'prefix'] as const).find(carries);
}

export function refreshes(body: SentBody): boolean {
  return body.kind === 'other'
    ? mentions(body, 'withRefreshedCatalog')
    : body.scalars.some(({ name, value }) => letters(name) === 'withrefreshedcatalog' && !isNo(value));
}

/** A catalog without `skipReset: true`: the server resets its streams and syncs them again. */
export function resets(body: SentBody): boolean {
  if (body.kind === 'other') return mentions(body, 'syncCatalog');
  const skips = scalars(rootValues(body, 'skipReset'));
  return isSet(body, 'syncCatalog') && (skips.length === 0 || !skips.every(isYes));
}

/** The active status together with any schedule but the manual one. */
export function activates(body: SentBody): boolean {
  return body.kind === 'other' ? mentions(body, 'active') : setsSchedule(body) && setsActive(body);
}

/** Any schedule but the manual one. */
export function setsSchedule(body: SentBody): boolean {
  const given = rootValues(body, 'scheduleType');
  const types = given.filter((value) => value !== null);
  // Null leaves the schedule of an existing connection as it is, and that may be any.
  return types.length === 0 ? given.length > 0 || isSet(body, 'schedule') : types.some((type) => type !== 'manual');
}

export function setsActive(body: SentBody): boolean {
  return rootValues(body, 'status').includes('active');
}

/** Certainly manual, whatever the schedule was before. */
export function statesManual(body: SentBody): boolean {
  const types = rootValues(body, 'scheduleType');
  return types.length > 0 && types.every((type) => type === 'manual');
}

/** Certainly without syncs, whatever the status was before. */
export function statesIdle(body: SentBody): boolean {
  const statuses = rootValues(body, 'status');
  return statuses.length > 0 && statuses.every((status) => status === 'inactive' || status === 'deprecated');
}

/** The connections that the body names where their id belongs. */
export function idsIn(body: SentBody): readonly string[] {
  return rootValues(body, 'connectionId').filter((id): id is string => typeof id === 'string');
}

/** A method override in the body, as web frameworks accept it from forms. */
export function overridesMethod(body: SentBody): boolean {
  return body.kind === 'other'
    ? /\b_method\b/i.test(body.text)
    : body.root.some(({ name }) => name.toLowerCase() === '_method');
}

function mentions({ text }: Extract<SentBody, { kind: 'other' }>, word: string): boolean {
  return letters(text).includes(letters(word));
}

/** Names are compared without case and punctuation. */
function letters(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z]/g, '');
}

function rootValues(body: SentBody, name: string): readonly unknown[] {
  return body.kind === 'other' ? [] : body.root.filter((member) => member.name === name).map(({ value }) => value);
}

function isSet(body: SentBody, name: string): boolean {
  return rootValues(body, name).some((value) => value !== null);
}

function scalars(values: readonly unknown[]): readonly unknown[] {
  return values.filter((value) => typeof value !== 'object' || value === null);
}

/** True for values that no server reads as true. */
function isNo(value: unknown): boolean {
  return typeof value === 'string'
    ? /^\s*(false|no|off|0)?\s*$/i.test(value)
    : value === false || value === 0 || typeof value === 'object';
}

/** True for values that released servers read as true; they accept texts and numbers as well. */
function isYes(value: unknown): boolean {
  return typeof value === 'string'
    ? /^\s*true\s*$/i.test(value)
    : value === true || (typeof value === 'number' && value !== 0);
}
