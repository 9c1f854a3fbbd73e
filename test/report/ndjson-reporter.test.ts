import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../src/report/events.ts';
import { hostile, sampleExchange } from './sample-report.ts';
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
});
