import { fieldSelection } from '../../../properties/checks/field-selection.ts';
import { stream } from '../engine/case-steps.ts';
import { selection } from '../engine/corrupted-answers.ts';
import { prove } from './prove.ts';
import { catalogLatitudes, transcriptsOf } from './read-back-latitudes.ts';
import { created } from './transcript.ts';

const selecting = (config: object): object => ({
  syncCatalog: { streams: [stream('users', { fieldSelectionEnabled: true, ...config })] },
});
const byCursor = { syncMode: 'incremental', destinationSyncMode: 'append', cursorField: ['at'] };
const byKey = { destinationSyncMode: 'append_dedup', primaryKey: [['id']] };

prove(fieldSelection, {
  keeps: {
    'fields of the stream': [created(1, selecting(selection))],
    'a selection with its cursor and its key': [created(1, selecting({ ...selection, ...byCursor, ...byKey }))],
    ...transcriptsOf(catalogLatitudes, ({ sent, shown }) => [created(1, sent, shown)]),
  },
  breaks: {
    'a field that the stream lacks': {
      turns: [created(1, selecting({ selectedFields: [{ fieldPath: ['nowhere'] }] }))],
      title: 'Field selection names a field that the stream lacks',
      pointer: '/syncCatalog/streams/0/config/selectedFields',
    },
    'a path of two elements': {
      turns: [created(1, selecting({ selectedFields: [{ fieldPath: ['id', 'at'] }] }))],
      title: 'Field selection names a field that the stream lacks',
      pointer: '/syncCatalog/streams/0/config/selectedFields',
    },
    'a selection that lost its cursor': {
      turns: [created(1, selecting({ ...byCursor, selectedFields: [{ fieldPath: ['id'] }] }))],
      title: 'Field selection has lost the cursor or the key',
      pointer: '/syncCatalog/streams/0/config/selectedFields',
    },
    'a selection that lost its key': {
      turns: [created(1, selecting({ ...byKey, selectedFields: [{ fieldPath: ['at'] }] }))],
      title: 'Field selection has lost the cursor or the key',
      pointer: '/syncCatalog/streams/0/config/selectedFields',
    },
  },
});
