/** What scripts and CI jobs rely on: commands, options, checks, faults and exit codes keep their names whatever moves inside. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { allChecks } from '../../properties/checks/all-checks.ts';
import { deviations } from '../../deviations/deviations.ts';
import { faults } from '../../lab/faults.ts';
import { latitudeIds } from '../../lab/latitudes.ts';
import { commands, loadCommand } from '../../src/commands/commands.ts';

const file = new URL('surface.json', import.meta.url);

/** After an intended change: UPDATE_SURFACE=1 npx vitest run test/commands/same-surface.test.ts && npm run format */
test('commands, options, checks, deviations, faults and latitudes are those that were recorded', async () => {
  const surface = {
    commands: Object.fromEntries(
      await Promise.all(Object.keys(commands).map(async (name) => [name, surfaceOf(await loadCommand(name))])),
    ),
    checks: allChecks.map(({ id, severity }) => ({ id, severity })),
    deviations: deviations.map(({ id }) => id),
    faults: Object.fromEntries(Object.entries(faults).map(([id, { kind, caughtBy }]) => [id, { kind, caughtBy }])),
    latitudes: latitudeIds,
  };
  if (process.env['UPDATE_SURFACE'] === '1') writeFileSync(file, JSON.stringify(surface, null, 2));

  expect(JSON.parse(JSON.stringify(surface))).toEqual(JSON.parse(readFileSync(file, 'utf8')));
});

/** Names, not words: descriptions may be written better. */
function surfaceOf(command: Command): unknown {
  return {
    arguments: command.registeredArguments.map((argument) => argument.name()),
    options: Object.fromEntries(
      command.options
        .map(({ flags, defaultValue }) => [flags, defaultValue ?? null] as const)
        .toSorted(([left], [right]) => left.localeCompare(right)),
    ),
    subcommands: Object.fromEntries(command.commands.map((each) => [each.name(), surfaceOf(each)])),
  };
}
