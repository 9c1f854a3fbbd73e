/** The description that Airlock carries itself, as a loaded document. */
import { openApiDocument } from '../../schemas/description.ts';
import type { LoadedDocument } from './load-document.ts';

/** What stands for it on the command line instead of a file. */
export const builtInName = 'built-in';

export function builtInDocument(form: 'repaired' | 'published'): LoadedDocument {
  return { document: { ...openApiDocument(form) }, source: `${builtInName} (${form})`, version: '3.1' };
}
