/** `airlock spec`: check, compare and export the API description. */
import { Command } from 'commander';
import { runCommand } from './run-command.ts';
import type { CommandContext, CommandFrame } from './run-command.ts';
import type { StepResult } from '../report/report.ts';
import { forDescriptions, forReports, forTarget, optionsFor } from './options/options-for.ts';
import { withExamples } from './options/with-examples.ts';

export function specCommand(): Command {
  const command = new Command('spec');
  withExamples(command, ['airlock spec check openapi.yaml', 'airlock spec diff built-in openapi.yaml']);
  return command.addCommand(checkSubcommand()).addCommand(diffSubcommand()).addCommand(exportSubcommand());
}

function checkSubcommand(): Command {
  const command = new Command('check')
    .description("find contradictions in a description: the named one, else the target's own, else Airlock's")
    .argument('[source]', 'file or address of an OpenAPI 3.0 or 3.1 document, or "built-in"');
  optionsFor(command, ['format', ...forTarget, ...forReports]);
  withExamples(command, ['airlock spec check', 'airlock spec check openapi.yaml --format markdown']);
  return withBody(command, async (context, [source]) => {
    const { specCheck } = await import('./spec/spec-check.ts');
    return specCheck(context, source);
  });
}

function diffSubcommand(): Command {
  const command = new Command('diff')
    .description('what changed between two descriptions, and which consumer breaks')
    .argument('<old>', 'file or address, or "built-in"')
    .argument('<new>', 'file or address, or "built-in"');
  optionsFor(command, [
    ['pact', { description: 'pact file or folder that says who reads what', otherwise: 'pacts when it exists' }],
    'format',
    ...forDescriptions,
    ...forReports,
  ]);
  withExamples(command, [
    'airlock spec diff built-in openapi.yaml',
    'airlock spec diff old.yaml new.yaml --pact pacts --format json',
  ]);
  return withBody(command, async (context, [older, newer]) => {
    const { specDiff } = await import('./spec/spec-diff.ts');
    return specDiff(context, older ?? '', newer ?? '');
  });
}

function exportSubcommand(): Command {
  const command = new Command('export')
    .description('the repaired description as OpenAPI 3.1, JSON Schema bundle and standalone validators')
    .argument('[source]', 'file or address of the release to export', 'built-in');
  optionsFor(command, [
    ['out', { description: 'where to', default: 'airlock-spec', otherwise: undefined }],
    'form',
    ...forDescriptions,
    ...forReports,
  ]);
  withExamples(command, ['airlock spec export', 'airlock spec export openapi.yaml --out spec --form published']);
  return withBody(
    command,
    async (context, [source]) => {
      const { specExport } = await import('./spec/spec-export.ts');
      return specExport(context, source ?? 'built-in');
    },
    { onlyLooks: () => true },
  );
}

function withBody(
  command: Command,
  body: (context: CommandContext, sources: readonly (string | undefined)[]) => Promise<StepResult>,
  frame: CommandFrame = {},
): Command {
  return command.action(() => {
    const sources = command.processedArgs.map((value: unknown) => (typeof value === 'string' ? value : undefined));
    return runCommand(command, (context) => body(context, sources), {
      ...frame,
      printsData: ({ format }) => format === 'json' || format === 'markdown',
    });
  });
}
