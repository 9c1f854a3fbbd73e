import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checksPage } from '../../build/checks-page.ts';
import { allChecks } from '../../properties/checks/all-checks.ts';
import { checkExamples } from '../../build/check-examples.ts';

const examples = checkExamples();

test('docs/checks.md is what the data says; else run: npx tsx build/write-checks.ts', () => {
  const page = readFileSync(new URL('../../docs/checks.md', import.meta.url), 'utf8');

  expect(page).toBe(checksPage(examples));
});

test('the page has a section with law and meaning for every check', () => {
  const page = checksPage(examples);

  for (const { id, law, meaning } of allChecks)
    expect(page).toContain(`## ${id}\n\n**Law.** ${law}\n\n**Why it matters.** ${meaning}\n`);
});
