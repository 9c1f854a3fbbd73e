/** The options of a second workspace and of a second user. */
import { expect, test } from 'vitest';
import { mergedLayers } from '../../../src/commands/options/option-layers.ts';
import { targetOptionsOf } from '../../../src/commands/options/target-options-of.ts';
import { secretsIn } from '../../../src/commands/secrets-in.ts';
import { secretsOf } from '../../../src/target/redact.ts';

const [first, second, source] = [1, 2, 3].map((digit) => `00000000-0000-4000-8000-00000000000${digit}`);

test('a second workspace and a second user are taken as they are given', () => {
  const options = targetOptionsOf({ otherWorkspace: second, otherSource: source, otherToken: 'second' });

  expect(options.foreign).toEqual({ workspaceId: second, sourceId: source });
  expect(options.other).toEqual({ token: 'second' });
});

test.each([
  ['a source without a workspace', { otherSource: source }, '--other-source without --other-workspace'],
  ['a destination without a workspace', { otherDestination: source }, '--other-destination without --other-workspace'],
  ['the workspace of the run', { workspace: first, otherWorkspace: first }, 'it is the workspace of the run'],
  ['no UUID', { otherWorkspace: 'second' }, 'expected a UUID'],
  ['two ways for one user', { otherAuth: 'a:b', otherToken: 'c' }, '--other-auth and --other-token together'],
  ['a user without a password', { otherAuth: 'second' }, 'Cannot use --other-auth: expected USER:PASSWORD'],
  ['the user of the run', { token: 'first', otherToken: 'first' }, 'these are the credentials of the run'],
  ['a token that no header carries', { otherToken: 'żółw' }, 'Cannot use --other-token'],
])('is refused: %s', (_, options, reason) => {
  expect(() => targetOptionsOf(options)).toThrow(reason);
});

test('the command line replaces how the second user of the environment signs in, and not how the first does', () => {
  const merged = mergedLayers([{ token: 'first', otherToken: 'second' }, { otherAuth: 'third:password' }]);

  expect(merged).toEqual({ token: 'first', otherAuth: 'third:password' });
});

test('the secrets of the second user are masked like those of the first', () => {
  const options = { otherAuth: 'second:password', otherToken: 'token-of-second' };

  expect(secretsIn(options)).toEqual(expect.arrayContaining(['second:password', 'password', 'token-of-second']));
  expect(secretsOf({ url: 'http://host/api', other: { auth: 'second:password', token: 'token-of-second' } })).toEqual(
    expect.arrayContaining(['second:password', 'password', 'token-of-second']),
  );
});
