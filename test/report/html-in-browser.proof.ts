import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath } from './chromium.ts';
import { axeViolations, looks, opened, overflowOf } from './page-in-browser.ts';
import { bareReport, hostile, sampleFinding, sampleReport, sampleReports } from './sample-report.ts';

const executablePath = chromiumPath();
const folder = mkdtempSync(join(tmpdir(), 'airlock-html-'));
const screenshots = process.env['AIRLOCK_SCREENSHOTS'] ?? folder;

if (executablePath === undefined)
  console.warn('SKIPPED: no Chromium here, so that the page is not looked at in a browser');

/** Scripts for the page are text: the harness itself knows no DOM. */
const unfoldAll = "document.querySelectorAll('details').forEach((details) => { details.open = true; })";

describe.skipIf(executablePath === undefined)('the page in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    mkdirSync(screenshots, { recursive: true });
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox'] });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    if (screenshots !== folder) rmSync(folder, { recursive: true });
  });

  test.each(looks)('has no accessibility violation, no error and no sideways scrolling: %s', async (name, look) => {
    const { page, problems, requested } = await opened(browser, sampleReport(), look);

    await page.evaluate(unfoldAll);
    await page.waitForFunction("document.querySelectorAll('.step').length >= 5");
    await page.screenshot({ path: join(screenshots, `${name}.png`), fullPage: true });
    const violations = await axeViolations(page);
    const overflow = await overflowOf(page);

    expect(violations).toEqual([]);
    expect(problems).toEqual([]);
    expect(requested).toEqual([]);
    expect(overflow).toBeLessThanOrEqual(0);
    await page.context().close();
  });

  describe.each(Object.entries(sampleReports()))('of %s', (command, report) => {
    test.each(looks.slice(0, 3))('says its verdict and can be read: %s', async (name, look) => {
      const { page, problems } = await opened(browser, report, look);

      await page.screenshot({ path: join(screenshots, `${command.replaceAll(' ', '-')}-${name}.png`), fullPage: true });
      const verdict = await page.locator('h1').boundingBox();
      const violations = await axeViolations(page);
      const overflow = await overflowOf(page);

      // On the first screen, whole, without scrolling.
      expect(verdict?.height).toBeGreaterThan(0);
      expect((verdict?.y ?? 0) + (verdict?.height ?? 0)).toBeLessThan(look.viewport.height / 2);
      expect((verdict?.x ?? 0) + (verdict?.width ?? 0)).toBeLessThanOrEqual(look.viewport.width);
      expect(violations).toEqual([]);
      expect(problems).toEqual([]);
      expect(overflow).toBeLessThanOrEqual(0);
      await page.context().close();
    });
  });

  test('draws every chart', async () => {
    const { page } = await opened(browser, sampleReport());

    const painted = await page.evaluate(`[...document.querySelectorAll('.chart canvas')].map((canvas) =>
      canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some((value) => value > 0))`);

    expect(painted).toEqual([true, true, true, true]);
    await page.context().close();
  });

  test('draws how latency grows with size', async () => {
    const samples = [10, 100, 1000].map((size) => ({ size, ms: size / 5 }));
    const load = { laws: [{ what: 'get by streams', exponent: 1 }], samples: { 'get by streams': samples } };
    const { page, problems } = await opened(browser, bareReport({ command: 'load', load }));

    const colours = await page.evaluate(`(() => {
      const canvas = document.querySelector('#chart-scaling canvas');
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      const blue = (at) => data[at] < 60 && data[at + 1] < 120 && data[at + 2] > 120 && data[at + 3] > 200;
      let painted = 0;
      for (let at = 0; at < data.length; at += 4) if (blue(at)) painted += 1;
      return painted;
    })()`);

    expect(problems).toEqual([]);
    expect(colours).toBeGreaterThan(200);
    await page.context().close();
  });

  test('keeps what matters of each table on the screen of a phone', async () => {
    const { page } = await opened(browser, sampleReport(), { viewport: { width: 390, height: 844 }, isMobile: true });
    await page.evaluate(unfoldAll);

    const wide = await page.evaluate(`[...document.querySelectorAll('.scroll')]
      .filter((region) => region.scrollWidth > region.clientWidth).map((region) => region.getAttribute('aria-label'))`);
    const seen = await page.evaluate(`[...document.querySelectorAll('.scroll')].flatMap((region) =>
      [...region.querySelectorAll('thead th')].filter((head) => {
        const { left, right } = head.getBoundingClientRect();
        return right > left && right <= innerWidth;
      }).map(({ textContent }) => textContent))`);

    // One column for each status, the failed checks before them.
    expect(wide).toEqual(['Requests by operation and status']);
    expect(seen).toEqual(
      expect.arrayContaining(['verdict', 'ratio', 'failed', 'p99', 'measured', 'outcome', 'failed checks']),
    );
    await page.context().close();
  });

  test('keeps a hostile body inert and shows what is in it', async () => {
    const { page, problems } = await opened(browser, sampleReport());

    await page.evaluate(unfoldAll);
    await page.waitForFunction("document.querySelectorAll('#finding-deadbeef .step').length > 0");
    const owned = await page.evaluate(() => 'owned' in globalThis);
    const images = await page.locator('img').count();
    const shown = await page
      .locator('#finding-deadbeef')
      .evaluate((node) =>
        [...node.querySelectorAll('summary, dd, pre, code')].map(({ textContent }) => textContent).join('\n'),
      );

    expect(owned).toBe(false);
    expect(images).toBe(0);
    expect(problems).toEqual([]);
    expect(shown).toContain('</script><script>');
    expect(shown).toContain('\\u202e');
    // oxlint-disable-next-line no-control-regex -- control characters are what must not be there
    expect(shown).not.toMatch(/[\u0000\u001b\u202e\u2066]/);
    await page.context().close();
  });

  test('copies the replay command and the exact request, with the keyboard too', async () => {
    const { page } = await opened(browser, sampleReport(), { permissions: ['clipboard-read', 'clipboard-write'] });
    const clipboard = (): Promise<unknown> => page.evaluate('navigator.clipboard.readText()');

    await page.locator('#finding-3f9c2a10 > summary').focus();
    const open = await page.locator('#finding-3f9c2a10').getAttribute('open');
    if (open === null) await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Copy the replay command of 3f9c2a10' }).press('Enter');

    await expect.poll(clipboard).toBe('airlock replay 3f9c2a10');
    await page.context().close();
  });

  test('copies the bytes of a hostile curl line, not their visible form', async () => {
    const { page } = await opened(browser, sampleReport(), { permissions: ['clipboard-read', 'clipboard-write'] });

    await page.evaluate(unfoldAll);
    await page.locator('#finding-deadbeef').getByRole('button', { name: 'Copy curl' }).click();

    await expect.poll(() => page.evaluate('navigator.clipboard.readText()')).toContain('\u202Edesrever');
    expect(hostile).toContain('\u202Edesrever');
    await page.context().close();
  });

  test('filters a thousand findings by words', async () => {
    const findings = Array.from({ length: 1000 }, (_, index) =>
      sampleFinding({ id: index.toString(16).padStart(8, '0'), title: `Finding number ${index}` }),
    );
    const { page } = await opened(browser, sampleReport({ findings }));

    await page.getByLabel('Filter').fill('number 777');

    await expect.poll(() => page.locator('#shown').innerText()).toBe('1 shown');
    await page.context().close();
  });

  test('opens with twenty megabytes of answers, and unfolds one of them', async () => {
    const body = 'long answer '.repeat(85_000);
    const findings = Array.from({ length: 20 }, (_, index) =>
      sampleFinding({
        id: index.toString(16).padStart(8, '0'),
        steps: [{ operation: 'webBackendGetConnection', request: {}, response: { status: 200, body } }],
      }),
    );
    const { page, bytes } = await opened(browser, sampleReport({ findings }));

    await page.locator('#finding-00000013 > summary').click();
    await page.locator('#finding-00000013').getByRole('button', { name: 'Show all' }).click();
    const length = await page
      .locator('#finding-00000013 pre[aria-label="Answer"]')
      .evaluate((node) => node.textContent?.length);

    expect(bytes).toBeGreaterThan(20_000_000);
    expect(length).toBe(body.length);
    await page.context().close();
  });
});
