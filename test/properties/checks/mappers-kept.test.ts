import { mappersKept } from '../../../properties/checks/mappers-kept.ts';
import { operations20 } from '../../../schemas/airbyte-2.0/operations.ts';
import { stream } from '../engine/case-steps.ts';
import { prove } from './prove.ts';
import { created, got, updated } from './transcript.ts';

const hashing = {
  type: 'hashing',
  mapperConfiguration: { targetField: 'text', method: 'SHA-256', fieldNameSuffix: '_hashed' },
};
const renaming = {
  type: 'field-renaming',
  mapperConfiguration: { originalFieldName: 'at', newFieldName: 'when' },
};
const id = '000000ab-0000-4000-8000-000000000001';
const hashedFields = [{ fieldPath: ['text'] }];
const withConfig = (config: object): object => ({ syncCatalog: { streams: [stream('users', config)] } });

prove(
  mappersKept,
  {
    keeps: {
      'mappers that come back in their order': [
        created(1, withConfig({ mappers: [hashing, renaming] })),
        got(1, withConfig({ mappers: [hashing, renaming] })),
      ],
      'a mapper that is given an id': [
        created(1, withConfig({ mappers: [hashing] }), withConfig({ mappers: [{ ...hashing, id }] })),
        got(1, withConfig({ mappers: [{ ...hashing, id }] })),
      ],
      'hashed fields that show as mappers too': [
        created(1, withConfig({ hashedFields }), withConfig({ hashedFields, mappers: [hashing] })),
      ],
    },
    breaks: {
      'a create that loses its mapper': {
        turns: [created(1, withConfig({ mappers: [hashing] }), withConfig({ mappers: [] }))],
        title: 'The mappers of a stream do not come back as they were written',
        pointer: '/syncCatalog/streams/0/config/mappers',
      },
      'an update that answers another configuration': {
        turns: [
          created(1),
          updated(
            1,
            withConfig({ mappers: [hashing] }),
            withConfig({
              mappers: [{ ...hashing, mapperConfiguration: { ...hashing.mapperConfiguration, method: 'MD5' } }],
            }),
          ),
        ],
        title: 'The mappers of a stream do not come back as they were written',
        pointer: '/syncCatalog/streams/0/config/mappers',
      },
      'a get without the hashed fields': {
        turns: [created(1, withConfig({ hashedFields })), got(1, withConfig({ hashedFields: [] }))],
        title: 'The hashedFields of a stream do not come back as they were written',
        pointer: '/syncCatalog/streams/0/config/hashedFields',
      },
    },
  },
  operations20,
);
