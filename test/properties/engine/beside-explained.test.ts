/** What is wrong beside a violation that is accepted or explained, in the same answer, is a finding all the same. */
import { expect, test } from 'vitest';
import { allChecks } from '../../../properties/checks/all-checks.ts';
import { fuzz } from '../../../properties/engine/fuzz.ts';
import type { FuzzOptions } from '../../../properties/engine/fuzz-options.ts';
import type { Finding } from '../../../src/report/report.ts';
import { fakeTarget } from './fake-target.ts';
import type { Corruption } from './fake-target.ts';

/** Every update answers with two members that are wrong. */
const twoWrong: Corruption = (reply, { operation }) => {
  if (operation === 'webBackendUpdateConnection' && reply.status === 200)
    Object.assign(Object(reply.json), { prefix: 'wrong', geography: 'nowhere' });
  return undefined;
};

async function findings(options: Partial<FuzzOptions>): Promise<readonly Finding[]> {
  const result = await fuzz({
    target: fakeTarget(twoWrong),
    emit: () => undefined,
    signal: new AbortController().signal,
    seed: 4,
    phases: ['valid'],
    checks: allChecks.filter(({ id }) => id === 'patch-frame' || id === 'response-schema'),
    maxTimeMs: 60_000,
    maxExamples: 10,
    workers: 1,
    minAcceptance: 0,
    shrink: false,
    strict: false,
    known: [],
    ...options,
  });
  return result.findings ?? [];
}

function statuses(all: readonly Finding[]): ReadonlyMap<string, string> {
  return new Map(all.map(({ check, pointer = '', status }) => [`${check} ${pointer}`, status]));
}

test('beside an accepted one', async () => {
  const known = (await findings({}))
    .filter(({ pointer }) => pointer === '/prefix')
    .map(({ signature }) => ({ signature, reason: 'PLAT-12' }));

  const found = statuses(await findings({ known }));

  expect(found.get('patch-frame /prefix')).toBe('known');
  expect(found.get('patch-frame /geography')).toBe('new');
  expect(found.get('response-schema /geography')).toBe('new');
});

test('beside one that the release explains', async () => {
  const deviationOf = ({ pointer }: Finding): string | undefined =>
    pointer === '/prefix' ? 'prefix-wrong' : undefined;

  const found = statuses(await findings({ deviationOf }));

  expect(found.get('patch-frame /prefix')).toBe('deviation');
  expect(found.get('patch-frame /geography')).toBe('new');
  expect(found.get('response-schema /geography')).toBe('new');
});

test('one check beside another that is explained at the same place', async () => {
  const deviationOf = ({ check }: Finding): string | undefined => (check === 'response-schema' ? 'enum' : undefined);

  const found = statuses(await findings({ deviationOf }));

  expect(found.get('response-schema /geography')).toBe('deviation');
  expect(found.get('patch-frame /geography')).toBe('new');
});
