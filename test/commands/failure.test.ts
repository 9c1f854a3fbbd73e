import { describe, expect, test } from 'vitest';
import { describeFailure } from '../../src/commands/failure.ts';
import { UsageError } from '../../src/commands/usage-error.ts';

describe('an error that ends a run', () => {
  test.each([
    [new UsageError('Cannot use --seed "x"'), 2],
    [new TypeError('Cannot use --target "x": expected an address'), 2],
    [Object.assign(new Error('Cannot reach it'), { name: 'TargetUnusableError' }), 3],
    [Object.assign(new Error('Cannot find k6'), { name: 'ToolMissingError' }), 4],
    [new Error('Cannot merge: nothing was measured'), 6],
  ])('is one line without a stack when the user can mend it: %s', (error, exitCode) => {
    expect(describeFailure(error)).toEqual({ exitCode, line: error.message });
  });

  test.each([
    thrownBy(() => (undefined as unknown as { a: string }).a),
    new Error("Cannot find module '/x/y.ts' imported from /x/z.ts"),
    new RangeError('Invalid array length'),
  ])('is called a defect of ours, with the place, when it is one: %s', (error) => {
    const { exitCode, line, stack } = describeFailure(error);

    expect(exitCode).toBe(6);
    expect(line).toContain('please report it');
    expect(line).not.toContain('\n');
    expect(stack).toContain('at ');
  });
});

/** The error as the engine itself words it. */
function thrownBy(action: () => unknown): unknown {
  try {
    action();
    return undefined;
  } catch (error) {
    return error;
  }
}
