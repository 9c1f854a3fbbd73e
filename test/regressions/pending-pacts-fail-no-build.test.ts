import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyPacts } from '../../contracts/run/verify-pacts.ts';
import { startBackend } from '../../src/backend/start-backend.ts';
import type { RunningBackend } from '../../src/backend/start-backend.ts';
import { onTarget } from '../target/on-target.ts';
import { interaction, message, pactOf } from '../contracts/odd-pacts.ts';
import { startStandInBroker } from '../contracts/stand-in-broker.ts';
import type { BrokerOptions } from '../contracts/stand-in-broker.ts';

let backend: RunningBackend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.close());

const holding = interaction({ description: 'holds' });
const unknownState = interaction({ description: 'a state of theirs', providerStates: [{ name: 'the moon is full' }] });
const needsMore = interaction({
  description: 'a state that needs consent',
  providerStates: [{ name: 'a connection whose source schema changed' }],
});
const broken = interaction({ description: 'another status', response: { status: 404 } });

describe('a pending pact', () => {
  test('whose states nobody knows, or that does not hold, is counted and fails nothing', async () => {
    const result = await verified({ pact: pactOf([holding, unknownState, needsMore, broken]), pending: true });

    expect(result.sections?.['verify']).toMatchObject({ interactions: 4, verified: 1, pending: 3, withoutHandler: [] });
    expect(result.summary?.join('\n')).toContain('pending 1: Cannot reach the provider state "the moon is full"');
    expect(result.findings).toEqual([]);
    expect(result.verdicts).toEqual([]);
  });

  test('that holds in nothing fails nothing', async () => {
    const result = await verified({ pact: pactOf([unknownState]), pending: true });

    expect(result.verdicts).toEqual([]);
  });
});

test('the same pact, not pending, is not green', async () => {
  const result = await verified({ pact: pactOf([holding, unknownState]) });

  expect(result.verdicts).toEqual([{ code: 6, reason: expect.stringContaining('"the moon is full"') as unknown }]);
});

describe('a pact of the broker', () => {
  test('is replayed without its messages, which are named', async () => {
    const result = await verified({ pact: pactOf([message(), holding, message()]) });

    expect(result.sections?.['verify']).toMatchObject({
      interactions: 1,
      verified: 1,
      leftOut: [{ place: 'the pact of team-a', reason: 'messages are not replayed, only requests over HTTP (2)' }],
    });
    expect(result.verdicts).toEqual([]);
  });

  test('of messages alone is an error that says so', async () => {
    await expect(verified({ pact: pactOf([message()]) })).rejects.toThrow(
      'Cannot verify the pact of team-a: nothing in it can be replayed: messages are not replayed, only requests over HTTP (1)',
    );
  });

  test('that Pact cannot read is no missing pact', async () => {
    await expect(verified({ pact: pactOf([interaction({ response: { status: '200' } })]) })).rejects.toThrow(
      /its verifier gave up on one of them; --consumer-version-selector/,
    );
  });
});

async function verified(options: BrokerOptions): ReturnType<typeof verifyPacts> {
  const broker = await startStandInBroker(options);
  try {
    return await onTarget(backend, (target) =>
      verifyPacts({ target, broker: { kind: 'broker', url: broker.url, enablePending: true } }),
    );
  } finally {
    await broker.close();
  }
}
