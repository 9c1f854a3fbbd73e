/** Inputs that no user means: each ends in order, with the right exit code and one line that says what to do. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commandLine } from './odd-inputs/command-line.ts';
import { configurationFiles } from './odd-inputs/configuration-files.ts';
import { descriptionFiles } from './odd-inputs/description-files.ts';
import { environment } from './odd-inputs/environment.ts';
import { emptyOptions } from './odd-inputs/empty-options.ts';
import { faultsOf } from './odd-inputs/faults-of.ts';
import { fuzzOptions } from './odd-inputs/fuzz-options.ts';
import { baselines, journals } from './odd-inputs/home-files.ts';
import { handledWell } from './odd-inputs/handled-well.ts';
import { loadOptions } from './odd-inputs/load-options.ts';
import type { OddInput } from './odd-inputs/odd-input.ts';
import { oddNames } from './odd-inputs/odd-names.ts';
import { oddTargets } from './odd-inputs/odd-targets.ts';
import { pactFiles } from './odd-inputs/pact-files.ts';
import { openPlaces } from './odd-inputs/places.ts';
import type { Places } from './odd-inputs/places.ts';
import { reportOptions } from './odd-inputs/report-options.ts';
import { RowRunner } from './odd-inputs/row-runner.ts';
import { corpora, findingFiles, knownFiles } from './odd-inputs/stored-files.ts';
import { targetOptions } from './odd-inputs/target-options.ts';
import { verifyOptions } from './odd-inputs/verify-options.ts';

const tables = {
  commands: commandLine,
  'options of the target': targetOptions,
  'options of reports': reportOptions,
  'options of fuzz': fuzzOptions,
  'options of load and baseline': loadOptions,
  'options of verify, spec and serve': verifyOptions,
  variables: environment,
  'configuration files': configurationFiles,
  'pact files': pactFiles,
  'accepted findings': knownFiles,
  'stored findings': findingFiles,
  corpora,
  descriptions: descriptionFiles,
  journals,
  baselines,
  targets: oddTargets,
  names: oddNames,
  'inputs that are right': handledWell,
} as const satisfies Readonly<Record<string, readonly OddInput[]>>;

const folder = mkdtempSync(join(tmpdir(), 'airlock-odd-'));
let places: Places;
let runner: RowRunner;
beforeAll(async () => {
  places = await openPlaces();
  runner = new RowRunner(folder, places.byName);
});
afterAll(async () => {
  runner.close();
  await places.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.each(Object.entries(tables))('odd %s', (_, rows) => {
  test.concurrent.each(rows.map((row) => [titleOf(row), row] as const))('%s', async (_title, row) => {
    const ran = await runner.run(row);

    expect(faultsOf(row, ran), `${ran.outcome.stdout}${ran.outcome.stderr}`).toEqual([]);
  });
});

test('every option that takes a value refuses an empty one', async () => {
  const rows = await emptyOptions();

  const faults = await Promise.all(
    rows.map(async (row) => [titleOf(row), faultsOf(row, await runner.run(row))] as const),
  );

  expect(faults.filter(([, found]) => found.length > 0)).toEqual([]);
  expect(rows.length).toBeGreaterThan(200);
});

function titleOf({ title, words, env, files }: OddInput): string {
  const variables = Object.entries(env ?? {}).map(([name, value]) => `${name}='${value}'`);
  const line = [...variables, typeof words === 'string' ? words : words.join(' ')].join(' ');
  return title ?? `${line}${files === undefined ? '' : ` beside ${Object.keys(files).join(', ')}`}`.slice(0, 200);
}
