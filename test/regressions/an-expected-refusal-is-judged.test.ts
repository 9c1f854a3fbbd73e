import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyPacts } from '../../contracts/run/verify-pacts.ts';
import { startBackend } from '../../src/backend/start-backend.ts';
import type { RunningBackend } from '../../src/backend/start-backend.ts';
import { TargetLostError } from '../../src/target/errors.ts';
import type { Call } from '../../src/target/exchange.ts';
import { onTarget } from '../target/on-target.ts';
import { folderOf, interaction, pactOf } from '../contracts/odd-pacts.ts';

let locked: RunningBackend;
beforeAll(async () => {
  locked = await startBackend({ auth: { username: 'airlock', password: 'right' } });
});
afterAll(() => locked.close());

const path = '/api/v1/web_backend/geographies/list';
const wrong = { Authorization: ['Basic d3Jvbmc6d3Jvbmc='] };

test('an interaction that expects 401 is sent as the pact has it, judged like any other, and ends no run', async () => {
  const pact = pactOf([
    interaction({ description: 'before' }),
    interaction({
      description: 'with a wrong password',
      request: { method: 'POST', path, headers: wrong },
      response: { status: 401 },
    }),
    interaction({ description: 'signed in as a user of theirs', request: { method: 'POST', path, headers: wrong } }),
    interaction({ description: 'after' }),
  ]);

  const result = await verified(pact);

  expect(result.sections?.['verify']).toMatchObject({
    interactions: 4,
    verified: 4,
    leftOut: [{ reason: 'Authorization headers are not sent, the credentials of the run are (1)' }],
  });
});

test.each([401, 403, 429, 503, 302])(
  'an answer of %i to one request is judged, while others are served',
  async (status) => {
    const pact = pactOf([
      interaction({ description: 'refused', response: { status } }),
      interaction({
        description: 'served',
        request: { method: 'POST', path: '/api/v1/web_backend/check_updates' },
        response: { status: 200 },
      }),
    ]);

    const result = await verified(pact, (call) =>
      call.operation === 'webBackendListGeographies' ? status : undefined,
    );

    expect(result.sections?.['verify']).toMatchObject({ interactions: 2, verified: 2 });
  },
);

test.each([401, 429])(
  'a target that answers %i to everything refuses access, whatever an interaction expects',
  async (status) => {
    const pact = pactOf([interaction({ response: { status } })]);

    await expect(verified(pact, () => status)).rejects.toThrow(TargetLostError);
  },
);

/** `refuse` names the status with which a call is answered instead of being sent. */
async function verified(
  pact: object,
  refuse: (call: Call) => number | undefined = () => undefined,
): ReturnType<typeof verifyPacts> {
  return onTarget({ ...locked, auth: 'airlock:right' }, (target) => {
    const send: typeof target.send = async (call, ...more) => {
      const exchange = await target.send(call, ...more);
      const status = refuse(call);
      return status === undefined || exchange.outcome.kind !== 'answer'
        ? exchange
        : { ...exchange, outcome: { ...exchange.outcome, status } };
    };
    return verifyPacts({ target: { ...target, send }, pact: folderOf({ 'a.json': pact }) });
  });
}
