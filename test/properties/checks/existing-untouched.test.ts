/** Judged once, at the end of a run, on digests: there is no transcript of it. */
import { describe, expect, test } from 'vitest';
import { existingUntouched } from '../../../properties/checks/existing-untouched.ts';
import { touchedFindings } from '../../../properties/engine/existing-connections.ts';

const shown = 'list/name=1 list/isSyncing=false get/name=1 get/prefix=1 get/status=1 state=some';
const before = new Map([['a', shown]]);

async function foundAfter(digest: string | undefined, refreshed = false): Promise<readonly object[]> {
  const after = new Map(digest === undefined ? [] : [['a', digest]]);
  const findings = await touchedFindings(before, async () => after, { known: [], refreshed });
  return findings.map(({ check, title, pointer }) => ({ check, title, pointer }));
}

describe('the check existing-untouched', () => {
  test('allows a connection that is the same', async () => {
    expect(await foundAfter(before.get('a'))).toEqual([]);
  });

  test('finds a connection that has changed', async () => {
    expect(await foundAfter(shown.replace('prefix=1', 'prefix=2'), true)).toEqual([
      {
        check: existingUntouched.id,
        title: '1 of 1 connections that were there before the run have changed at /prefix',
        pointer: '/prefix',
      },
    ]);
  });

  test('allows what a refresh may switch off, and objects where none was permitted', async () => {
    const switchedOff = shown.replace('status=1', 'status=2');

    expect(await foundAfter(switchedOff, true)).toEqual([]);
    expect(await foundAfter(switchedOff)).toMatchObject([{ pointer: '/status' }]);
  });

  test('finds a connection whose syncs begin anew', async () => {
    expect(await foundAfter(shown.replace('some', 'none'))).toEqual([
      {
        check: existingUntouched.id,
        title: '1 of 1 connections that were there before the run have lost the state of their syncs',
      },
    ]);
  });

  test('allows a connection that has synced meanwhile, and one of whose state the target does not tell', async () => {
    const synced = await touchedFindings(new Map([['a', shown.replace('some', 'none')]]), async () => before, {
      known: [],
    });

    expect(synced).toEqual([]);
    expect(await foundAfter(shown.replace(' state=some', ''))).toEqual([]);
  });

  test('finds a connection that is gone', async () => {
    expect(await foundAfter(undefined)).toEqual([
      { check: existingUntouched.id, title: '1 of 1 connections that were there before the run are gone' },
    ]);
  });
});
