import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readCorpus } from '../../properties/corpus/read-corpus.ts';

const log = '{"type":"LOG","log":{"level":"INFO","message":"Starting {discover}"}}';
const catalogOf = (...names: readonly string[]): string =>
  JSON.stringify({ type: 'CATALOG', catalog: { streams: names.map((name) => ({ name, json_schema: {} })) } });

test.each([
  ['log messages before the catalog', `${log}\n${log}\n${catalogOf('a', 'b')}\n`, ['a', 'b']],
  ['Windows line ends', `${log}\r\n${catalogOf('a')}\r\n`, ['a']],
  ['lines of a runner', `Unable to find image {x}\n\n2026-01-01 INFO done\n${catalogOf('a')}\nexit 0`, ['a']],
  ['a runner’s name in front of every line', `source-1  | ${log}\nsource-1  | ${catalogOf('a')}`, ['a']],
  ['several catalogs', `${catalogOf('a')}\n${log}\n${catalogOf('b')}`, ['a', 'b']],
  [
    'a catalog that is printed over several lines',
    `${log}\n${JSON.stringify(JSON.parse(catalogOf('a')), null, 2)}\n`,
    ['a'],
  ],
  ['a list of messages', `[${log},${catalogOf('a')}]`, ['a']],
])('the catalog is found among %s', (_, text, names) => {
  const file = join(mkdtempSync(join(tmpdir(), 'airlock-discover-')), 'discover.json');
  writeFileSync(file, text);
  const rejected: unknown[] = [];

  const streams = readCorpus(file, (one) => rejected.push(one));

  expect(streams.map(({ name }) => name)).toEqual(names);
  expect(rejected).toEqual([]);
});

test('every form is read from a folder, and what has no catalog is named', () => {
  const folder = mkdtempSync(join(tmpdir(), 'airlock-discover-'));
  writeFileSync(join(folder, 'a.jsonl'), `${log}\n${catalogOf('a')}`);
  writeFileSync(join(folder, 'b.ndjson'), catalogOf('b'));
  writeFileSync(join(folder, 'c.json'), `${log}\n${log}`);
  const rejected: unknown[] = [];

  const streams = readCorpus(folder, (one) => rejected.push(one));

  expect(streams.map(({ name }) => name)).toEqual(['a', 'b']);
  expect(rejected).toEqual([{ file: 'c.json', reason: 'it has no list of streams' }]);
});
