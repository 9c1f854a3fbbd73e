import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { deviations } from '../../deviations/deviations.ts';
import { deviationsPage } from '../../src/description/deviations-page.ts';

test('docs/deviations.md is what the data says; else run: node build/write-deviations.ts', () => {
  const page = readFileSync(new URL('../../docs/deviations.md', import.meta.url), 'utf8');

  expect(page).toBe(deviationsPage());
});

test('the page has a row and a section for every deviation', () => {
  const page = deviationsPage();

  for (const { id, evidence } of deviations) {
    expect(page).toContain(`| [${id}](#${id}) `);
    expect(page).toContain(`## ${id}\n`);
    expect(page).toContain(evidence);
  }
});
