import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { builtInDocument } from '../../src/description/built-in.ts';
import { checkDocument } from '../../src/description/check-document.ts';
import { checkAsText } from '../../src/description/show-check.ts';

test('docs/spec.md shows what the check of the built-in description really prints', () => {
  const page = readFileSync(new URL('../../docs/spec.md', import.meta.url), 'utf8');
  const document = builtInDocument('published');

  const lines = checkAsText(checkDocument(document), document.source);

  const shown = lines.slice(0, lines.findIndex((line) => line.startsWith('Gaps')) - 1).join('\n');
  expect(shown).toContain('Contradictions (6)');
  expect(page).toContain(shown);
});
