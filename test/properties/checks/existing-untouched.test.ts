/** Judged once, at the end of a run, on digests: there is no transcript of it. */
import { describe, expect, test } from 'vitest';
import { existingUntouched } from '../../../properties/checks/existing-untouched.ts';
import { touchedFindings } from '../../../properties/engine/existing-connections.ts';

const before = new Map([['a', 'list/name=1 list/isSyncing=false get/name=1 get/prefix=1']]);

async function foundAfter(digest: string | undefined): Promise<readonly object[]> {
  const after = new Map(digest === undefined ? [] : [['a', digest]]);
  const findings = await touchedFindings(before, async () => after, { known: [] });
  return findings.map(({ check, title, pointer }) => ({ check, title, pointer }));
}

describe('the check existing-untouched', () => {
  test('allows a connection that is the same', async () => {
    expect(await foundAfter(before.get('a'))).toEqual([]);
  });

  test('finds a connection that has changed', async () => {
    expect(await foundAfter('list/name=1 list/isSyncing=false get/name=1 get/prefix=2')).toEqual([
      {
        check: existingUntouched.id,
        title: '1 of 1 connections that were there before the run have changed at /prefix',
        pointer: '/prefix',
      },
    ]);
  });

  test('finds a connection that is gone', async () => {
    expect(await foundAfter(undefined)).toEqual([
      { check: existingUntouched.id, title: '1 of 1 connections that were there before the run are gone' },
    ]);
  });
});
