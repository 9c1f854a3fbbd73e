/** Writes docs/README.md: every page with its first sentence, the commands in the order of the help. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { docsIndex } from './docs-index.ts';

const folder = new URL('../docs/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.md') && name !== 'README.md');
const pages = names.map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }));

writeFileSync(new URL('README.md', folder), docsIndex(pages));
