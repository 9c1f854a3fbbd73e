import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { builtInDocument } from '../../src/description/built-in.ts';
import { checkDocument } from '../../src/description/check-document.ts';
import { loadDocument } from '../../src/description/load-document.ts';

const folder = fileURLToPath(new URL('../../../shared/openapi/', import.meta.url));
const releases = ['airbyte-2023-02.yaml', 'airbyte-2024-10.yaml'];

const schema = '/components/schemas';
const path = '/paths/~1v1~1web_backend~1';

/** The same in both: what is proved, in the order of the rules. */
const contradictions = [
  `member-never-valid ${schema}/AirbyteStreamAndConfiguration/properties/stream`,
  `null-default ${schema}/WebBackendConnectionCreate/properties/namespaceFormat/default`,
  `null-default ${schema}/WebBackendConnectionRead/properties/namespaceFormat/default`,
  `null-default ${schema}/WebBackendConnectionUpdate/properties/namespaceFormat/default`,
  `required-undeclared ${schema}/AirbyteStream/required/1`,
  `unsatisfiable ${schema}/AirbyteStream`,
];
const gaps = [
  `integer-without-format ${schema}/WebBackendCheckUpdatesRead/properties/destinationDefinitions`,
  `integer-without-format ${schema}/WebBackendCheckUpdatesRead/properties/sourceDefinitions`,
  `misnamed-member ${schema}/AirbyteStreamConfiguration/properties/cursorField/description`,
  `misnamed-member ${schema}/AirbyteStreamConfiguration/properties/primaryKey/description`,
  `misnamed-member ${schema}/AirbyteStreamConfiguration/properties/selectedFields/description`,
  `null-in-text ${schema}/ConnectionSchedule/description`,
  `null-in-text ${schema}/JobCreatedAt/description`,
  `optional-body ${path}workspace~1state/post/requestBody`,
  `repeated-text ${path}connections~1update/post/description`,
  ...[
    'check_updates',
    'connections~1create',
    'connections~1get',
    'connections~1list',
    'connections~1update',
    'geographies~1list',
    'state~1get_type',
    'workspace~1state',
  ].map((operation) => `undocumented-errors ${path}${operation}/post/responses`),
  `untyped-schema ${schema}/DestinationConfiguration`,
  `untyped-schema ${schema}/SourceConfiguration`,
];
/** What a release has alone. */
const own: Readonly<Record<string, readonly string[]>> = {
  'airbyte-2023-02.yaml': [
    // widened to 64 bits on 31 July 2024
    `integer-without-format ${schema}/OperatorWebhook/properties/dbtCloud/properties/accountId`,
    `integer-without-format ${schema}/OperatorWebhook/properties/dbtCloud/properties/jobId`,
    // since 26 July 2024 one member may really be null
    `null-in-text ${schema}/WebBackendConnectionUpdate/description`,
    'security-unused /components/securitySchemes/basicAuth',
  ],
  'airbyte-2024-10.yaml': ['security-unused /components/securitySchemes/bearerAuth'],
};

describe.skipIf(!existsSync(folder))('the published descriptions (skipped where ../shared/openapi is absent)', () => {
  test.each(releases)('%s has exactly the faults that can be proved', async (release) => {
    const { faults } = checkDocument(await loadDocument(folder + release));

    const shown = (kind: string): readonly string[] =>
      faults
        .filter((fault) => fault.kind === kind)
        .map(({ rule, pointer }) => `${rule} ${pointer}`)
        .toSorted();
    expect(shown('contradiction')).toEqual(contradictions);
    expect(shown('gap')).toEqual([...gaps, ...(own[release] ?? [])].toSorted());
  });

  test.each(releases)('%s has one unsatisfiable model and an instance for every other', async (release) => {
    const { models } = checkDocument(await loadDocument(folder + release));

    const kinds = Object.entries(models).filter(([, { kind }]) => kind !== 'instance');
    expect(kinds.map(([name, { kind }]) => `${name} ${kind}`)).toEqual(['AirbyteStream impossible']);
  });
});

test('the repaired description has no contradiction left, and every model an instance', () => {
  const { faults, models } = checkDocument(builtInDocument('repaired'));

  expect(faults.filter(({ kind }) => kind === 'contradiction')).toEqual([]);
  expect(Object.values(models).filter(({ kind }) => kind !== 'instance')).toEqual([]);
});

test('every contradiction of the published description names its repair', () => {
  const { faults } = checkDocument(builtInDocument('published'));

  const proved = faults.filter(({ kind }) => kind === 'contradiction');
  expect(proved).toHaveLength(6);
  expect(proved.filter(({ repairedBy }) => repairedBy === undefined)).toEqual([]);
});
