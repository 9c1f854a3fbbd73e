/** `airlock init`: tries an address, credentials and a workspace, and writes what a project needs to test it. */
import { Command } from 'commander';
import type { StepResult } from '../report/report.ts';
import { optionsFor } from './options/options-for.ts';
import { withExamples } from './options/with-examples.ts';
import { runCommand } from './run-command.ts';
import type { CommandContext } from './run-command.ts';

export function initCommand(): Command {
  const command = new Command('init');
  optionsFor(command, [
    'ci',
    ['config', { group: 'own' }],
    'target',
    'auth',
    'token',
    'clientId',
    'clientSecret',
    'header',
    'ca',
    'cert',
    'key',
    'insecure',
    'proxy',
    'requestTimeout',
    'workspace',
    'release',
    'source',
    'destination',
  ]);
  withExamples(command, [
    'airlock init',
    'airlock init --target https://staging.example.com/api --token "$TOKEN" --ci github',
  ]);
  return command.action(async () => {
    const { askedOptions } = await import('./init/asked-options.ts');
    await runCommand(command, initBody, { onlyLooks: () => true, prepare: (options) => askedOptions(options) });
  });
}

/** What the command does. @throws {UsageError} */
export async function initBody(context: CommandContext): Promise<StepResult> {
  const { projectFiles } = await import('./init/project-files.ts');
  const { writeFiles } = await import('./init/write-files.ts');
  const { targetWords } = await import('./release.ts');
  const target = await context.openTarget({ readOnly: true, withoutCatalog: true });
  const { target: release } = await context.releaseOf(target);
  const { files, advice } = projectFiles(context.options, target.fixtures);
  const lines = writeFiles(files);
  return {
    summary: [
      ...(release === undefined ? [] : [`release   ${targetWords(release)}`]),
      ...(lines.some(({ isChange }) => isChange)
        ? lines.map(({ text }) => text)
        : [...lines.map(({ text }) => text), 'nothing to change']),
      ...advice,
    ],
    sections: { init: { files: lines.map(({ text }) => text) } },
  };
}
