import { listPages } from '../../../properties/checks/list-pages.ts';
import { operations20 } from '../../../schemas/airbyte-2.0/operations.ts';
import { list } from '../engine/case-steps.ts';
import { prove } from './prove.ts';
import { item } from './shown.ts';
import { ok } from './transcript.ts';
import type { Transcript, Turn } from './transcript.ts';

const [one, two, three] = [item(7), item(8), item(9)];

function page(
  members: { readonly pageSize: number; readonly cursor?: string },
  shown: readonly object[],
  more: object = {},
): Turn {
  return [
    list({ sortKey: 'connectionName_asc', ...members }),
    ok({ connections: shown, page_size: members.pageSize, num_connections: 3, ...more }),
  ];
}

const next = (pageSize: number) => ({ pageSize, cursor: '{{last-listed}}' });
const whole = page({ pageSize: 1000 }, [one, two, three]);
const first = page({ pageSize: 1 }, [one]);

/** The whole list, its pages, and the whole list again. */
function around(...pages: readonly Turn[]): Transcript {
  return [whole, ...pages, whole];
}

prove(
  listPages,
  {
    keeps: {
      'pages that make up the list': around(first, page(next(1), [two]), page(next(1000), [three])),
      'an empty page at the end': around(page({ pageSize: 2 }, [one, two]), page(next(1), [three]), page(next(1), [])),
      'a list that says nothing of pages': [
        [list({ pageSize: 1000 }), ok({ connections: [one, two, three] })],
        [list({ pageSize: 1000 }), ok({ connections: [one, two, three] })],
      ],
      'a connection that is made meanwhile': [
        page({ pageSize: 1000 }, [one, three], { num_connections: 2 }),
        first,
        page(next(1000), [three]),
        whole,
      ],
      'a connection that is renamed meanwhile': [
        page({ pageSize: 1000 }, [one, two, item(9, { name: 'other' })]),
        first,
        page(next(1000), [two]),
        whole,
      ],
    },
    breaks: {
      'a connection that no page shows': {
        turns: around(first, page(next(1000), [three])),
        title: 'Pages leave out connections that the whole list shows, by connectionName',
        pointer: '/connections',
      },
      'a connection on two pages': {
        turns: around(page({ pageSize: 2 }, [one, two]), page(next(1000), [two, three])),
        title: 'Pages show connections twice, by connectionName',
        pointer: '/connections',
      },
      'a page that is too long': {
        turns: [page({ pageSize: 1 }, [one, two])],
        title: 'A page holds more than was asked for',
        pointer: '/connections',
      },
      'a page of another size': {
        turns: [page({ pageSize: 5 }, [one], { page_size: 20 })],
        title: 'A page says another size than was asked for',
        pointer: '/page_size',
      },
      'a number that counts the page': {
        turns: around(page({ pageSize: 1 }, [one], { num_connections: 1 })),
        title: 'num_connections is not the number of connections that match',
        pointer: '/num_connections',
      },
    },
  },
  operations20,
);
