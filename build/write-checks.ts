/** Writes docs/checks.md from the checks, their examples and the planted faults. */
import { writeFileSync } from 'node:fs';
import { checkExamples } from './check-examples.ts';
import { checksPage } from './checks-page.ts';

writeFileSync(new URL('../docs/checks.md', import.meta.url), checksPage(checkExamples()));
