/** Writes docs/deviations.md from deviations/deviations.ts. */
import { writeFileSync } from 'node:fs';
import { deviationsPage } from '../src/description/deviations-page.ts';

writeFileSync(new URL('../docs/deviations.md', import.meta.url), deviationsPage());
