import { createEqualsGet } from '../../../properties/checks/create-equals-get.ts';
import { prove } from './prove.ts';
import { catalogLatitudes, memberLatitudes, operationLatitudes, transcriptsOf } from './read-back-latitudes.ts';
import { read, runningJob, sourceCatalogId } from './shown.ts';
import { brokenUpdate, created, createdFramed, got, ok, permittedCreate, refused } from './transcript.ts';

const latitudes = { ...catalogLatitudes, ...operationLatitudes, ...memberLatitudes };

prove(createEqualsGet, {
  keeps: {
    'a create that comes back as it was sent': [created(1, { geography: 'eu' }), got(1, { geography: 'eu' })],
    'a format without a definition': [
      created(1, { namespaceFormat: 'one_' }, { namespaceFormat: 'one_', namespaceDefinition: 'customformat' }),
    ],
    ...transcriptsOf(latitudes, ({ sent, shown }) => [created(1, sent, shown), got(1, shown)]),
    'a name of the server’s own where none was sent': [
      created(1, { name: undefined }, { name: 'A connection', prefix: 'airlock-test-1' }),
      got(1, { name: 'A connection', prefix: 'airlock-test-1' }),
    ],
    'jobs that move on an active connection': [
      created(1, { status: 'active' }),
      got(1, { status: 'active', ...runningJob }),
    ],
    'a get that frames the streams by the discovered catalog': [
      createdFramed(1),
      got(1, { catalogId: sourceCatalogId }),
    ],
  },
  breaks: {
    'a create that answers another prefix': {
      turns: [created(1, {}, { prefix: 'other_' })],
      title: 'Create did not store /prefix',
      pointer: '/prefix',
    },
    'a create that stores another preference than the default': {
      turns: [created(1, {}, { nonBreakingChangesPreference: 'disable' })],
      title: 'A create without nonBreakingChangesPreference stored another default',
      pointer: '/nonBreakingChangesPreference',
    },
    'a create that stores a schedule where none was sent': {
      turns: [
        created(1, {}, { scheduleType: 'basic', scheduleData: { basicSchedule: { timeUnit: 'hours', units: 24 } } }),
      ],
      title: 'A create without scheduleType stored another default',
      pointer: '/scheduleType',
    },
    'a create that loses a stream': {
      turns: [created(1, {}, { syncCatalog: { streams: [] } })],
      title: 'Create did not store /syncCatalog',
      pointer: '/syncCatalog',
    },
    'a create that loses the discovered catalog': {
      turns: [createdFramed(1, { catalogId: undefined })],
      title: 'Create did not store the sourceCatalogId',
      pointer: '/catalogId',
    },
    'a get that shows another geography': {
      turns: [created(1), got(1, { geography: 'eu' })],
      title: 'A get after create shows another /geography',
      pointer: '/geography',
    },
    'a get that shows another geography, after a write to another connection': {
      turns: [created(1), created(2), got(1, { geography: 'eu' })],
      title: 'A get after create shows another /geography',
      pointer: '/geography',
    },
    'a get that shows another geography, after a refused update': {
      turns: [created(1), [brokenUpdate, refused()], got(1, { geography: 'eu' })],
      title: 'A get after create shows another /geography',
      pointer: '/geography',
    },
    'a get that shows another name after a create that might have been refused': {
      turns: [[permittedCreate, ok(read(1, { name: '' }))], got(1, { name: 'another' })],
      title: 'A get after create shows another /name',
      pointer: '/name',
    },
  },
});
