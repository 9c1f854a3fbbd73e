/** Writes docs/checks.md from the checks, their law-breaking cases and the planted faults. */
import { writeFileSync } from 'node:fs';
import { checkExamples } from '../test/properties/engine/check-examples.ts';
import { checksPage } from './checks-page.ts';

writeFileSync(new URL('../docs/checks.md', import.meta.url), checksPage(await checkExamples()));
