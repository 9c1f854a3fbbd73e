import { describe, expect, test } from 'vitest';
import { text, uuidIn, wholeNumber, words } from '../../../src/commands/options/option-values.ts';
import { UsageError } from '../../../src/commands/usage-error.ts';

test('text is the value of an option, and nothing where it is a switch or not there', () => {
  expect(text({ name: 'before' }, 'name')).toBe('before');
  expect(text({ name: true }, 'name')).toBeUndefined();
  expect(text({}, 'name')).toBeUndefined();
});

describe('wholeNumber', () => {
  test('reads digits, blanks around them included', () => {
    expect(wholeNumber({ workers: ' 12 ' }, 'workers', 1)).toBe(12);
    expect(wholeNumber({}, 'workers', 1)).toBeUndefined();
  });

  test.each(['0', '-1', '1.5', 'many', '', '9007199254740993'])('refuses "%s", naming the option', (value) => {
    expect(() => wholeNumber({ maxFindings: value }, 'maxFindings', 1)).toThrow(
      new UsageError(`Cannot use --max-findings "${value}": expected a whole number from 1`),
    );
  });
});

describe('words', () => {
  const accepted = ['valid', 'invalid', 'sequences'];

  test('splits a list at its commas and drops what is empty', () => {
    expect(words({ phases: 'valid, sequences,' }, 'phases', accepted)).toEqual(['valid', 'sequences']);
    expect(words({}, 'phases', accepted)).toBeUndefined();
  });

  test('refuses a word that is not accepted, and names the nearest', () => {
    expect(() => words({ phases: 'valid,sequence' }, 'phases', accepted)).toThrow(
      new UsageError('Cannot use --phases "sequence": expected valid, invalid, sequences; did you mean "sequences"?'),
    );
  });

  test('does not list many accepted words where it knows which one was meant', () => {
    const many = Array.from({ length: 30 }, (_, index) => `check-number-${index}`);

    expect(() => words({ checks: 'chek-number-7' }, 'checks', many)).toThrow(
      new UsageError('Cannot use --checks "chek-number-7": did you mean "check-number-7"?'),
    );
  });
});

test('uuidIn takes a UUID with a line end of Windows, and refuses another text', () => {
  const uuid = '0a1b2c3d-0000-4000-8000-00000000000F';

  expect(uuidIn({ workspace: `${uuid}\r` }, 'workspace')).toBe(uuid);
  expect(() => uuidIn({ baseWorkspace: '12' }, 'baseWorkspace')).toThrow(
    new UsageError('Cannot use --base-workspace "12": expected a UUID'),
  );
});
