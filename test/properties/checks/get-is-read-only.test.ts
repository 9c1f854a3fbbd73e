import { getIsReadOnly } from '../../../properties/checks/get-is-read-only.ts';
import { prove } from './prove.ts';
import { catalogLatitudes, operationId, shownOperations, transcriptsOf } from './read-back-latitudes.ts';
import { runningJob, sourceCatalogId } from './shown.ts';
import { created, createdFramed, got } from './transcript.ts';

const active = { status: 'active' };
const [a, b] = shownOperations('a', 'b');
const operationIds = [operationId(0), operationId(1)];

prove(getIsReadOnly, {
  keeps: {
    'two gets that answer the same': [created(1), got(1), got(1)],
    ...transcriptsOf(catalogLatitudes, ({ sent, shown }) => [created(1, sent), got(1, sent), got(1, shown)]),
    'operations in another order': [
      created(1, {}, { operations: [a, b], operationIds }),
      got(1, { operations: [a, b], operationIds }),
      got(1, { operations: [b, a], operationIds: operationIds.toReversed() }),
    ],
    'jobs that move': [created(1, active), got(1, active), got(1, { ...active, ...runningJob })],
    'a schema change that somebody’s discovery has moved': [
      createdFramed(1),
      got(1, { catalogId: sourceCatalogId }),
      got(1, { catalogId: sourceCatalogId, schemaChange: 'non_breaking' }),
    ],
    'empty texts that are left out': [
      created(1, { prefix: '' }),
      got(1, { prefix: '', namespaceFormat: '' }),
      got(1, { prefix: undefined }),
    ],
    'members of the server’s own': [created(1), got(1, { readAt: 1 }), got(1, { readAt: 2 })],
  },
  breaks: {
    'a second get that shows another name': {
      turns: [created(1), got(1), got(1, { name: 'read twice' })],
      title: 'A second get shows another /name',
      pointer: '/name',
    },
  },
});
