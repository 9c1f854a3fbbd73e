import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { fromEnv } from '../../../src/commands/options/environment-options.ts';

const folder = mkdtempSync(join(tmpdir(), 'airlock-environment-'));
afterEach(() => void vi.unstubAllEnvs());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('an option in the environment', () => {
  test('is read from the variable of the table', () => {
    vi.stubEnv('AIRLOCK_WORKSPACE', 'w');

    expect(fromEnv('workspace')).toEqual([['workspace', 'w']]);
    expect(fromEnv('seed')).toEqual([]);
    expect(fromEnv('noOption')).toEqual([]);
  });

  test.each([
    ['1', true],
    ['TRUE', true],
    ['0', false],
    ['false', false],
  ])('is a switch for a flag: %s is %s', (value, expected) => {
    vi.stubEnv('AIRLOCK_ALLOW_WRITES', value);

    expect(fromEnv('allowWrites')).toEqual([['allowWrites', expected]]);
  });

  test('is refused where a flag has another word, and where it is empty', () => {
    vi.stubEnv('AIRLOCK_ALLOW_WRITES', 'yes');
    vi.stubEnv('AIRLOCK_TARGET', '');

    expect(() => fromEnv('allowWrites')).toThrow('expected 1 or true, 0 or false');
    expect(() => fromEnv('target')).toThrow('Cannot use AIRLOCK_TARGET: it is set and empty');
  });

  test('may stand in a file where it is a secret, without the last line end', () => {
    const file = join(folder, 'token');
    writeFileSync(file, 'secret\r\n');
    vi.stubEnv('AIRLOCK_TOKEN_FILE', file);
    vi.stubEnv('AIRLOCK_WORKSPACE_FILE', file);

    expect(fromEnv('token')).toEqual([['token', 'secret']]);
    expect(fromEnv('workspace')).toEqual([]);
  });

  test('is refused where both the secret and its file are named', () => {
    vi.stubEnv('AIRLOCK_TOKEN', 'a');
    vi.stubEnv('AIRLOCK_TOKEN_FILE', 'b');

    expect(() => fromEnv('token')).toThrow('Cannot use AIRLOCK_TOKEN and AIRLOCK_TOKEN_FILE together');
  });
});
