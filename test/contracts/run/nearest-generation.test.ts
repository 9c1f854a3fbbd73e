/** A description serves the consumers of one generation, and is judged by them. */
import { expect, test } from 'vitest';
import { compareWithDescription } from '../../../contracts/run/compare-with-description.ts';
import { compareGenerations, nearestGeneration } from '../../../contracts/run/nearest-generation.ts';
import { builtInReleases } from '../../../schemas/built-in-releases.ts';
import { repairedDescription } from '../../../schemas/description.ts';
import type { Description } from '../../../schemas/description.ts';

const of20: Description = builtInReleases['2.0'].description;

test.each([
  ['2023', repairedDescription, '2.0'],
  ['2.0', of20, '2023'],
] as const)(
  'the description of %s serves its own consumers, and says what it has against the others',
  (own, description, other) => {
    const { summary = [], findings, verdicts, sections } = compareWithDescription(description);

    expect(nearestGeneration(compareGenerations(description))).toBe(own);
    expect(findings).toEqual([]);
    expect(verdicts).toEqual([]);
    expect(summary[0]).toContain(`, consumers of ${own}: 0 expectations are contradicted, `);
    expect(summary.at(-1)).toMatch(
      new RegExp(
        String.raw`consumers of ${other}: \d+ expectations are contradicted; --consumers ${other} shows them$`,
      ),
    );
    expect(sections?.['contract']).toMatchObject({
      generations: { [own]: { judged: true, contradicted: 0 }, [other]: { judged: false } },
    });
  },
);

test('a generation that is chosen judges whatever the description is nearest to', () => {
  const titles = (compareWithDescription(of20, ['2023']).findings ?? []).map(({ title }) => title);

  expect(titles).toContainEqual(
    expect.stringMatching(/^airbyte-webapp breaks: webBackendListGeographies: operation is not in the description/),
  );
  expect(titles.join('\n')).not.toContain('airbyte-webapp-2.0');
});

test('a description of 2.0 that loses what its page reads breaks that page', () => {
  const { webBackendListConnectionsForWorkspace: list } = of20.operations;
  const response = list?.responses[200] as { readonly properties: object }; // a model of objects
  const { num_connections: _, ...properties } = response.properties as Readonly<Record<string, object>>;
  const changed: Description = {
    ...of20,
    operations: {
      ...of20.operations,
      webBackendListConnectionsForWorkspace: {
        ...(list as NonNullable<typeof list>), // an operation of the release
        responses: { ...list?.responses, 200: { ...response, properties } },
      },
    },
  };

  const { findings = [], verdicts } = compareWithDescription(changed);

  expect(findings.map(({ title }) => title)).toEqual([
    expect.stringMatching(
      /^airbyte-webapp-2\.0 breaks: webBackendListConnectionsForWorkspace: answer \/num_connections is read and not declared.*loading for ever/,
    ),
  ]);
  expect(verdicts).toMatchObject([{ code: 1 }]);
});

test('alternatives that do not exclude each other refuse no request', () => {
  const exclusive = JSON.stringify(of20).replaceAll('"anyOf"', '"oneOf"');

  expect(compareWithDescription(JSON.parse(exclusive) as Description).findings).toEqual([]); // another keyword, the same form
});
