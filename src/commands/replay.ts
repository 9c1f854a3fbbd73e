/** `airlock replay`: stored findings again, on the target where they were found or on another. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { readText } from '../files/read-text.ts';
import type { Finding, Report } from '../report/report.ts';
import { addReportOptions, addTargetOptions } from './target-options.ts';
import { text } from './options.ts';
import { runCommand } from './run-command.ts';
import { UsageError } from './usage-error.ts';

export function replayCommand(): Command {
  const command = new Command('replay')
    .description('run stored findings again, against this or another target')
    .argument('[findings...]', 'ids of the last report, or files; all of them when none is named');
  addReportOptions(addTargetOptions(command));
  return command.action(async (named: readonly string[]) => {
    const earlier = targetOfReport(command);
    if (earlier !== undefined) {
      command.setOptionValue('target', earlier.url);
      if (command.opts()['workspace'] === undefined) command.setOptionValue('workspace', earlier.workspaceId);
    }
    await runCommand(command, async (context) => {
      const { options, emit, signal, reportDir } = context;
      const findings = await storedFindings(named, reportDir);
      if (earlier !== undefined)
        emit({
          type: 'notice',
          level: 'info',
          text: `Replaying on ${earlier.url}, where the findings come from; --target names another target`,
        });
      const { replay } = await import('../../properties/engine/replay.ts');
      const { deviationFor } = await import('../../schemas/deviations.ts');
      const deviationOf = (finding: Finding): string | undefined => deviationFor(finding)?.id;
      const result = await replay({ deviationOf, target: await context.openTarget(), emit, signal, findings });
      const embedded = text(options, 'target') === undefined;
      return { ...result, sections: { replay: { ...Object(result.sections?.['replay']), embedded } } };
    });
  });
}

/** The target of the last report, unless another one is named or the run had its backend embedded. */
function targetOfReport(command: Command): { readonly url: string; readonly workspaceId?: string } | undefined {
  const given: Record<string, unknown> = command.opts();
  if (given['target'] !== undefined || (process.env['AIRLOCK_TARGET'] ?? '') !== '') return undefined;
  const file = join(typeof given['reportDir'] === 'string' ? given['reportDir'] : 'airlock-report', 'report.json');
  try {
    const report = JSON.parse(readText(file)) as Partial<Report>;
    const sections = [report['fuzz'], report['replay']].map((section): unknown =>
      Reflect.get(Object(section), 'embedded'),
    );
    return sections.includes(false) ? report.target : undefined;
  } catch {
    return undefined;
  }
}

/** @throws {UsageError} for an id or a file that is not there. */
async function storedFindings(named: readonly string[], reportDir: string): Promise<readonly Finding[]> {
  const folder = join(reportDir, 'findings');
  const available = await readdir(folder).catch(() => []);
  const files =
    named.length > 0 ? named : available.filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -5));
  if (files.length === 0)
    throw new UsageError(`Cannot replay: ${folder} holds no findings; run airlock fuzz first, or name a file`);
  return files.map((name) => readFinding(name, folder));
}

function readFinding(name: string, folder: string): Finding {
  const file = /^[0-9a-f]{8}$/.test(name) ? join(folder, `${name}.json`) : name;
  let content: string;
  try {
    content = readText(file);
  } catch {
    throw new UsageError(`Cannot replay "${name}": ${file} is not there; expected an id of the last report, or a file`);
  }
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    throw new UsageError(`Cannot replay "${name}": ${file} is not JSON`);
  }
  if (typeof value !== 'object' || value === null || !('signature' in value) || !('case' in value) || !('id' in value))
    throw new UsageError(`Cannot replay "${name}": ${file} is not a finding that airlock fuzz has written`);
  return value as Finding; // what a replay looks at is there
}
