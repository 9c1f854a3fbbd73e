import { expect, test } from 'vitest';
import { listFilters } from '../../../properties/checks/list-filters.ts';
import { runCase } from '../../../properties/engine/run-case.ts';
import { runContextFor } from '../../../properties/engine/run-context.ts';
import { list } from '../engine/case-steps.ts';
import { pretendServer } from './pretend-server.ts';
import { prove } from './prove.ts';
import { item, sourceId } from './shown.ts';
import { created, filtered, listed, ok, updated } from './transcript.ts';

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
    'a term in capitals, in the name of the source': [
      created(1),
      filtered({ filters: { searchTerm: 'home POSTGRES' } }, item(1)),
    ],
    'states that match': [created(1), filtered({ filters: { states: ['inactive'] } }, item(1))],
    'a state that does not': [created(1), filtered({ filters: { states: ['active'] } })],
    'a status of which the server decides': [created(1), filtered({ filters: { statuses: ['paused'] } })],
    'a connection of others that comes between two lists': [listed(), filtered(bySource), listed(item(7))],
    'a connection of others that is renamed meanwhile': [
      listed(item(7)),
      filtered({ filters: { searchTerm: 'airlock-test-7' } }),
      listed(item(7, { name: 'another' })),
    ],
    'a connection of others that does not match': [
      listed(item(7)),
      filtered({ ...bySource, destinationId: ['{{unknown}}'] }),
      listed(item(7)),
    ],
    'a page of what matches': [created(1), [list(bySource), ok({ connections: [], num_connections: 40 })]],
  },
  breaks: {
    'a connection that matches and is missing': {
      turns: [created(1), filtered(bySource)],
      title: 'A filtered list misses a connection that matches',
      pointer: '/connections',
    },
    'a connection of others that both lists around it show': {
      turns: [
        listed(item(7)),
        filtered({ ...bySource, destinationId: ['{{destination}}', '{{unknown}}'] }),
        listed(item(7)),
      ],
      title: 'A filtered list misses a connection that matches',
      pointer: '/connections',
    },
    'a connection that the term is in and that is missing': {
      turns: [created(1), filtered({ filters: { searchTerm: '{{name-of:1}}' } })],
      title: 'A filtered list misses a connection that matches',
      pointer: '/connections',
    },
    'a connection of another name': {
      turns: [created(1), filtered({ filters: { searchTerm: '{{name-of:1}}' } }, item(1), item(7))],
      title: 'A list filtered by searchTerm shows a connection that does not match',
      pointer: '/connections',
    },
    'a connection of another state': {
      turns: [created(1), filtered({ filters: { states: ['active'] } }, item(1))],
      title: 'A list filtered by states shows a connection that does not match',
      pointer: '/connections',
    },
    'a connection of another connector': {
      turns: [created(1), filtered({ filters: { sourceDefinitionIds: ['{{unknown}}'] } }, item(1))],
      title: 'A list filtered by sourceDefinitionIds shows a connection that does not match',
      pointer: '/connections',
    },
    'a connection without the tag': {
      turns: [filtered({ filters: { tagIds: ['{{tag-id:0}}'] } }, item(7, { tags: [] }))],
      title: 'A list filtered by tagIds shows a connection that does not match',
      pointer: '/connections',
    },
    'a connection whose last sync did not fail': {
      turns: [filtered({ filters: { statuses: ['failed'] } }, item(7, { latestSyncJobStatus: 'succeeded' }))],
      title: 'A list filtered by statuses shows a connection that does not match',
      pointer: '/connections',
    },
    'a connection of another source': {
      turns: [created(1), filtered(bySource, item(1), item(7, elsewhere))],
      title: 'A list filtered by sourceId shows a connection that does not match',
      pointer: '/connections',
    },
    'a connection of another destination': {
      turns: [created(1), filtered({ destinationId: ['{{unknown}}'] }, item(1))],
      title: 'A list filtered by destinationId shows a connection that does not match',
      pointer: '/connections',
    },
  },
});

test('a connection of another case may be deleted and active again between two lists', async () => {
  const looks = [listed(item(1)), filtered(bySource), listed(item(1))];
  const context = runContextFor(
    pretendServer([created(1), ...looks].map(([, reply]) => reply)),
    [listFilters],
    new AbortController().signal,
  );
  await runCase({ phase: 'sequences', steps: [created(1)[0]], path: 'test:0:0' }, context);

  const { violations } = await runCase(
    { phase: 'sequences', steps: looks.map(([step]) => step), path: 'test:0:1' },
    context,
  );

  expect(violations).toEqual([]);
});
