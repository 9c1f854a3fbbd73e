import { expect, test } from 'vitest';
import { trapIds } from '../../schemas/traps.ts';
import { releaseOfVersion } from '../../src/description/identify-release.ts';
import type { TargetRelease } from '../../src/description/identify-release.ts';
import { trapsOf } from '../../src/commands/traps-of.ts';

const of044 = [
  'nameless-stream',
  'same-stream-twice',
  'no-status',
  'unreadable-operation',
  'refused-operations',
  'boolean-schema',
  'parallel-refreshes',
];
const of20 = ['no-status', 'unreadable-operation', 'refused-operations'];
const ofAny = trapIds.filter((id) => of044.includes(id) || id === 'shared-notification-flags');
const unknown: TargetRelease = { sureness: 'unknown', reason: 'it says nothing' };

// real servers of 0.44.5 and 2.0.0, with every trap tried on each
test.each<readonly [string, TargetRelease | undefined, boolean, readonly string[]]>([
  ['0.44.5', releaseOfVersion('0.44.5', 'named', '--release'), true, of044],
  ['0.44.4', releaseOfVersion('0.44.4', 'named', '--release'), true, ofAny],
  [
    '0.44 by its errors, which may be older',
    { ...releaseOfVersion('0.44', 'told', 'its errors'), sureness: 'fingerprint' },
    true,
    ofAny,
  ],
  ['2.0.0', releaseOfVersion('2.0.0', 'told', 'it says so'), true, of20],
  ['2.0.0 on another machine', releaseOfVersion('2.0.0', 'told', 'it says so'), false, of20],
  ['the reference backend', releaseOfVersion('reference', 'told', 'it says so'), true, []],
  ['a release of which no day is known', releaseOfVersion('1.5.0', 'told', 'it says so'), true, ofAny],
  ['a server of no known release', unknown, true, ofAny],
  ['a server that shows nothing of Airbyte', { ...unknown, isForeign: true }, true, []],
  ['such a server on another machine', { ...unknown, isForeign: true }, false, ofAny],
  ['a server that nobody asked', undefined, true, ofAny],
])('what damages a target goes by its release: %s', (_, release, isLoopback, expected) => {
  expect([...trapsOf(release, { isLoopback })]).toEqual(expected);
});
