/** A file of its own: ora asks once for each process whether it may colour. */
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { progressReporter } from '../../src/report/progress-reporter.ts';

beforeAll(() => {
  vi.stubEnv('FORCE_COLOR', '1');
  vi.stubEnv('NO_COLOR', undefined);
  vi.stubEnv('CI', undefined);
  vi.stubEnv('TERM', 'xterm');
});
afterAll(() => void vi.unstubAllEnvs());

test.each([
  [true, 2],
  [false, 0],
])('the signs of phases that have ended are coloured where colour is %s', async (color, coloured) => {
  let bytes = '';
  const stream = Object.assign(new PassThrough(), {
    isTTY: true,
    columns: 80,
    cursorTo: () => true,
    clearLine: () => true,
    moveCursor: () => true,
  });
  stream.on('data', (chunk: Buffer) => (bytes += chunk.toString()));
  const options = { reportDir: '.', quiet: false, verbose: false, color, redact: String };
  const reporter = await progressReporter(options, { stream: stream as unknown as NodeJS.WriteStream }); // what is used of it

  reporter.emit({ type: 'phase-finished', phase: 'valid', ok: true, summary: 'all held' });
  reporter.emit({ type: 'phase-finished', phase: 'invalid', ok: false, summary: 'one did not' });
  await reporter.close?.();

  expect(bytes).toContain('✔');
  expect(bytes).toContain('✖');
  // oxlint-disable-next-line no-control-regex -- the sequences of colours are what is looked for
  expect(bytes.match(/\u001b\[3[12]m[✔✖]/g) ?? []).toHaveLength(coloured);
});
