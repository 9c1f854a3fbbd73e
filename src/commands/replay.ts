/** `airlock replay`: stored findings again, on the target where they were found or on another. */
import { Command } from 'commander';
import type { StepResult } from '../report/report.ts';
import { orUnfounded } from './fuzz.ts';
import { text } from './options/option-values.ts';
import { givenOptions } from './options/merged-options.ts';
import { forReports, forTarget, optionsFor } from './options/options-for.ts';
import { withExamples } from './options/with-examples.ts';
import { judgementOf } from './judgement.ts';
import { withRelease } from './release.ts';
import type { StoredFinding } from './replay/read-finding.ts';
import { describePlace, replayTarget } from './replay/replay-target.ts';
import { runCommand } from './run-command.ts';
import type { CommandContext } from './run-command.ts';
import { withExistingCompared } from './with-existing-compared.ts';

export function replayCommand(): Command {
  const command = new Command('replay').argument(
    '[findings...]',
    'ids of earlier runs, or files; all of the newest run with findings when none is named',
  );
  optionsFor(command, ['openapi', ...forTarget, ...forReports]);
  withExamples(command, ['airlock replay', 'airlock replay 3f9c2a10 --target http://localhost:8000/api']);
  return command.action(async (named: readonly string[]) => {
    let stored: readonly StoredFinding[] = [];
    let isElsewhere = false;
    await runCommand(command, (context) => replayBody(context, { stored, isElsewhere }), {
      async prepare(options) {
        const { storedFindings } = await import('./replay/stored-findings.ts');
        stored = storedFindings(named, { reportDir: text(options, 'reportDir'), action: 'replay' });
        const chosen = replayTarget(stored, options, givenOptions(command));
        ({ isElsewhere } = chosen);
        return chosen.options;
      },
    });
  });
}

async function replayBody(
  context: CommandContext,
  { stored, isElsewhere }: { readonly stored: readonly StoredFinding[]; readonly isElsewhere: boolean },
): Promise<StepResult> {
  const { options, emit, signal } = context;
  const [first] = stored;
  emit({
    type: 'notice',
    level: 'info',
    text: isElsewhere
      ? `Found ${describePlace(first?.finding.target)}, replayed on ${text(options, 'target') ?? ''}`
      : `Replaying ${describePlace(first?.finding.target)}, where the findings come from; --target names another target`,
  });
  const { replay } = await import('../../properties/engine/replay.ts');
  // Where a list or a get is broken, that may be the finding.
  const target = await context.openTarget({ tolerateFaults: true });
  const { release, checks, deviationOf } = await judgementOf(context, target);
  const findings = stored.map(({ finding }) => finding);
  const result = await withExistingCompared(target, { emit, again: 'airlock replay' }, () =>
    replay({ deviationOf, target, emit, signal, findings, isElsewhere, checks }),
  );
  return withRelease(orUnfounded(result, target), release);
}
