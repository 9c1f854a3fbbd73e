import { expect, test } from 'vitest';
import { allChecks } from '../../../properties/checks/all-checks.ts';
import { deprecatedHidden } from '../../../properties/checks/deprecated-hidden.ts';
import { get, update } from '../engine/case-steps.ts';
import { judged, prove } from './prove.ts';
import { item } from './shown.ts';
import { created, filtered, got, listed, refreshed, refused, updated } from './transcript.ts';

const deprecated = { status: 'deprecated' };
const gone = [created(1), updated(1, deprecated)] as const;

prove(deprecatedHidden, {
  keeps: {
    'a deprecated connection that is not listed and still readable': [...gone, listed(), got(1, deprecated)],
    'a deprecated connection that refuses updates': [
      ...gone,
      [update(1, { prefix: 'late_' }), refused()],
      got(1, deprecated),
    ],
    'a deprecated connection that takes updates': [
      ...gone,
      updated(1, { prefix: 'late_' }, { ...deprecated, prefix: 'late_' }),
      got(1, { ...deprecated, prefix: 'late_' }),
    ],
  },
  exempts: {
    'a deprecated connection that is made active again': [
      ...gone,
      updated(1, { status: 'active' }),
      got(1, { status: 'active' }),
      listed(item(1, { status: 'active' })),
    ],
  },
  breaks: {
    'a deprecated connection that is listed': {
      turns: [...gone, listed(item(1, deprecated))],
      title: 'A deprecated connection is still listed',
      pointer: '/connections',
    },
    'a deprecated connection that a filter finds': {
      turns: [...gone, filtered({ sourceId: ['{{source}}'], destinationId: ['{{destination}}'] }, item(1, deprecated))],
      title: 'A deprecated connection is still listed',
      pointer: '/connections',
    },
    'a deprecated connection that cannot be read': {
      turns: [...gone, [get(1), refused(404, 'gone')]],
      title: 'A deprecated connection cannot be read any more',
    },
    'a deprecated connection whose refresh says that it is inactive': {
      turns: [...gone, refreshed(1, {})],
      title: 'A deprecated connection reads with another status',
      pointer: '/status',
    },
    'a deprecated connection that reads as inactive': {
      turns: [...gone, got(1)],
      title: 'A deprecated connection reads with another status',
      pointer: '/status',
    },
  },
});

test('no other check reports that a deprecated connection is listed as it was before', async () => {
  const checks = allChecks.filter(({ optional }) => optional !== true);

  const run = await judged([...gone, listed(item(1))], checks);

  expect(run.violations).toEqual([expect.objectContaining({ check: deprecatedHidden, kind: 'listed' })]);
});
