import { existsSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalog } from '../../../properties/arbitraries/catalog.ts';
import { readCorpus } from '../../../properties/corpus/read-corpus.ts';
import type { Rejected } from '../../../properties/corpus/read-corpus.ts';
import { brokenRules } from '../../../properties/model/domain-rules.ts';

const realCatalogs = join(import.meta.dirname, '../../../../shared/catalogs');

async function folderOf(files: Readonly<Record<string, unknown>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'airlock-corpus-'));
  for (const [name, content] of Object.entries(files))
    await writeFile(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  return folder;
}

describe('a corpus', () => {
  test('is read from protocol, configured and API form alike', async () => {
    const folder = await folderOf({
      'a-discovered.json': {
        type: 'CATALOG',
        catalog: { streams: [{ name: 'a', json_schema: { properties: { id: {} } } }] },
      },
      'b-configured.json': {
        streams: [
          {
            stream: { name: 'b', namespace: null, json_schema: {}, supported_sync_modes: ['incremental'] },
            sync_mode: 'incremental',
          },
        ],
      },
      'c-connection.json': {
        syncCatalog: {
          streams: [
            {
              stream: { name: 'c', namespace: 'n', jsonSchema: { properties: { x: true, y: ['null', 'object'] } } },
              config: {},
            },
          ],
        },
      },
    });

    const streams = readCorpus(folder);

    expect(streams).toEqual([
      { name: 'a', jsonSchema: { type: 'object', properties: { id: {} } }, supportedSyncModes: ['full_refresh'] },
      { name: 'b', jsonSchema: { type: 'object', properties: {} }, supportedSyncModes: ['incremental'] },
      {
        name: 'c',
        namespace: 'n',
        jsonSchema: { type: 'object', properties: { x: {}, y: { type: ['null', 'object'] } } },
        supportedSyncModes: ['full_refresh'],
      },
    ]);
  });

  test('names every file and stream that it cannot use', async () => {
    const folder = await folderOf({
      'broken.json': '{"streams": [',
      'other.json': { hello: 1 },
      'partly.json': { streams: [{ name: 'good' }, { json_schema: {} }, 7, { name: 'a\u0000b' }] },
    });
    const rejected: Rejected[] = [];

    const streams = readCorpus(folder, (one) => rejected.push(one));

    expect(streams.map(({ name }) => name)).toEqual(['good']);
    expect(rejected).toEqual([
      { file: 'broken.json', reason: 'it is not JSON' },
      { file: 'other.json', reason: 'it has no list of streams' },
      { file: 'partly.json', reason: 'stream 1: it has no name' },
      { file: 'partly.json', reason: 'stream 2: it is not an object' },
      { file: 'partly.json', reason: 'stream 3: it contains NUL or a lone surrogate' },
    ]);
  });

  test('that holds nothing usable is an error that says what was expected', async () => {
    const empty = await folderOf({});
    expect(() => readCorpus(empty)).toThrow(/holds no .json file; expected catalogs/);
    const useless = await folderOf({ 'a.json': {} });
    expect(() => readCorpus(useless)).toThrow(/none of its 1 files is a catalog/);
    expect(() => readCorpus('/nowhere/at/all')).toThrow(/Cannot read corpus "\/nowhere\/at\/all"/);
  });

  test.skipIf(!existsSync(realCatalogs))(
    'of 105 real catalogs is read whole (skipped where ../shared/catalogs is absent)',
    async () => {
      const rejected: Rejected[] = [];

      const streams = readCorpus(realCatalogs, (one) => rejected.push(one));

      expect(rejected).toEqual([]);
      expect(streams).toHaveLength(1850);
      const context = { size: 'typical', activeSchedules: false, corpus: streams } as const;
      for (const syncCatalog of fc.sample(catalog(context), { numRuns: 200, seed: 1 }))
        expect(brokenRules('webBackendUpdateConnection', { connectionId: '{{connection:1}}', syncCatalog })).toEqual(
          [],
        );
    },
  );
});
