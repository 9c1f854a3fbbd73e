import { describe, expect, test } from 'vitest';
import { optionsFrom } from '../../../src/commands/options/configuration.ts';
import { UsageError } from '../../../src/commands/usage-error.ts';

describe('optionsFrom', () => {
  test('brings settings into the form of the command line, by their camel-case names', () => {
    const settings = { 'max-time': '5m', maxRequests: 5, strict: true, phases: ['valid', 'invalid'], header: ['A: 1'] };

    expect(optionsFrom({ ...settings, $schema: 'urn:airlock:configuration:1', seed: undefined }, 'a file')).toEqual({
      maxTime: '5m',
      maxRequests: '5',
      strict: true,
      phases: 'valid,invalid',
      header: ['A: 1'],
    });
  });

  test.each([
    [{ strict: 'yes' }, 'Cannot use "strict" in a file: expected true or false'],
    [{ target: true }, 'Cannot use "target" in a file: expected a text'],
    [{ seed: 'one' }, 'Cannot use "seed" in a file: expected a number'],
    [{ phases: [1] }, 'Cannot use "phases" in a file: expected a text or a list of texts'],
    [{ header: 'A: 1' }, 'Cannot use "header" in a file: expected a list of texts'],
    [{ 'max-tim': '5m' }, 'Cannot use "max-tim" in a file: no such option; did you mean "maxTime"?'],
    [{ constructor: 1 }, 'Cannot use "constructor" in a file: no such option'],
  ])('refuses %j', (settings, line) => {
    expect(() => optionsFrom(settings, 'a file')).toThrow(new UsageError(line));
  });

  test('refuses an option about one run only', () => {
    expect(() => optionsFrom({ updateKnown: true }, 'a file')).toThrow('no such option');
  });
});
