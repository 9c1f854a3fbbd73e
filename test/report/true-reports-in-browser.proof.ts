/**
 * The pages of true runs, as desktops and phones show them. AIRLOCK_SCREENSHOTS=FOLDER keeps the pictures:
 * AIRLOCK_SCREENSHOTS=pictures npx vitest run --config vitest.proof.config.ts test/report/true-reports-in-browser.proof.ts
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startServer } from '../../lab/start-server.ts';
import type { LabServer } from '../../lab/start-server.ts';
import type { Report } from '../../src/report/report.ts';
import { runInProcess } from '../commands/run-in-process.ts';
import { installLimitMs, k6ForTests } from '../performance/k6-for-tests.ts';
import { chromiumPath } from './chromium.ts';
import { axeViolations, looks, opened, overflowOf } from './page-in-browser.ts';

const executablePath = chromiumPath();
const folder = mkdtempSync(join(tmpdir(), 'airlock-true-reports-'));
const screenshots = process.env['AIRLOCK_SCREENSHOTS'] ?? join(folder, 'pictures');

describe.skipIf(executablePath === undefined)('the page of a true run', () => {
  let browser: Browser;
  let server: LabServer;
  let base: LabServer;
  beforeAll(async () => {
    mkdirSync(screenshots, { recursive: true });
    process.env['K6_BIN'] = (await k6ForTests()).path;
    server = await startServer({ faults: ['update-makes-manual'] });
    base = await startServer({});
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox'] });
  }, installLimitMs);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await base?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each([
    ['fuzz', 'fuzz --seed 7 --max-requests 600', 'Failed: '],
    ['check', 'check --seed 7 --max-time 5s', 'Failed: '],
    ['verify', 'verify', ''],
    ['load', 'load average --rate 10 --duration 4s', ''],
    ['breakpoint', 'load breakpoint --duration 12s', ''],
    ['scaling', 'load scaling --max-time 20s', ''],
    ['baseline', 'baseline compare --rate 20 --max-duration 10s', ''],
    ['spec', 'spec check', ''],
    ['selftest', 'selftest --faults update-makes-manual,read-without-name --seed 1', 'Passed: '],
  ])('%s says its verdict first and can be read', { timeout: 300_000 }, async (name, line, verdict) => {
    const further = { baseline: ['--base-target', base.url], spec: [`${server.url}/v1/openapi`] }[name] ?? [];
    const report = await reportOf([...line.split(' '), ...further]);

    for (const [kind, look] of looks) {
      const { page, problems, requested } = await opened(browser, report, look);
      await page.screenshot({ path: join(screenshots, `true-${name}-${kind}.png`), fullPage: true });
      const shown = await page.locator('h1').innerText();
      const whole = { violations: await axeViolations(page), problems, requested, overflow: await overflowOf(page) };
      const cut = await page.evaluate(cutOff);

      expect(shown).toContain(verdict);
      expect({ kind, ...whole, cut }).toEqual({
        kind,
        violations: [],
        problems: [],
        requested: [],
        overflow: 0,
        cut: [],
      });
      await page.context().close();
    }
  });

  async function reportOf(words: readonly string[]): Promise<Report> {
    const place = join(folder, words.join('-').replaceAll(/\W+/g, '-'));
    const where = /^(?:spec|selftest)$/.test(words[0] ?? '')
      ? []
      : ['--target', server.url, '--workspace', server.workspaceId];
    await runInProcess([...words, ...where, '--report-dir', place]);
    return JSON.parse(readFileSync(join(place, 'report.json'), 'utf8')) as Report; // checked by the report's own tests
  }
});

/** Texts that end beyond the edge of what holds them, where nothing scrolls. */
const cutOff = `[...document.querySelectorAll('h1, h2, h3, p, dt, dd, li, th, td, .u-legend tr, figcaption, summary')]
  .filter((element) => element.closest('.scroll, pre') === null && element.getClientRects().length > 0)
  .filter((element) => {
    const holder = element.closest('.chart, .finding, main, body').getBoundingClientRect();
    const own = element.getBoundingClientRect();
    return own.right > holder.right + 1 || own.left < holder.left - 1;
  }).map((element) => element.textContent.slice(0, 60))`;
