/** Text of any origin in GitHub's Markdown: shown as it is, in running text, in a table, or as code. */
import { visible } from './visible.ts';

/** For running text and table cells: nothing in it is read as markup. */
export function markdownText(text: string): string {
  return visible(text)
    .replaceAll(/[\\`*_[\]~|]/g, String.raw`\$&`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;');
}

/** A code span in a table cell, where a pipe is escaped even within code, and nothing else is. */
export function markdownCode(text: string): string {
  const code = visible(text).replaceAll('|', String.raw`\|`);
  const ticks = '`'.repeat(longestTicks(code) + 1);
  return ticks.length === 1 ? `${ticks}${code}${ticks}` : `${ticks} ${code} ${ticks}`;
}

/** A block of code, a line each: within it nothing is escaped. */
export function markdownBlock(lines: readonly string[]): readonly string[] {
  const shown = lines.map(visible);
  const fence = '`'.repeat(Math.max(3, longestTicks(shown.join('\n')) + 1));
  return [fence, ...shown, fence];
}

function longestTicks(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
}
