import { describe, expect, test } from 'vitest';
import { webapp } from '../../../contracts/webapp/consumer.ts';
import type { Consumer, Interaction } from '../../../contracts/interaction.ts';
import { string } from '../../../contracts/matchers.ts';
import { omissions } from '../../../contracts/omissions.ts';
import { consumers } from '../../../contracts/consumers.ts';
import { problemsOf } from '../../../contracts/run/guard-rails.ts';

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

function problemsWith(...interactions: readonly Interaction[]): readonly string[] {
  const consumer: Consumer = { name: 'airbyte-webapp', generation: '2023', headers: {}, interactions, unreadBudget: 0 };
  return problemsOf([consumer], []).filter((problem) => !problem.includes('nor a reason'));
}

describe('the guard rails', () => {
  test('let a sound interaction pass', () => {
    expect(problemsWith(interaction)).toEqual([]);
  });

  test('refuse an example answer that breaks the schema', () => {
    expect(problemsWith({ ...interaction, response: { message: 3 } })).toEqual([
      expect.stringContaining('the example of the answer is not valid: /message must be string'),
    ]);
  });

  test('refuse an example request that breaks the schema', () => {
    expect(problemsWith({ ...interaction, request: { connectionId: 'x' } })).toEqual([
      expect.stringContaining('the example of the request is not valid: /connectionId'),
    ]);
  });

  test('refuse a request that is said to break the schema and does not', () => {
    expect(problemsWith({ ...interaction, breaksSchema: true })).toEqual([expect.stringContaining('does not')]);
  });

  test('refuse a body for an operation that takes none', () => {
    const withBody = {
      ...interaction,
      operation: 'webBackendListGeographies',
      status: 200,
      response: { geographies: ['auto'] },
      reads: { '/geographies/*': 'drop-down' },
    } as const;

    expect(problemsWith(withBody)).toEqual([expect.stringContaining('takes no body')]);
  });

  test('refuse a status that is not declared', () => {
    expect(problemsWith({ ...interaction, status: 418 })).toEqual([
      expect.stringContaining('status 418 is not declared'),
    ]);
  });

  test('refuse the same description and states twice, and accept it with other states', () => {
    const elsewhere: Interaction = { ...interaction, states: [{ name: 'a workspace' }] };

    expect(problemsWith(interaction, interaction)).toEqual([expect.stringContaining('declared twice')]);
    expect(problemsWith(interaction, elsewhere)).toEqual([]);
  });

  test('refuse a pin that the consumer never reads', () => {
    const response = { message: string('gone'), exceptionClassName: string('X') };

    expect(problemsWith({ ...interaction, response })).toEqual([
      expect.stringContaining('pins /exceptionClassName, which the consumer never reads'),
    ]);
  });

  test('refuse a required but unread place beyond the budget', () => {
    expect(problemsWith({ ...interaction, reads: {} })).toEqual([
      expect.stringContaining('pins 1 places that it never reads, more than its budget of 0: /message'),
    ]);
  });

  test('let a consumer that validates no answer leave out what is only required, and nothing else', () => {
    const partial: Consumer = {
      name: 'airbyte-webapp',
      generation: '2023',
      headers: {},
      interactions: [{ ...interaction, response: { id: string('x') }, reads: { '/id': 'link' } }],
      unreadBudget: 0,
    };
    const problems = (consumer: Consumer): readonly string[] =>
      problemsOf([consumer], []).filter((problem) => !problem.includes('nor a reason'));

    expect(problems(partial)).toEqual([expect.stringContaining("must have required property 'message'")]);
    expect(problems({ ...partial, hasPartialExamples: true })).toEqual([]);
  });

  test('let an answer without a body stand, of which only the status is read', () => {
    const { response: _, ...bare } = interaction;

    expect(problemsWith({ ...bare, reads: { status: 'the text that is shown' } })).toEqual([]);
  });

  test('refuse an operation that the release of the consumer does not have', () => {
    const geographies = { ...interaction, operation: 'webBackendListGeographies' } as const;
    const consumer: Consumer = {
      name: 'airbyte-webapp-2.0',
      generation: '2.0',
      headers: {},
      interactions: [geographies],
      unreadBudget: 0,
    };

    expect(problemsOf([consumer], []).join()).toContain('its release has no webBackendListGeographies');
  });

  test('refuse a reading that is not pinned', () => {
    expect(problemsWith({ ...interaction, reads: { ...interaction.reads, '/id': 'link' } })).toEqual([
      expect.stringContaining('reads /id, which it does not pin'),
    ]);
  });

  test('name every operation and status without an interaction or a reason', () => {
    const named = omissions.map(
      ({ generation, operation, status }) =>
        `${operation} ${status} of ${generation} has neither an interaction nor a reason for having none`,
    );

    expect(problemsOf(consumers, []).toSorted()).toEqual(named.toSorted());
    expect(problemsOf([{ ...webapp, interactions: [] }], omissions).length).toBeGreaterThan(15);
  });

  test('refuse a reason for having none where there is an interaction', () => {
    const excuse = { generation: '2023', operation: 'webBackendGetConnection', status: 404, reason: 'none' } as const;

    expect(problemsOf(consumers, [...omissions, excuse])).toEqual([expect.stringContaining('and a reason')]);
  });
});
