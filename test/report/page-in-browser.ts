/** A page of a report in a browser, as desktops and phones show it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { renderHtml } from '../../src/report/html/render-html.ts';
import type { Report } from '../../src/report/report.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true } as const;
const desktop = { viewport: { width: 1280, height: 900 } } as const;
export const looks = [
  ['desktop', { ...desktop, colorScheme: 'light' }],
  ['phone', { ...phone, colorScheme: 'light' }],
  ['dark', { ...desktop, colorScheme: 'dark' }],
  ['dark-phone', { ...phone, colorScheme: 'dark' }],
] as const;

export interface Opened {
  readonly page: Page;
  /** What the console and the page complained about. */
  readonly problems: readonly string[];
  /** Everything that was fetched besides the file itself. */
  readonly requested: readonly string[];
  readonly bytes: number;
}

/** Opens the page of a report without a network. */
export async function opened(browser: Browser, report: Report, look: BrowserContextOptions = {}): Promise<Opened> {
  const text = renderHtml(report);
  const folder = mkdtempSync(join(tmpdir(), 'airlock-html-'));
  const file = join(folder, 'report.html');
  writeFileSync(file, text);
  const context = await browser.newContext({ offline: true, ...look });
  const page = await context.newPage();
  const problems: string[] = [];
  const requested: string[] = [];
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('request', (request) => request.url() !== pathToFileURL(file).href && requested.push(request.url()));
  await page.goto(pathToFileURL(file).href);
  page.on('close', () => rmSync(folder, { recursive: true }));
  return { page, problems, requested, bytes: text.length };
}

/** What axe objects to, with the elements that it means. */
export async function axeViolations(page: Page): Promise<readonly string[]> {
  // The page's own policy forbids added scripts; the debugger may evaluate all the same.
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe: engine } = globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } };
    interface Violation {
      readonly id: string;
      readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
    }
    const { violations } = await engine.run();
    return violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 120)} ${failureSummary ?? ''}`).join(' | ')}`,
    );
  });
}

/** How far the page can be scrolled sideways, in pixels. */
export function overflowOf(page: Page): Promise<unknown> {
  return page.evaluate('document.documentElement.scrollWidth - innerWidth');
}
