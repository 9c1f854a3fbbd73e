/** `airlock cleanup`: removes what interrupted runs left behind. */
import { Command } from 'commander';
import type { StepResult, Verdict } from '../report/report.ts';
import { targetAddressOf } from '../client/address.ts';
import { BudgetSpentError } from '../target/errors.ts';
import { targetOptionsOf } from './options/target-options-of.ts';
import { text } from './options/option-values.ts';
import { forReports, forTarget, optionsFor } from './options/options-for.ts';
import { withExamples } from './options/with-examples.ts';
import { runCommand } from './run-command.ts';
import type { CommandContext } from './run-command.ts';
import { UsageError } from './usage-error.ts';

export function cleanupCommand(): Command {
  const command = new Command('cleanup');
  optionsFor(command, ['force', ...forTarget, ...forReports]);
  withExamples(command, ['airlock cleanup', 'airlock cleanup --target http://localhost:8000/api --force']);
  return command.action(() => runCommand(command, cleanupBody, { onlyLooks: () => true }));
}

/** Works through the journals of the given target, or of all targets. A target that cannot be reached keeps its journal. */
export async function cleanupBody({ options, signal, emit, pace }: CommandContext): Promise<StepResult> {
  const { openJournals } = await import('../target/journal.ts');
  const { leftBehind } = await import('../target/left-behind.ts');
  const { cleanJournal } = await import('../target/clean-journal.ts');
  const asked = targetOptionsOf(options);
  const given = options['force'] === true ? { ...asked, optIns: { ...asked.optIns, harmfulInputs: true } } : asked;
  const url = text(options, 'target');
  const all = openJournals(given.homeDir ?? '.airlock');
  const journals = all.filter(({ header }) => url === undefined || sameAddress(header.url, url));
  if (given.readOnly === true && journals.length > 0)
    throw new UsageError(
      'Cannot clean up with --read-only: what a run made goes away by an update; leave --read-only out, nothing else is written',
    );
  const summary: string[] = [];
  const verdicts: Verdict[] = [];
  let created = 0;
  let cleaned = 0;
  const left: string[] = [];
  const stays = { connections: 0, operations: 0 };
  let refused = false;
  let spent: Verdict | undefined;
  for (const journal of journals) {
    if (signal.aborted) break;
    const phase = `cleanup of run ${journal.header.runId}`;
    emit({ type: 'phase-started', phase });
    try {
      const result = await cleanJournal(journal, given, {
        signal,
        pace,
        onRequest: (number, total) => emit({ type: 'progress', phase, number, total }),
      });
      created += result.created;
      cleaned += result.cleaned;
      left.push(...result.left);
      stays.connections += result.stays?.connections ?? 0;
      stays.operations += result.stays?.operations ?? 0;
      summary.push(
        `cleanup   run ${journal.header.runId} on ${journal.header.url}: ${result.cleaned} of ${result.created} connections removed`,
      );
      if (result.left.length > 0)
        verdicts.push({
          code: 3,
          reason: `Run ${journal.header.runId} on ${journal.header.url}: ${leftBehind(result.left)}; its journal is kept, run airlock cleanup again later`,
        });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (error instanceof BudgetSpentError) {
        summary.push(
          `cleanup   run ${journal.header.runId} on ${journal.header.url}: not finished, its journal is kept`,
        );
        spent = { code: 6, reason: `${reason}; what is left waits for another: airlock cleanup` };
        break;
      }
      refused ||= / answered \d{3}/.test(reason);
      summary.push(`cleanup   run ${journal.header.runId} on ${journal.header.url}: not reached, its journal is kept`);
      verdicts.push({ code: 3, reason });
    }
  }
  if (journals.length === 0)
    summary.push(
      all.length === 0
        ? 'cleanup   nothing to do: no run left a journal'
        : `cleanup   nothing to do for ${url ?? ''}: the ${all.length} journals are of other targets`,
    );
  // Without --target, a server that is gone does not fail the command: its journal stays for the next time.
  return {
    summary,
    sections: { cleanup: { journals: journals.length, created, cleaned, left, stays } },
    verdicts: [
      ...(url === undefined && left.length === 0 && !refused ? [] : verdicts),
      ...(spent === undefined ? [] : [spent]),
    ],
  };
}

/** Journals of earlier versions keep the address as it was typed. */
function sameAddress(kept: string, url: string): boolean {
  try {
    return targetAddressOf(kept).url === url;
  } catch {
    return false;
  }
}
