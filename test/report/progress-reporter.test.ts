import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { RunEvent } from '../../src/report/events.ts';
import { progressLine } from '../../src/report/progress-line.ts';
import { progressReporter } from '../../src/report/progress-reporter.ts';
import { bareReport, sampleFinding } from './sample-report.ts';

const options = { reportDir: '.', quiet: false, verbose: false, color: false, redact: String };

describe('a line of progress', () => {
  test('says the time that is left, findings, requests, rate and acceptance', () => {
    const line = progressLine({
      phase: 'valid',
      requests: 1234,
      perSecond: 99.6,
      acceptance: 0.998,
      findings: 1,
      deviations: 3,
      remainingMs: 1200,
    });

    expect(line).toBe('valid: 2 s left, 1 new finding, 3 deviations, 1,234 requests, 100/s, 99.8 % accepted');
  });

  test.each([
    [{ phase: 'verify', number: 23, total: 68 }, 'verify 23 of 68'],
    [{ phase: 'verify', number: 23, total: 68, remainingMs: 9100 }, 'verify 23 of 68, 10 s left'],
    [{ phase: 'record', note: 'run 2 of 5', remainingMs: 175_000 }, 'record: run 2 of 5, 3 min left'],
    [{ phase: 'breakpoint', note: 'probe 3 of about 9 at 40/s' }, 'breakpoint: probe 3 of about 9 at 40/s'],
    [{ phase: 'faults', number: 2, total: 9, note: 'counters-as-text' }, 'faults 2 of 9: counters-as-text'],
    [{ phase: 'contract' }, 'contract'],
  ])('says how far it is: %o', (progress, words) => {
    expect(progressLine(progress)).toBe(words);
  });
});

/** A terminal that remembers what it showed. */
function terminal(columns: number) {
  const stream = Object.assign(new PassThrough(), {
    isTTY: true,
    columns,
    cursorTo: () => true,
    clearLine: () => true,
    moveCursor: () => true,
  });
  let text = '';
  stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return {
    stream: stream as unknown as NodeJS.WriteStream, // what is used of it
    /** All that was written since the last look, by lines as they were drawn. */
    drawn: () => {
      // Read at once: a stream hands over what was written in a later turn.
      text += String(stream.read() ?? '');
      const lines = stripVTControlCharacters(text)
        .split(/[\n⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/)
        .map((line) => line.trim())
        .filter((line) => line !== '');
      text = '';
      return lines;
    },
  };
}

describe('on a terminal', () => {
  let nowMs = 0;
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    vi.stubEnv('CI', undefined);
    vi.stubEnv('TERM', 'xterm');
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllEnvs();
    nowMs = 0;
  });

  async function opened(columns = 80) {
    const screen = terminal(columns);
    const reporter = await progressReporter(options, { stream: screen.stream, now: () => nowMs });
    const emit = async (event: RunEvent): Promise<readonly string[]> => {
      reporter.emit(event);
      return wait(100);
    };
    const wait = async (ms: number): Promise<readonly string[]> => {
      await Promise.resolve();
      for (let passed = 0; passed < ms; passed += 100) {
        nowMs += 100;
        await vi.advanceTimersByTimeAsync(100);
      }
      return screen.drawn();
    };
    return { emit, wait, reporter };
  }

  const silences: readonly (readonly [string, readonly RunEvent[], RegExp])[] = [
    ['before the first phase', [], /^fuzz: starting/],
    [
      'while a target is looked at',
      [{ type: 'progress', phase: 'target', note: 'looking at http://a.example/api' }],
      /^target: looking at http:/,
    ],
    ['in a phase without progress', [{ type: 'phase-started', phase: 'verify' }], /^verify/],
    ['between two requests', [{ type: 'progress', phase: 'verify', number: 23, total: 68 }], /^verify 23 of 68/],
    [
      'after a phase',
      [{ type: 'phase-finished', phase: 'valid', ok: true, summary: '12 requests' }],
      /^fuzz: valid has ended/,
    ],
    ['after a notice', [{ type: 'notice', level: 'info', text: 'something' }], /^fuzz: starting/],
    ['after a finding', [{ type: 'finding', finding: sampleFinding() }], /^fuzz: starting/],
  ];

  test.each(silences)('nobody waits two seconds without words: %s', async (_when, events, words) => {
    const { emit, wait, reporter } = await opened();
    await emit({ type: 'run-started', command: 'fuzz', version: '1.0.0' });
    for (const event of events) await emit(event);

    for (let second = 0; second < 30; second += 2) {
      const lines = await wait(2000);
      expect(lines.length).toBeGreaterThan(0);
      for (const line of lines) expect(line).toMatch(words);
    }
    await reporter.close?.();
  });

  test('the line says that time goes on, and how long it has been', async () => {
    const { emit, wait, reporter } = await opened();
    await emit({ type: 'run-started', command: 'doctor', version: '1.0.0' });
    await emit({ type: 'progress', phase: 'doctor', note: 'looking at the target' });

    const lines = [...(await wait(5000)), ...(await wait(5000))];
    await reporter.close?.();

    expect(lines).toContain('doctor: looking at the target, for 3 s');
    expect(lines).toContain('doctor: looking at the target, for 9 s');
  });

  test('what the engine says of the time left is counted down, and is reckoned where it says nothing', async () => {
    const { emit, wait, reporter } = await opened();
    await emit({ type: 'run-started', command: 'load', version: '1.0.0' });
    await emit({ type: 'progress', phase: 'record', note: 'run 2 of 5', remainingMs: 20_000 });
    const said = await wait(5000);
    await emit({ type: 'progress', phase: 'verify', number: 1, total: 11 });
    await wait(10_000);
    await emit({ type: 'progress', phase: 'verify', number: 6, total: 11 });
    const reckoned = await wait(2000);
    await reporter.close?.();

    expect(said).toContain('record: run 2 of 5, 16 s left');
    expect(reckoned.some((line) => /^verify 6 of 11, (1[012]|9) s left$/.test(line))).toBe(true);
  });

  test('the title of a new finding stays, and that of an explained one is not shown', async () => {
    const { emit, reporter } = await opened();
    await emit({ type: 'run-started', command: 'fuzz', version: '1.0.0' });

    const fresh = await emit({ type: 'finding', finding: sampleFinding() });
    const again = await emit({ type: 'finding', finding: sampleFinding() });
    const explained = await emit({ type: 'finding', finding: sampleFinding({ id: '00000001', status: 'deviation' }) });
    await reporter.close?.();

    const titles = (lines: readonly string[]): readonly string[] =>
      lines.filter((line) => line.includes('new finding'));
    expect(titles(fresh)).toEqual(['✖ new finding 3f9c2a10  HIGH Updating "name" also changed "prefix"']);
    expect(titles([...again, ...explained])).toEqual([]);
  });

  test.each([40, 60, 80])('a line fits %i columns, and its time goes on', async (columns) => {
    const { emit, wait, reporter } = await opened(columns);
    await emit({ type: 'run-started', command: 'fuzz', version: '1.0.0' });
    await emit({ type: 'progress', phase: 'target', note: `looking at http://${'a'.repeat(200)}.example/api` });

    const lines = await wait(5000);
    await reporter.close?.();

    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns - 2);
    expect(lines).toContainEqual(expect.stringMatching(/^target: looking at http:\S*…, for 4 s$/));
  });

  test('nothing is drawn any more once the run has finished', async () => {
    const { emit, wait } = await opened();
    await emit({ type: 'run-started', command: 'fuzz', version: '1.0.0' });

    await emit({ type: 'run-finished', report: bareReport({}) });

    expect(await wait(5000)).toEqual([]);
  });
});

describe('where there is no terminal', () => {
  test('the titles of new findings and the ends of phases are plain lines', async () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const stream = new PassThrough() as unknown as NodeJS.WriteStream; // no terminal
    const reporter = await progressReporter(options, { stream });

    reporter.emit({ type: 'progress', phase: 'verify', number: 1, total: 2 });
    reporter.emit({ type: 'finding', finding: sampleFinding() });
    reporter.emit({ type: 'phase-finished', phase: 'verify', ok: false, summary: '1 broken' });
    await reporter.close?.();

    const lines = said.mock.calls.map(([line]) => String(line));
    said.mockRestore();
    expect(lines).toEqual(['new finding 3f9c2a10  HIGH Updating "name" also changed "prefix"', 'verify: 1 broken']);
  });
});
