import { listFilters } from '../../../properties/checks/list-filters.ts';
import { list } from '../engine/case-steps.ts';
import { prove } from './prove.ts';
import { item, sourceId } from './shown.ts';
import { created, filtered, ok, updated } from './transcript.ts';

const bySource = { sourceId: ['{{source}}'] };
const byUnknown = { sourceId: ['{{unknown}}'] };
const elsewhere = { source: { sourceId: '000000b9-0000-4000-8000-000000000009' } };

prove(listFilters, {
  keeps: {
    'what matches one of the sources': [created(1), filtered({ sourceId: ['{{source}}', '{{unknown}}'] }, item(1))],
    'what matches source and destination': [
      created(1),
      filtered({ ...bySource, destinationId: ['{{destination}}'] }, item(1)),
    ],
    'an empty filter, which is none': [created(1), filtered({ sourceId: [] }, item(1))],
    'unknown ids, which match nothing': [created(1), filtered(byUnknown)],
    'a deprecated connection that is gone': [created(1), updated(1, { status: 'deprecated' }), filtered(bySource)],
    'a source in capitals': [created(1), filtered({ sourceId: [sourceId.toUpperCase()] }, item(1))],
    'a page of what matches': [created(1), [list(bySource), ok({ connections: [], num_connections: 40 })]],
  },
  breaks: {
    'a connection that matches and is missing': {
      turns: [created(1), filtered(bySource)],
      title: 'A filtered list misses a connection that matches',
      pointer: '/connections',
    },
    'a connection of another source': {
      turns: [created(1), filtered(bySource, item(1), item(7, elsewhere))],
      title: 'A list filtered by sourceId shows a connection of another one',
      pointer: '/connections',
    },
    'a connection of another destination': {
      turns: [created(1), filtered({ destinationId: ['{{unknown}}'] }, item(1))],
      title: 'A list filtered by destinationId shows a connection of another one',
      pointer: '/connections',
    },
  },
});
