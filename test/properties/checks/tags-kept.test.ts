import { tagsKept } from '../../../properties/checks/tags-kept.ts';
import { operations20 } from '../../../schemas/airbyte-2.0/operations.ts';
import { prove } from './prove.ts';
import { item, tags } from './shown.ts';
import { created, got, listed, updated } from './transcript.ts';

const [nightly, finance] = tags;
const tagged = { tags: ['{{tag:0}}'] };
const both = { tags: ['{{tag:0}}', '{{tag:1}}'] };

prove(
  tagsKept,
  {
    keeps: {
      'a tag that comes back and is listed': [
        created(1, tagged, { tags: [nightly] }),
        got(1, { tags: [nightly] }),
        listed(item(1, { tags: [nightly] })),
      ],
      'tags in another order': [created(1, both, { tags: [finance, nightly] })],
      'the same tag twice, which is one': [
        created(1, { tags: ['{{tag:0}}', '{{tag:0}}'] }, { tags: [nightly] }),
        got(1, { tags: [nightly] }),
      ],
      'an empty list, which takes all away': [
        created(1, tagged, { tags: [nightly] }),
        updated(1, { tags: [] }, { tags: [] }),
      ],
      'null, which leaves them alone': [
        created(1, tagged, { tags: [nightly] }),
        updated(1, { tags: null }, { tags: [nightly] }),
      ],
    },
    breaks: {
      'a create without its tag': {
        turns: [created(1, tagged, { tags: [] })],
        title: 'A write did not leave the connection with the tags that it names',
        pointer: '/tags',
      },
      'an update that adds to the tags': {
        turns: [
          created(1, tagged, { tags: [nightly] }),
          updated(1, { tags: ['{{tag:1}}'] }, { tags: [nightly, finance] }),
        ],
        title: 'A write did not leave the connection with the tags that it names',
        pointer: '/tags',
      },
      'a tag that is there twice': {
        turns: [created(1, { tags: ['{{tag:0}}', '{{tag:0}}'] }, { tags: [nightly, nightly] })],
        title: 'A write did not leave the connection with the tags that it names',
        pointer: '/tags',
      },
      'a list without the tags': {
        turns: [created(1, tagged, { tags: [nightly] }), listed(item(1, { tags: [] }))],
        title: 'List and get disagree on the tags',
        pointer: '/connections/0/tags',
      },
    },
  },
  operations20,
);
