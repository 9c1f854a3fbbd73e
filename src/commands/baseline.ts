/** `airlock baseline`: records how fast a target is, and says whether it has become slower. */
import { Command } from 'commander';
import { addReportOptions, addTargetOptions } from './target-options.ts';
import { runCommand } from './run-command.ts';

export function baselineCommand(): Command {
  const command = new Command('baseline').description('record | compare | list performance baselines');
  const record = shared(new Command('record').description('record how a target compares with the reference server'))
    .option('--runs <n>', 'interleaved runs; five are needed before anything is gated', '5')
    .option('--reason <text>', 'why an existing baseline is replaced');
  const compare = shared(
    new Command('compare').description('compare with a recorded baseline, or with a second target at once (duet)'),
  )
    .option('--base-target <url>', 'base version, loaded at the same time, request by request in turn')
    .option('--base-workspace <uuid>', 'workspace of the base version (default: the same)')
    .option('--tolerance <percent>', 'a pass is certain not to be slower than this', '10%')
    .option('--min-effect <percent>', 'a regression is at least this much', '5%')
    .option('--alpha <p>', 'one-sided error over all statements', '0.05')
    .option('--fail-on-inconclusive', 'exit 6 when nothing is certain');
  const list = addReportOptions(new Command('list').description('list the recorded baselines'));
  record.action(() =>
    runCommand(record, async (context) => (await import('./baseline/record.ts')).recordBody(context)),
  );
  compare.action(() =>
    runCommand(compare, async (context) => (await import('./baseline/compare.ts')).compareBody(context)),
  );
  list.action(() =>
    runCommand(list, async () => (await import('./baseline/list.ts')).listBody(), { onlyLooks: () => true }),
  );
  return command.addCommand(record).addCommand(compare).addCommand(list);
}

function shared(command: Command): Command {
  command
    .option('--name <name>', 'name of the baseline', 'default')
    .option('--rate <n>', 'arrivals a second, both arms together', '100')
    .option('--max-duration <duration>', 'load for each operation', '120s')
    .option('--k6 <path>', 'k6 to use (K6_BIN)');
  return addReportOptions(addTargetOptions(command));
}
