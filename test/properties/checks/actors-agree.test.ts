import { actorsAgree } from '../../../properties/checks/actors-agree.ts';
import { prove } from './prove.ts';
import { destinationId, foreign, item, read, sourceId, workspaceId } from './shown.ts';
import { created, got, listed } from './transcript.ts';
import type { Turn } from './transcript.ts';

interface Shown {
  readonly source: object;
  readonly destination: object;
}

/** What a read or an item shows, with some members of its source or destination changed. */
function changed(of: typeof read, side: keyof Shown, members: object): object {
  const shown = of(1) as Shown; // reads and items have both
  return { [side]: { ...shown[side], ...members } };
}

/** What a create without a name is answered. */
function defaultName(name: string): Turn {
  return created(1, { name: undefined }, { name, prefix: 'airlock-test-1' });
}

prove(actorsAgree, {
  keeps: {
    'the source and destination that are named': [created(1), got(1), listed(item(1), item(7))],
    'ids in capitals': [
      created(1, {}, { sourceId: sourceId.toUpperCase(), destinationId: destinationId.toUpperCase() }),
    ],
    'two sources of one connector': [
      listed(
        item(1),
        item(7, changed(item, 'source', { sourceId: '000000b1-0000-4000-8000-000000000002', name: 'Another' })),
      ),
    ],
    'a default name in the order of the description': [defaultName('Home Postgres <> Warehouse')],
    'a default name of the server’s own': [defaultName('Warehouse from Home Postgres')],
    'a name that is sent, whatever it says': [
      created(1, { name: 'Warehouse <> Home Postgres', prefix: 'airlock-test-1' }),
    ],
    'icons nowhere': [created(1), got(1), listed(item(1))],
    'icons everywhere': [
      created(1, {}, changed(read, 'source', { icon: '<svg/>' })),
      got(1, changed(read, 'source', { icon: '<svg/>' })),
    ],
  },
  breaks: {
    'another source than the one named': {
      turns: [created(1, {}, changed(read, 'source', { sourceId: foreign.sourceId }))],
      title: 'A connection shows another source than it names',
      pointer: '/source/sourceId',
    },
    'another destination than the one named': {
      turns: [created(1, {}, changed(read, 'destination', { destinationId: foreign.destinationId }))],
      title: 'A connection shows another destination than it names',
      pointer: '/destination/destinationId',
    },
    'a default name the wrong way round': {
      turns: [defaultName('Warehouse <> Home Postgres')],
      title: 'A default name has the destination before the source',
      pointer: '/name',
    },
    'a destination of another workspace': {
      turns: [created(1, {}, changed(read, 'destination', { workspaceId: foreign.workspaceId }))],
      title: 'A connection shows a destination of another workspace',
      pointer: '/destination/workspaceId',
    },
    'the source of the run in another workspace': {
      turns: [
        created(
          1,
          {},
          {
            ...changed(read, 'source', { workspaceId: foreign.workspaceId }),
            ...changed(read, 'destination', { workspaceId }),
          },
        ),
      ],
      title: 'A connection shows a source of another workspace',
      pointer: '/source/workspaceId',
    },
    'one source under two names': {
      turns: [listed(item(1), item(7, changed(item, 'source', { name: 'Warehouse' })))],
      title: 'A list shows one source with different values of name',
      pointer: '/connections/0/source/name',
    },
    'one destination with two connectors': {
      turns: [listed(item(1), item(7, changed(item, 'destination', { destinationName: 'BigQuery' })))],
      title: 'A list shows one destination with different values of destinationName',
      pointer: '/connections/0/destination/destinationName',
    },
    'an icon in one item only': {
      turns: [listed(item(1), item(7, changed(item, 'source', { icon: '<svg/>' })))],
      title: 'A list shows one source with different values of icon',
      pointer: '/connections/0/source/icon',
    },
    'an icon that create lacks': {
      turns: [created(1), got(1, changed(read, 'source', { icon: '<svg/>' }))],
      title: 'A source has another icon than before',
      pointer: '/source/icon',
    },
  },
});
