import { expect, test } from 'vitest';
import { brokerOf } from '../../src/commands/broker-options.ts';
import { UsageError } from '../../src/commands/usage-error.ts';

const brokerUrl = 'https://broker.example.com';

test.each([
  '2026-02-31',
  '2026-13-01',
  '2025-02-29',
  '31/01/2026',
  'yesterday',
  '',
  '2026-1-1',
  '2026-01-01T00:00:00Z',
])('--include-wip-since "%s" is refused with what is accepted, with a broker and without', (includeWipSince) => {
  const expected = `Cannot use --include-wip-since "${includeWipSince}": expected a day of the calendar as YYYY-MM-DD, such as 2026-01-31`;

  expect(() => brokerOf({ brokerUrl, includeWipSince })).toThrow(new UsageError(expected));
  expect(() => brokerOf({ includeWipSince })).toThrow(new UsageError(expected));
});

test.each([
  ['{"mainbranch":true}', 'it has no member "mainbranch"; did you mean "mainBranch"?'],
  ['{"mainBranch":"true"}', '"mainBranch" must be boolean'],
  ['{"branch":""}', '"branch" must NOT have fewer than 1 characters'],
  ['{"whatever":1}', 'it has no member "whatever": expected mainBranch, branch'],
  ['{}', 'expected at least one member'],
  ['[]', 'expected a JSON object'],
  ['main', 'expected a JSON object'],
])('--consumer-version-selector %s is refused, since Pact would drop it', (selector, says) => {
  expect(() => brokerOf({ brokerUrl, consumerVersionSelector: [selector] })).toThrow(says);
});

test.each([
  [{ brokerToken: 't', brokerUsername: 'u', brokerPassword: 'p' }, 'expected one way to sign in'],
  [{ brokerUsername: 'u' }, 'they go together'],
  [{ brokerPassword: 'p' }, 'they go together'],
  [{ providerBranch: '' }, 'Cannot use --provider-branch "": it is empty'],
  [{ providerVersion: ' ' }, 'Cannot use --provider-version "": it is empty'],
])('%j is refused in the words of the command line', (options, says) => {
  expect(() => brokerOf({ brokerUrl, ...options })).toThrow(says);
});

test('what the broker understands is passed on', () => {
  const selectors = ['{"mainBranch":true}', '{"tag":"prod","fallbackTag":"main","latest":true,"consumer":"web"}'];

  const broker = brokerOf({
    brokerUrl,
    brokerUsername: 'u',
    brokerPassword: 'p',
    consumerVersionSelector: selectors,
    includeWipSince: '2024-02-29',
  });

  expect(broker).toMatchObject({
    username: 'u',
    password: 'p',
    selectors: selectors.map((selector) => JSON.parse(selector) as unknown),
    includeWipSince: '2024-02-29',
  });
});

test('a broker that only the environment names is not looked at when files are named', () => {
  expect(brokerOf({ brokerUrl: 'nonsense', brokerUsername: 'u', pact: 'pacts' })).toBeUndefined();
});
