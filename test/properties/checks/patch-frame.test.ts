import { patchFrame } from '../../../properties/checks/patch-frame.ts';
import { stream } from '../engine/case-steps.ts';
import { daily } from '../engine/corrupted-answers.ts';
import { prove } from './prove.ts';
import { runningJob, sourceCatalogId } from './shown.ts';
import { created, got, updated } from './transcript.ts';

const dailyShown = { ...daily, schedule: daily.scheduleData.basicSchedule };

prove(patchFrame, {
  keeps: {
    'an update that changes what it sends': [created(1), updated(1, { prefix: 'after_' })],
    'the legacy schedule, which mirrors the new one': [created(1), updated(1, daily, dailyShown)],
    'a schema change that follows the catalog': [
      created(1, { sourceCatalogId: '{{catalog}}' }, { catalogId: sourceCatalogId }),
      updated(
        1,
        { syncCatalog: { streams: [stream('users')] }, skipReset: true },
        { catalogId: sourceCatalogId, syncCatalog: { streams: [stream('users')] }, schemaChange: 'non_breaking' },
      ),
    ],
    'streams that follow the discovered catalog': [
      created(1),
      got(1),
      updated(1, { sourceCatalogId: '{{catalog}}' }, { catalogId: sourceCatalogId, syncCatalog: { streams: [] } }),
    ],
    'jobs that move, and members of the server’s own': [
      created(1, { status: 'active' }),
      updated(1, { prefix: 'after_' }, { prefix: 'after_', status: 'active', ...runningJob, updatedAt: 7 }),
    ],
    'an empty format that is left out': [created(1), updated(1, { namespaceFormat: '' }, {})],
  },
  exempts: {
    'an update of a deprecated connection that is accepted and ignored': [
      created(1),
      updated(1, { status: 'deprecated' }),
      updated(1, { prefix: 'late_' }, { status: 'deprecated' }),
    ],
  },
  breaks: {
    'an update that drops what it does not send': {
      turns: [
        created(1),
        updated(1, { name: 'airlock-test-renamed' }, { name: 'airlock-test-renamed', prefix: undefined }),
      ],
      title: 'Updating "name" also changed "prefix"',
      pointer: '/prefix',
    },
    'an update that loses what it sends': {
      turns: [created(1), updated(1, { geography: 'eu' }, { geography: 'us' })],
      title: 'Update did not store /geography',
      pointer: '/geography',
    },
    'an update that loses the discovered catalog': {
      turns: [created(1), got(1), updated(1, { sourceCatalogId: '{{catalog}}' }, {})],
      title: 'Update did not store the sourceCatalogId',
      pointer: '/catalogId',
    },
  },
});
