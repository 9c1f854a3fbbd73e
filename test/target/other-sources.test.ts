import { expect, test } from 'vitest';
import { otherSourcesIn } from '../../src/target/other-sources.ts';
import type { ListedConnection } from '../../src/target/list-connections.ts';

function item(number: number, source: string, schemaChange = 'no_change'): ListedConnection {
  return { connectionId: `connection-${number}`, source: { sourceId: source }, schemaChange };
}

/** Reads show the source of the connection of the same number, and the catalog of it that is given. */
function asking(items: readonly ListedConnection[], catalogs: Readonly<Record<string, string>>) {
  const asked: unknown[] = [];
  const ask = async (_operation: string, body: unknown) => {
    const { connectionId } = body as { connectionId: string };
    asked.push(connectionId);
    const { source } = items.find((one) => one['connectionId'] === connectionId) as { source: { sourceId: string } };
    const value = { sourceId: source.sourceId, catalogId: catalogs[connectionId] };
    return { kind: 'answer', status: 200, headers: {}, text: '', json: { ok: true, value } } as never;
  };
  return { ask, asked };
}

test('sources of which the list shows a change come first, and the one of the run is left out', async () => {
  const items = [item(1, 'RUN'), item(2, 'still'), item(3, 'moved', 'non_breaking'), item(4, 'broken', 'breaking')];
  const { ask, asked } = asking(items, { 'connection-2': 'c2', 'connection-3': 'c3', 'connection-4': 'c4' });

  const found = await otherSourcesIn(items, 'run', ask);

  expect(found).toEqual([
    { sourceId: 'broken', sourceCatalogId: 'c4' },
    { sourceId: 'moved', sourceCatalogId: 'c3' },
    { sourceId: 'still', sourceCatalogId: 'c2' },
  ]);
  expect(asked).not.toContain('connection-1');
});

test('a source without a discovered catalog is looked for in another connection of it', async () => {
  const items = [item(1, 'other'), item(2, 'other')];
  const { ask } = asking(items, { 'connection-2': 'c2' });

  expect(await otherSourcesIn(items, 'run', ask)).toEqual([{ sourceId: 'other', sourceCatalogId: 'c2' }]);
});

test('no more than three are used, and six connections read', async () => {
  const many = Array.from({ length: 20 }, (_, index) => item(index, `source-${index}`));
  const all = asking(many, Object.fromEntries(many.map((_, index) => [`connection-${index}`, `c${index}`])));
  const none = asking(many, {});

  expect(await otherSourcesIn(many, 'run', all.ask)).toHaveLength(3);
  expect(await otherSourcesIn(many, 'run', none.ask)).toEqual([]);
  expect(none.asked).toHaveLength(6);
});
