import { responseSchema } from '../../../properties/checks/response-schema.ts';
import type { OperationStep } from '../../../properties/model/case.ts';
import type { Asker } from '../../../src/target/asker.ts';
import { get } from '../engine/case-steps.ts';
import { prove } from './prove.ts';
import { item, read } from './shown.ts';
import { brokenCreate, created, got, listed, ok, permittedCreate, refused } from './transcript.ts';

const asked = (as: Asker): OperationStep => ({ ...get(1), as, intent: { kind: 'stranger' } });

prove(responseSchema, {
  keeps: {
    'answers as they are declared': [created(1), got(1), listed(item(1))],
    'members of the server’s own': [created(1), got(1, { createdAt: 1_700_000_000 }), listed({ ...item(1), tags: [] })],
    'a refusal without validationErrors': [[brokenCreate, refused(422)]],
    'members that were never set and are left out': [created(1), got(1, { namespaceFormat: undefined })],
    'what a list shows of an invalid create that was accepted': [
      [permittedCreate, ok(read(1, { name: '' }))],
      listed({ ...item(1), name: '', isSyncing: 7 }),
    ],
  },
  exempts: {
    'a page for a second user': [created(1), [asked('other'), { status: 403, text: '<html>' }]],
    'a bare text for nobody, who may not have come to the server': [
      created(1),
      [asked('nobody'), { status: 401, json: 'Unauthorized' }],
    ],
  },
  breaks: {
    'a read without a required member': {
      turns: [created(1), got(1, { syncCatalog: undefined })],
      title: 'webBackendGetConnection answered a body that breaks its schema at /syncCatalog',
      pointer: '/syncCatalog',
    },
    'a null in place of a member that was never set': {
      turns: [created(1), got(1, { namespaceFormat: null })],
      title: 'webBackendGetConnection answered a body that breaks its schema at /namespaceFormat',
      pointer: '/namespaceFormat',
    },
    'a list item without its status': {
      turns: [created(1), listed(item(1, { status: undefined }))],
      title: 'webBackendListConnectionsForWorkspace answered a body that breaks its schema at /connections/0/status',
      pointer: '/connections/0/status',
    },
    'a page in place of JSON': {
      turns: [created(1), [get(1), { status: 200, text: '<html>' }]],
      title: 'webBackendGetConnection answered 200 with a body that is not JSON',
    },
    'a second user who is refused with a bare text': {
      turns: [created(1), [asked('other'), { status: 403, json: 'Forbidden' }]],
      title: 'webBackendGetConnection answered a body that breaks its schema at the root',
      pointer: '',
    },
  },
});
