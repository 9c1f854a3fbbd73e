/** `airlock replay`: stored findings again, on the target where they were found or on another. */
import { Command } from 'commander';
import type { Check } from '../../properties/checks/check.ts';
import type { Finding, StepResult } from '../report/report.ts';
import { orUnfounded } from './fuzz.ts';
import { text } from './options/option-values.ts';
import { givenOptions } from './options/merged-options.ts';
import { forReports, forTarget, optionsFor } from './options/options-for.ts';
import { withExamples } from './options/with-examples.ts';
import { releaseOf, withRelease } from './release.ts';
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
  const { deviationFor } = await import('../../deviations/deviations.ts');
  const deviationOf = (finding: Finding): string | undefined => deviationFor(finding)?.id;
  const checks = await checksFor(context);
  // A broken list or get may be the finding itself.
  const target = await context.openTarget({ tolerateFaults: true });
  const findings = stored.map(({ finding }) => finding);
  const result = await withExistingCompared(target, { emit, again: 'airlock replay' }, () =>
    replay({ deviationOf, target, emit, signal, findings, isElsewhere, checks }),
  );
  return withRelease(orUnfounded(result, target), await releaseOf(options));
}

/** The checks for the description that the findings were judged by. */
async function checksFor({ options, pace }: CommandContext): Promise<readonly Check[]> {
  const { allChecks, checksAgainst } = await import('../../properties/checks/all-checks.ts');
  const description = await releaseOf(options, pace);
  if (description !== undefined) return checksAgainst(description.operations);
  return options['strictSpec'] === true
    ? checksAgainst((await import('../../schemas/description.ts')).publishedDescription().operations)
    : allChecks;
}
