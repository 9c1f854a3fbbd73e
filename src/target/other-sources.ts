/** Finds sources beside the one of the run: each shows other changes, and other streams. */
import { catalogShownBy } from './discovered-catalog.ts';
import type { Ask, ListedConnection } from './list-connections.ts';
import { textAt } from '../json/json.ts';
import type { OtherSource } from './target.ts';

/** Each is asked anew by a refresh: more would be a burden for connectors. */
const mostSources = 3;
/** Connections that are read to find their catalogs. */
const mostReads = 6;
/** What is most worth a look comes first. */
const byChange: readonly unknown[] = ['breaking', 'non_breaking'];

function worth({ schemaChange }: ListedConnection): number {
  return byChange.includes(schemaChange) ? byChange.indexOf(schemaChange) : byChange.length;
}

/** Sources of which a connection has a discovered catalog, without the one of the run. */
export async function otherSourcesIn(
  items: readonly ListedConnection[],
  sourceId: string,
  ask: Ask,
): Promise<readonly OtherSource[]> {
  const found = new Map<string, OtherSource>();
  const isWanted = (id: string | undefined): id is string =>
    id !== undefined && id.toLowerCase() !== sourceId.toLowerCase() && !found.has(id);
  let reads = 0;
  for (const item of items.toSorted((left, right) => worth(left) - worth(right))) {
    if (found.size === mostSources || reads === mostReads) break;
    const connectionId = textAt(item, 'connectionId');
    const id = textAt(item['source'], 'sourceId');
    if (connectionId === undefined || !isWanted(id)) continue;
    reads += 1;
    const catalogId = await catalogShownBy(connectionId, id, ask);
    if (catalogId !== undefined) found.set(id, { sourceId: id, sourceCatalogId: catalogId });
  }
  return [...found.values()];
}
