import { expect, test } from 'vitest';
import type { Consumer, Interaction } from '../../../contracts/interaction.ts';
import { string } from '../../../contracts/matchers.ts';
import { mergePact } from '../../../contracts/run/merge-pact.ts';

const interaction: Interaction = {
  consumer: 'airbyte-webapp',
  operation: 'webBackendGetConnection',
  description: 'a request that is refused',
  states: [{ name: 'there is no such connection' }],
  request: { connectionId: '5ae6b09b-fdec-41af-aaf7-7d94cfc33ef6' },
  status: 404,
  response: { message: string('gone') },
  reads: { '/message': 'shown' },
};

const consumer: Consumer = {
  name: 'airbyte-webapp',
  generation: '2023',
  headers: {},
  interactions: [interaction],
  unreadBudget: 0,
};
const written = {
  description: interaction.description,
  providerStates: [{ name: 'there is no such connection' }],
  request: {},
  response: {},
};

test('a merge refuses to write less than is declared', () => {
  expect(() => mergePact(consumer, [])).toThrow(
    /1 interactions are declared, 0 different ones were written; missing is "a request/,
  );
});

test('a merge refuses an interaction that is no longer declared', () => {
  const stale = { declared: interaction, written: { ...written, description: 'a request of old' } };

  expect(() => mergePact(consumer, [{ declared: interaction, written }, stale])).toThrow(/2 different ones/);
});

test('a merge writes the same bytes whatever the order', () => {
  const second: Interaction = { ...interaction, description: 'another request' };
  const both = { ...consumer, interactions: [interaction, second] };
  const parts = [
    { declared: interaction, written },
    { declared: second, written: { ...written, description: 'another request' } },
  ];

  expect(mergePact(both, parts)).toBe(mergePact(both, parts.toReversed()));
});
