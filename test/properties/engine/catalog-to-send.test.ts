import { expect, test } from 'vitest';
import { catalogToSend } from '../../../properties/engine/catalog-to-send.ts';
import { objectAt } from '../../../src/json/json.ts';
import { stream } from './case-steps.ts';

const catalog = { streams: [stream('users'), stream('orders')] };
const refresh = {
  catalogDiff: {
    transforms: [
      {
        transformType: 'update_stream',
        streamDescriptor: { name: 'users' },
        updateStream: [
          { transformType: 'add_field', fieldName: ['new'] },
          { transformType: 'remove_field', fieldName: ['at'] },
        ],
      },
    ],
  },
};

test('a broken catalog is read by what the source has lost, and otherwise by what it has', () => {
  const cursors = catalogToSend(catalog, 'broken', refresh).streams.map(({ config }) => config);

  expect(cursors).toMatchObject([
    { syncMode: 'incremental', cursorField: ['at'] },
    { syncMode: 'incremental', cursorField: ['text'] },
  ]);
  expect(catalogToSend(catalog, 'broken')).toEqual(catalogToSend(catalog, 'chosen'));
});

test('a changed catalog has fields that lack what most have', () => {
  const schemas = catalogToSend(catalog, 'changed').streams.map(({ stream: sent }) => objectAt(sent, 'jsonSchema'));

  expect(schemas).toHaveLength(2);
  for (const { properties } of schemas)
    expect(Object.values(Object(properties))).toEqual(
      expect.arrayContaining([{ type: 'array' }, { type: ['null', 'object'] }, {}]),
    );
});
