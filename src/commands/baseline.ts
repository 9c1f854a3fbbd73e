/** `airlock baseline`: records how fast a target is, and says whether it has become slower. */
import { Command } from 'commander';
import { givenOptions } from './options/merged-options.ts';
import { kebab } from './options/option-name.ts';
import type { Options } from './options/option-values.ts';
import { forReports, forTarget, optionsFor } from './options/options-for.ts';
import type { TakenOption } from './options/options-for.ts';
import { withExamples } from './options/with-examples.ts';
import { runCommand } from './run-command.ts';
import { UsageError } from './usage-error.ts';

export function baselineCommand(): Command {
  const command = new Command('baseline');
  const record = optionsFor(
    new Command('record').description('record how a target compares with the reference server'),
    ['runs', ['reason', { description: 'why an existing baseline is replaced' }], ...shared],
  );
  const compare = optionsFor(
    new Command('compare').description('compare with a recorded baseline, or with a second target at once (duet)'),
    [
      'baseTarget',
      'baseWorkspace',
      ...baseCredentials,
      'tolerance',
      'minEffect',
      'alpha',
      'failOnInconclusive',
      ...shared,
    ],
  );
  const list = optionsFor(new Command('list').description('list the recorded baselines'), forReports);
  withExamples(command, ['airlock baseline record --name before', 'airlock baseline compare --name before']);
  withExamples(record, [
    'airlock baseline record --name before',
    "airlock baseline record --runs 7 --reason 'new machine' --target http://localhost:8000/api",
  ]);
  withExamples(compare, [
    'airlock baseline compare --name before --target http://localhost:8000/api',
    'airlock baseline compare --target http://candidate:8000/api --base-target http://released:8000/api',
  ]);
  withExamples(list, ['airlock baseline list', 'airlock baseline list --report json']);
  record.action(() =>
    runCommand(record, async (context) => (await import('./baseline/record.ts')).recordBody(context)),
  );
  compare.action(() =>
    runCommand(compare, async (context) => (await import('./baseline/compare.ts')).compareBody(context), {
      prepare: (options) => requireBase(options, givenOptions(compare)),
    }),
  );
  list.action(() =>
    runCommand(list, async () => (await import('./baseline/list.ts')).listBody(), { onlyLooks: () => true }),
  );
  return command.addCommand(record).addCommand(compare).addCommand(list);
}

const baseCredentials = ['baseAuth', 'baseToken', 'baseHeader'] as const;

/** Those of the environment may be there for another comparison. @throws {UsageError} for typed credentials of a base that is not named. */
function requireBase(options: Options, typed: Options): Promise<Options> {
  const lonely = baseCredentials.find((name) => typed[name] !== undefined && options['baseTarget'] === undefined);
  return lonely === undefined
    ? Promise.resolve(options)
    : Promise.reject(new UsageError(`Cannot use --${kebab(lonely)} without --base-target: it is of the base version`));
}

/** The options of everything that loads a target. */
const shared: readonly TakenOption[] = [
  'name',
  ['rate', { description: 'arrivals a second, both arms together', default: '100' }],
  'maxDuration',
  'outputs',
  'k6',
  ...forTarget,
  ...forReports,
];
