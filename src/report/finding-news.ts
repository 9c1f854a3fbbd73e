import type { RunEvent } from './events.ts';

/** After so many the reader knows; all of them stand in the result. */
const mostTitles = 20;

/** The title of a new finding when its event comes, each once; nothing for other events, nor for what is explained. */
export function findingNews(): (event: RunEvent) => string | undefined {
  const told = new Set<string>();
  return (event) => {
    if (event.type !== 'finding' || event.finding.status !== 'new') return undefined;
    const { id, severity, title } = event.finding;
    if (told.has(id) || told.size >= mostTitles) return undefined;
    told.add(id);
    return `new finding ${id}  ${severity.toUpperCase()} ${title}`;
  };
}
