/** The credentials of a duet's base. */
import { describe, expect, test } from 'vitest';
import { baseAccess, ofBase, withAccess } from '../../../src/commands/options/base-access.ts';
import { mergedLayers } from '../../../src/commands/options/option-layers.ts';
import { secretsIn } from '../../../src/commands/secrets-in.ts';
import { startBackend } from '../../../src/backend/start-backend.ts';
import { onTarget } from '../../target/on-target.ts';
import { variablesFor } from '../../../src/performance/k6-variables.ts';

const target = {
  url: 'http://candidate:8000/api',
  workspaceId: 'w',
  token: 'of-the-target',
  clientId: 'id-of-the-target',
  clientSecret: 'secret-of-the-target',
  headers: { 'X-Api-Key': 'key-of-the-target' },
};

test.each([
  ['a user without a password', { baseAuth: 'base' }, 'Cannot use --base-auth: expected USER:PASSWORD'],
  ['a token that no header carries', { baseToken: 'żółw' }, 'Cannot use --base-token'],
  ['a header without a value', { baseHeader: ['X-Key:'] }, 'Cannot use --base-header "X-Key": its value is empty'],
  ['two ways to sign in', { baseAuth: 'a:b', baseToken: 'c' }, '--base-auth and --base-token together'],
])('is refused: %s', (_, options, reason) => {
  expect(() => baseAccess(options)).toThrow(reason);
});

test('without any of its own the base is asked as the target is', () => {
  expect(withAccess(target, baseAccess({}))).toEqual(target);
});

test.each([
  { baseAuth: 'you:of-the-base' },
  { baseToken: 'of-the-base' },
  { baseHeader: ['Authorization: of-the-base'] },
])('with one of its own, k6 is given no secret of the target for it: %o', (options) => {
  const base = { ...withAccess(target, baseAccess(options)), url: 'http://released:8000/api' };

  const variables = variablesFor(
    {
      k6: { path: 'k6', version: 'v2.2.0' },
      type: 'average',
      operation: 'list',
      target,
      base,
      emit: () => undefined,
      signal: new AbortController().signal,
    },
    '.',
  );

  const forBase = Object.entries(variables).filter(([name]) => name.startsWith('AIRLOCK_BASE_'));
  expect(JSON.stringify(forBase)).not.toContain('of-the-target');
  expect(JSON.parse(variables['AIRLOCK_BASE_HEADERS'] ?? '')).toHaveProperty('Authorization');
  expect(JSON.stringify(Object.entries(variables).filter(([name]) => !name.startsWith('AIRLOCK_BASE_')))).not.toContain(
    'of-the-base',
  );
});

test('a base that refuses the run is told by the options of the base', async () => {
  const backend = await startBackend({ auth: { username: 'you', password: 'of-the-base' } });
  const refused: unknown = await onTarget({ url: backend.url }, () => Promise.resolve()).catch(
    (error: unknown) => error,
  );
  await backend.close();

  expect(String(refused)).toContain('--auth');
  expect(ofBase(String(refused))).toContain('--base-auth, --base-token or --base-header');
  expect(ofBase(String(refused))).not.toMatch(/ --auth/);
});

describe('of several places', () => {
  test('the command line replaces how the base is signed in to, and not how the target is', () => {
    expect(mergedLayers([{ token: 'target', baseToken: 'base' }, { baseAuth: 'you:other' }])).toEqual({
      token: 'target',
      baseAuth: 'you:other',
    });
  });

  test('a user in the address of the base counts unless credentials are named beside it', () => {
    const baseTarget = 'http://you:own@base.test/api';

    expect(mergedLayers([{ baseToken: 'environment' }, { baseTarget }])).toEqual({
      baseTarget: 'http://base.test/api',
      baseAuth: 'you:own',
    });
    expect(mergedLayers([{ baseTarget, baseToken: 't' }])).toEqual({
      baseTarget: 'http://base.test/api',
      baseToken: 't',
    });
    expect(mergedLayers([{ baseTarget, baseHeader: ['Authorization: x'] }])).not.toHaveProperty('baseAuth');
  });

  test('their secrets are masked', () => {
    const options = { baseAuth: 'you:password', baseToken: 'token-of-base', baseHeader: ['X-Api-Key: key-of-base'] };

    expect(secretsIn(options)).toEqual(expect.arrayContaining(['password', 'token-of-base', 'key-of-base']));
  });
});
