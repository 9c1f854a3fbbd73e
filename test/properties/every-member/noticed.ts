/** What the checks say of conversations with the reference backend, one member of whose answers is changed. */
import { allChecks } from '../../../properties/checks/all-checks.ts';
import { runCase } from '../../../properties/engine/run-case.ts';
import { runContextFor } from '../../../properties/engine/run-context.ts';
import { fakeTarget } from '../engine/fake-target.ts';
import type { Asked, Corruption, Reply } from '../engine/fake-target.ts';
import { changeMember, lastName, valuesOf } from './changed-member.ts';
import type { Change, ShownValues } from './changed-member.ts';
import { conversations } from './conversations.ts';
import type { Conversation } from './conversations.ts';
import { members } from './members.ts';
import type { Member } from './members.ts';

const never = new AbortController().signal;
const checks = allChecks.filter(({ optional }) => optional !== true);

export interface Survey {
  /** Conversations by the operation and status of their answers. */
  readonly byAnswer: ReadonlyMap<string, readonly Conversation[]>;
  readonly shown: ShownValues;
  /** What the checks say although nothing is changed. */
  readonly noise: readonly string[];
}

/** Has every conversation once, with nothing changed. */
export async function surveyed(): Promise<Survey> {
  const byAnswer = new Map<string, Conversation[]>();
  const shown = new Map<string, unknown[]>();
  const noise: string[] = [];
  for (const conversation of conversations) {
    const said = await judged(conversation, (reply, asked) => {
      const key = answerKey(asked.operation, reply.status);
      const known = byAnswer.get(key) ?? [];
      if (!known.includes(conversation)) byAnswer.set(key, [...known, conversation]);
      for (const member of members.filter((one) => isOf(one, reply, asked)))
        for (const value of valuesOf(reply.json, member))
          shown.set(lastName(member), [...(shown.get(lastName(member)) ?? []), structuredClone(value)]);
    });
    noise.push(...said);
  }
  return { byAnswer, shown, noise };
}

export function answerKey(operation: string, status: string | number): string {
  return `${operation} ${status}`;
}

/** Ids of the checks that object, asked until one of `until` does; `undefined` where no answer has anything to change. */
export async function noticedBy(
  member: Member,
  change: Change,
  { survey: { byAnswer, shown }, until }: { readonly survey: Survey; readonly until: readonly string[] },
): Promise<ReadonlySet<string> | undefined> {
  const noticed = new Set<string>();
  let isChanged = false;
  for (const conversation of byAnswer.get(answerKey(member.operation, member.status)) ?? []) {
    const said = await judged(conversation, (reply, asked) => {
      if (isOf(member, reply, asked) && changeMember(reply, member, change, shown)) isChanged = true;
    });
    for (const check of said) noticed.add(check);
    if (until.some((check) => noticed.has(check))) break;
  }
  return isChanged ? noticed : undefined;
}

function isOf({ operation, status }: Member, reply: Reply, asked: Asked): boolean {
  return operation === asked.operation && status === String(reply.status);
}

async function judged(
  { testCase, fixtures = {}, answers }: Conversation,
  change: (reply: Reply, asked: Asked) => void,
): Promise<readonly string[]> {
  const corrupt: Corruption = (plain, asked) => {
    const reply = answers?.(plain, asked) ?? plain;
    change(reply, asked);
    return reply;
  };
  const target = fakeTarget(corrupt, { refresh: true, reset: true });
  const context = runContextFor({ ...target, fixtures: { ...target.fixtures, ...fixtures } }, checks, never);
  const { violations } = await runCase(testCase, context);
  return violations.map(({ check }) => check.id);
}
