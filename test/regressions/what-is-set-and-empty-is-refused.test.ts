import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { main } from '../../src/commands/main.ts';
import { fuzz } from '../../src/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'airlock-empty-'));
const emptyFile = join(folder, 'empty');
writeFileSync(emptyFile, '\n');
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

/** Runs a command line in this process. Nothing may be begun: what is refused is refused before a file or a socket is opened. */
async function refusalOf(words: readonly string[]): Promise<string> {
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const printed = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  await main(words);
  expect(process.exitCode).toBe(2);
  expect(printed).not.toHaveBeenCalled();
  return said.mock.calls.flat().join('\n');
}

describe('an option that is given and empty', () => {
  test.each([
    ['verify', '--target', ''],
    ['verify', '--target', ' \t'],
    ['verify', '--pact', ''],
    ['verify', '--broker-url', ''],
    ['verify', '--consumer-version-selector', ''],
    ['fuzz', '--workspace', ''],
    ['fuzz', '--checks', ''],
    ['fuzz', '--checks', ' , '],
    ['fuzz', '--phases', ','],
    ['fuzz', '--operations', ''],
    ['fuzz', '--max-time', ''],
    ['fuzz', '--known', ''],
    ['fuzz', '--report-dir', ''],
    ['fuzz', '--config', ''],
    ['fuzz', '--header', ''],
    ['fuzz', '--header', 'Authorization: '],
    ['fuzz', '--auth', ':'],
    ['replay', '--target', ''],
    ['load', '--operation', ''],
    ['load', '--emit', ''],
    ['load', '--threshold', ''],
    ['check', '--skip', ','],
    ['selftest', '--faults', ','],
    ['contract', '--out', ''],
    ['doctor', '--k6', ''],
    ['cleanup', '--target', ''],
    ['serve', '--token', ''],
  ])('ends %s with exit 2 and is named: %s "%s"', async (...words) => {
    expect(await refusalOf(words)).toContain(`Cannot use ${words[1]}`);
  });

  test.each([
    ['baseline', 'compare', '--base-target', ''],
    ['baseline', 'record', '--name', ' '],
    ['spec', 'check', '--format', ''],
  ])('ends %s %s with exit 2 and is named: %s "%s"', async (...words) => {
    expect(await refusalOf(words)).toContain(`Cannot use ${words[2]}`);
  });
});

describe('a variable that is set and empty', () => {
  test.each([
    ['AIRLOCK_TARGET', 'verify'],
    ['AIRLOCK_TARGET', 'replay'],
    ['AIRLOCK_WORKSPACE', 'fuzz'],
    ['AIRLOCK_SOURCE', 'fuzz'],
    ['AIRLOCK_AUTH', 'doctor'],
    ['AIRLOCK_TOKEN', 'load'],
    ['AIRLOCK_TOKEN_FILE', 'fuzz'],
    ['AIRLOCK_CLIENT_SECRET_FILE', 'check'],
    ['AIRLOCK_ALLOW_WRITES', 'fuzz'],
    ['AIRLOCK_HOME', 'cleanup'],
    ['AIRLOCK_CACHE', 'load'],
    ['K6_BIN', 'check'],
    ['PACT_BROKER_BASE_URL', 'verify'],
    ['PACT_BROKER_TOKEN', 'verify'],
  ])('ends a command that reads it with exit 2 and is named: %s for %s', async (variable, command) => {
    vi.stubEnv(variable, variable === 'K6_BIN' ? ' ' : '');

    expect(await refusalOf([command])).toContain(`Cannot use ${variable}: it is set and empty`);
  });

  test('is nothing to a command that does not read it', async () => {
    vi.stubEnv('AIRLOCK_TOKEN', '');

    // The next mistake is the one that is named.
    expect(await refusalOf(['selftest', '--report', 'none'])).toContain('Cannot use --report "none"');
  });

  test('holds for a file of a secret as well', async () => {
    vi.stubEnv('AIRLOCK_TOKEN_FILE', emptyFile);

    expect(await refusalOf(['fuzz'])).toContain('AIRLOCK_TOKEN_FILE');
  });
});

describe('a setting of the configuration file that is empty', () => {
  test.each([
    [{ target: '' }, '"target" in'],
    [{ 'max-time': ' ' }, '"max-time" in'],
    [{ phases: [] }, '"phases" in'],
    [{ header: [''] }, '"header" in'],
    [{ target: '${AIRLOCK_NOWHERE}' }, '${AIRLOCK_NOWHERE} in'],
    [{ header: ['Authorization: Bearer ${AIRLOCK_NOWHERE}'] }, '${AIRLOCK_NOWHERE} in'],
  ])('ends the command with exit 2 and is named: %j', async (settings, named) => {
    vi.stubEnv('AIRLOCK_NOWHERE', '');
    const file = join(folder, 'airlock.config.json');
    writeFileSync(file, JSON.stringify(settings));

    expect(await refusalOf(['fuzz', '--config', file])).toContain(`Cannot use ${named} ${file}`);
  });

  test('is refused from code too', async () => {
    await expect(fuzz({ target: '' })).rejects.toThrow('Cannot use "target" in the settings of fuzz');
  });
});
