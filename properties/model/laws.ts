/** Which law demands what an answer contradicts. */
import { isEqualJson, isObject } from '../../src/json/json.ts';
import { sentMembers, touchedBy } from './after-write.ts';
import { allowedAt } from './connection-state.ts';
import { fewest } from './orders.ts';
import { comparableMember } from './read-back.ts';
import type { Difference } from './read-back.ts';
import type { Turn } from './turn.ts';
import { mayBeDeprecated } from './worlds.ts';
import type { Judgement, KnownConnection } from './worlds.ts';

/** By the ids of their checks. */
export type Law =
  | 'create-equals-get'
  | 'update-equals-get'
  | 'get-is-read-only'
  | 'rejected-write-changes-nothing'
  | 'isolation'
  | 'patch-frame'
  | 'no-op-update'
  | 'repeated-update'
  | 'catalog-replaced'
  | 'operations-as-set'
  | 'schedule-triple'
  | 'tags-kept'
  | 'lost-update'
  | 'read-is-written-state';

/** The laws that have something to say about an answer, each with what it objects to. */
export function lawsOf(turn: Turn, judgement: Judgement): ReadonlyMap<Law, readonly Difference[]> {
  const { before, unmet, shown, isParallel } = judgement;
  const broken = unmet.flatMap((difference) =>
    lawsAt(memberAt(difference), turn, judgement).map((law) => ({ law, difference })),
  );
  if (before !== undefined && !isParallel && isRepeated(turn, before))
    broken.push(...fewest(before.states, shown).map((difference) => ({ law: 'repeated-update' as const, difference })));
  return new Map(
    [...new Set([...asked(turn, judgement), ...broken.map(({ law }) => law)])].map((law) => [
      law,
      broken.filter((one) => one.law === law).map(({ difference }) => difference),
    ]),
  );
}

/** The top-level member that a difference is at. */
export function memberAt({ pointer = '' }: { readonly pointer?: string }): string {
  return pointer.split('/')[1] ?? '';
}

/** The body of an update that names only the connection, or has null for the rest. */
function isNoOp(body: unknown): boolean {
  return isObject(body) && sentMembers(body).length === 0;
}

/** Members that laws of their own are about. */
const lawOfMember: ReadonlyMap<string, Law> = new Map([
  ['syncCatalog', 'catalog-replaced'],
  ['operations', 'operations-as-set'],
  ['scheduleType', 'schedule-triple'],
  ['scheduleData', 'schedule-triple'],
  ['schedule', 'schedule-triple'],
  ['tags', 'tags-kept'],
]);

function asked(turn: Turn, { before, isParallel }: Judgement): readonly Law[] {
  const { operation, body, step } = turn;
  const ofMembers = (step.intent.kind === 'valid' ? sentMembers(body) : []).flatMap(
    (key) => lawOfMember.get(key) ?? [],
  );
  if (before === undefined) return ['create-equals-get', ...ofMembers.filter((law) => law === 'tags-kept')];
  if (operation === 'webBackendGetConnection') return [isParallel ? 'read-is-written-state' : lawOfRead(before)];
  return [
    isNoOp(body) ? 'no-op-update' : 'patch-frame',
    ...ofMembers,
    ...(!isParallel && isRepeated(turn, before) ? (['repeated-update'] as const) : []),
  ];
}

function lawsAt(member: string, turn: Turn, judgement: Judgement): readonly Law[] {
  const { before, isParallel, writes } = judgement;
  const ofMember = lawOfMember.get(member);
  if (before === undefined) {
    if (ofMember === 'tags-kept') return [ofMember];
    return ofMember === 'schedule-triple' ? ['create-equals-get', ofMember] : ['create-equals-get'];
  }
  const isUpdate = turn.operation === 'webBackendUpdateConnection';
  if (isParallel && writes.length > 1 && isWritten(member, judgement)) return ['lost-update'];
  const isNamed = isUpdate && touchedBy(turn.body).has(member);
  if (!isParallel && before.parallel.has(member) && !isNamed) return ['lost-update'];
  if (!isUpdate) return [isParallel ? 'read-is-written-state' : lawOfRead(before, member)];
  if (isNamed) return [ofMember ?? 'patch-frame'];
  if (isRefusedValue(member, judgement)) return ['rejected-write-changes-nothing'];
  return [isNoOp(turn.body) ? 'no-op-update' : 'patch-frame'];
}

/** Whether an update shows what a refused one before it had sent. */
function isRefusedValue(member: string, { before, shown }: Judgement): boolean {
  return sentAt(member, before?.refused ?? []).some((value) => isEqualJson(value, shown[member]));
}

/** The values that bodies have sent for a member. */
function sentAt(member: string, bodies: readonly unknown[]): readonly unknown[] {
  return bodies.flatMap((body) =>
    isObject(body) && Object.hasOwn(body, member) ? [comparableMember(member, body[member])] : [],
  );
}

/** Of a get: by what showed the connection last, and by what was written since and has named the member. */
function lawOfRead({ readBy, refused, others }: KnownConnection, member?: string): Law {
  const isNamedBy = (bodies: readonly unknown[]): boolean =>
    member !== undefined && bodies.some((body) => isAboutConnection(body) && touchedBy(body).has(member));
  // What a create or an update has answered may never have been stored: only a write that names the member counts.
  if (readBy !== 'get')
    return isNamedBy(refused)
      ? 'rejected-write-changes-nothing'
      : isNamedBy(others)
        ? 'isolation'
        : `${readBy}-equals-get`;
  if (refused.length === 0) return others.length === 0 ? 'get-is-read-only' : 'isolation';
  return others.length > 0 && isNamedBy(others) && !isNamedBy(refused) ? 'isolation' : 'rejected-write-changes-nothing';
}

/** The body of an update: that of a create says nothing about connections that are there. */
function isAboutConnection(body: unknown): boolean {
  return isObject(body) && body['connectionId'] !== undefined;
}

/** Whether a member shows what was there before parallel writes, or what one of them has sent. */
function isWritten(member: string, judgement: Judgement): boolean {
  return (
    judgement.writes.some(({ body }) => touchedBy(body).has(member)) &&
    writtenAt(member, judgement).some((value) => isEqualJson(value, judgement.shown[member]))
  );
}

/** What was at a member before parallel writes, and what they have sent. */
export function writtenAt(member: string, { before, writes }: Judgement): readonly unknown[] {
  return [
    ...(before?.states.flatMap((state) => allowedAt(state, member) ?? []) ?? []),
    ...sentAt(
      member,
      writes.map(({ body }) => body),
    ),
  ];
}

/** Sent once more: what it had made of the connection is still there. */
function isRepeated({ operation, body, step }: Turn, before: KnownConnection): boolean {
  return (
    operation === 'webBackendUpdateConnection' &&
    step.intent.kind === 'valid' &&
    before.lastUpdate !== undefined &&
    isEqualJson(body, before.lastUpdate) &&
    !mayBeDeprecated(before)
  );
}
