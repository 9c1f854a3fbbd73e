import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test, vi } from 'vitest';
import { consoleReporter, reportLines } from '../../src/report/console-reporter.ts';
import { painter } from '../../src/report/painter.ts';
import { hostile, sampleFinding, sampleReport } from './sample-report.ts';

const look = {
  verbose: false,
  reportDir: 'airlock-report',
  reportFile: 'airlock-report/report.json',
  paint: painter(false),
  width: 100,
};

describe('the console', () => {
  test('shows the worst finding first, with what it means, what differs and how to see it again', () => {
    const lines = reportLines(sampleReport(), look);

    expect(lines.slice(0, 13)).toEqual([
      'CRITICAL A name of 256 characters is answered with 500',
      '  webBackendUpdateConnection  no-server-error  0badcafe (confirmed, 3 of 3)',
      '  The caller cannot tell a mistake of its own from an outage, and will retry what never succeeds. See docs/checks.md#no-server-error',
      '  at        /prefix',
      '  expected  a status below 500',
      '  received  500 Internal Server Error',
      '  1. webBackendCreateConnection {"name":"airlock-1-1","prefix":"eu_","status":"inactive"} → 200',
      expect.stringMatching(/^ {2}2\. webBackendUpdateConnection \{"connectionId":.*… → 200$/),
      expect.stringMatching(/^ {2}curl /),
      '  airlock replay 0badcafe',
      '  sh airlock-report/findings/0badcafe.sh',
      '  airlock explain no-server-error',
      '',
    ]);
  });

  test('marks the lines of JSON that differ, and colours only those', () => {
    const lines = reportLines(sampleReport({ findings: [sampleFinding()] }), { ...look, paint: painter(true) });

    const expected = lines.find((line) => stripVTControlCharacters(line) === '    -   "prefix": "eu_",');
    const received = lines.find((line) => stripVTControlCharacters(line) === '    +   "prefix": "",');

    expect(expected).toContain('\u001b[32m');
    expect(received).toContain('\u001b[31m');
  });

  test('writes no escape sequence without colours', () => {
    const text = reportLines(sampleReport(), { ...look, verbose: true }).join('\n');

    expect(text).toBe(stripVTControlCharacters(text));
  });

  test('makes what a target sent inert, with colours too', () => {
    const text = reportLines(sampleReport(), { ...look, verbose: true, paint: painter(true) }).join('\n');

    // Colours are the only sequences that are ours.
    expect(stripVTControlCharacters(text).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    const colour = new RegExp(`${String.fromCodePoint(27)}\\[\\d+m`, 'g');
    expect(text.replaceAll(colour, '')).toBe(stripVTControlCharacters(text));
    expect(hostile).toMatch(/\u202e/);
  });

  test('keeps a thousand findings to a screen or two and points to the rest', () => {
    const findings = Array.from({ length: 1000 }, (_, index) =>
      sampleFinding({ id: index.toString(16).padStart(8, '0') }),
    );

    const lines = reportLines(sampleReport({ findings }), look);

    expect(lines.length).toBeLessThan(130);
    expect(lines).toContain('… and 983 more: see airlock-report/report.json');
  });

  test.each([40, 60, 80])('keeps request lines within a terminal of %i columns', (width) => {
    const lines = reportLines(sampleReport({ findings: [sampleFinding()] }), { ...look, width });

    const steps = lines.filter((line) => /^ {2}\d\. /.test(line));

    for (const line of steps) expect(line.length).toBeLessThanOrEqual(Math.max(width, 60));
  });

  test('says nothing with --quiet: what ends the run prints the last line', () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    const options = { reportDir: '.', verbose: false, color: false, redact: String };

    const printed = [true, false].map((quiet) => {
      log.mockClear();
      const reporter = consoleReporter({ ...options, quiet });
      reporter.emit({ type: 'notice', level: 'warning', text: 'something' });
      reporter.emit({ type: 'run-finished', report: sampleReport() });
      return log.mock.calls.length;
    });
    log.mockRestore();

    expect(printed[0]).toBe(0);
    expect(printed[1]).toBeGreaterThan(1);
  });

  test('counts deviations with their reasons and fails nobody over them', () => {
    const lines = reportLines(sampleReport(), look);

    expect(lines).toContain('1 known deviation of released servers: RB-12: releases before 0.50 answer so');
  });
});
