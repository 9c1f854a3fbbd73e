import { expect, test } from 'vitest';
import { stepsStrip } from '../../../src/report/html/steps-strip.ts';
import { bareReport } from '../sample-report.ts';

const step = { ok: true, exitCode: 0, startedAt: '2026-01-01T00:00:00.000Z', durationMs: 1500 };

test('the strip has every step with its end and its time, and leads to the sections that are there', () => {
  const steps = [
    { ...step, step: 'contract' },
    { ...step, step: 'verify', ok: false, exitCode: 1 },
    { ...step, step: 'load', ok: false, exitCode: 6 },
  ];

  const html = stepsStrip(bareReport({ check: { steps } }), ['contracts', 'findings'])?.html ?? '';

  expect(html.match(/<li .*?<\/li>/g)).toEqual([
    expect.stringMatching(/class="good".*✓.*<span>contract<\/span>.*held, 1\.5 s/),
    expect.stringMatching(/class="bad".*✗.*<a href="#contracts">verify<\/a>.*failed, 1\.5 s/),
    expect.stringMatching(/class="unsure".*\?.*<span>load<\/span>.*no verdict, 1\.5 s/),
  ]);
});

test('a run of one step has no strip', () => {
  expect(stepsStrip(bareReport(), [])).toBeUndefined();
});
