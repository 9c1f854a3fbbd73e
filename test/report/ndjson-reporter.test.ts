import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { RunEvent } from '../../src/report/events.ts';
import { openReporters } from '../../src/report/reporters.ts';
import { bareReport, hostile, sampleExchange } from './sample-report.ts';
import { written } from './written.ts';

describe('events.ndjson', () => {
  test('has one JSON object per line, with long bodies cut', async () => {
    const long = { ...sampleExchange, responseBody: 'x'.repeat(1_000_000) };
    const folder = await written(
      ['ndjson'],
      [
        { type: 'phase-started', phase: `valid\n${hostile}` },
        { type: 'exchange', phase: 'valid', exchange: long },
      ],
    );

    const lines = readFileSync(join(folder, 'events.ndjson'), 'utf8').trimEnd().split('\n');

    expect(lines.map((line) => (JSON.parse(line) as RunEvent).type)).toEqual(['phase-started', 'exchange']);
    expect(lines[1]?.length).toBeLessThan(10_000);
  });

  test('leaves out exchanges and progress from its limit on, says so there, and counts them in the last line', async () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const folder = mkdtempSync(join(tmpdir(), 'airlock-report-'));
    const file = join(folder, 'events.ndjson');
    const look = { reportDir: folder, quiet: false, verbose: false, color: false, redact: String };
    const reporters = await openReporters(['ndjson'], { ...look, maxNdjson: 0.01 });

    reporters.emit({ type: 'run-started', command: 'fuzz', version: '1' });
    for (let time = 0; time < 40; time += 1)
      reporters.emit({ type: 'exchange', phase: 'valid', exchange: sampleExchange });
    reporters.emit({ type: 'progress', phase: 'valid', requests: 40 });
    reporters.emit({ type: 'phase-finished', phase: 'valid', summary: 'done', ok: true });
    reporters.emit({ type: 'run-finished', report: bareReport() });
    await reporters.close();

    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    const types = lines.map((line) => (JSON.parse(line) as { readonly type: string }).type);
    const kept = types.filter((type) => type === 'exchange').length;
    expect(kept).toBeGreaterThan(3);
    expect(types).toEqual([
      'run-started',
      ...Array.from({ length: kept }, () => 'exchange'),
      'limit-reached',
      'phase-finished',
      'run-finished',
      'limit-reached',
    ]);
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({
      maxNdjson: 0.01,
      leftOut: { exchange: 40 - kept, progress: 1 },
    });
    expect(statSync(file).size).toBeLessThan(12_000);
    expect(said).toHaveBeenCalledWith(expect.stringContaining('it reached 0.01 MB (--max-ndjson)'));
    said.mockRestore();
  });
});
