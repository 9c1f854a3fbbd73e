/** The difference that decides which streams an update resets; it is computed after the row has been written. */
import { topLevelProperties } from '../../src/backend/catalog-rules.ts';
import { identityOf } from '../../src/backend/read-model.ts';
import type { StoredConnection } from '../../src/backend/store.ts';
import { duplicateKey, illegalArgument } from './java-errors.ts';
import { duplicateIn } from './stored-catalog.ts';

/** @throws {Refusal} 500 for what it cannot compare; `sent` is the catalog of the update, if it has one. */
export function checkReset(before: StoredConnection, written: StoredConnection, sent: boolean): void {
  const duplicate = duplicateIn(written.streams);
  if (duplicate !== undefined) throw duplicateKey(duplicate);
  if (!sent) return;
  const old = new Map(before.streams.map(({ stream }) => [identityOf(stream), stream?.jsonSchema]));
  for (const { stream } of written.streams) {
    const previous = old.get(identityOf(stream));
    if (previous === undefined || JSON.stringify(previous) === JSON.stringify(stream?.jsonSchema)) continue;
    const properties = [previous, stream?.jsonSchema].flatMap((schema) => Object.values(topLevelProperties(schema)));
    if (properties.some((property) => typeof property === 'boolean'))
      throw illegalArgument('json schema nodes should always be object nodes.');
  }
}
