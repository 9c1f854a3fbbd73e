import { expect, test } from 'vitest';
import { runInProcess } from './run-in-process.ts';

test('selftest --faults runs those faults, and no backend without faults', { timeout: 60_000 }, async () => {
  const { stdout, stderr, exitCode } = await runInProcess(['selftest', '--faults', 'read-without-name', '--seed', '1']);

  expect(stdout).toMatch(/^selftest {2}1 of 1 faults caught \(0 of them real defects of Airbyte\)$/m);
  expect(stdout + stderr).not.toMatch(/clean|latitudes|released servers/);
  expect(exitCode).toBe(0);
});
