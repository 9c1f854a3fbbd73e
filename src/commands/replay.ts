/** `airlock replay`: stored findings again, on the target where they were found or on another. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import type { Finding } from '../report/report.ts';
import { addReportOptions, addTargetOptions } from './target-options.ts';
import { runCommand } from './run-command.ts';
import { UsageError } from './usage-error.ts';

export function replayCommand(): Command {
  const command = new Command('replay')
    .description('run stored findings again, against this or another target')
    .argument('[findings...]', 'ids of the last report, or files; all of them when none is named');
  addReportOptions(addTargetOptions(command));
  return command.action((named: readonly string[]) =>
    runCommand(command, async ({ emit, signal, openTarget, reportDir }) => {
      const findings = await storedFindings(named, reportDir);
      const { replay } = await import('../../properties/engine/replay.ts');
      const { deviationFor } = await import('../../schemas/deviations.ts');
      const deviationOf = (finding: Finding): string | undefined => deviationFor(finding)?.id;
      return replay({ deviationOf, target: await openTarget(), emit, signal, findings });
    }),
  );
}

/** @throws {UsageError} for an id or a file that is not there. */
async function storedFindings(named: readonly string[], reportDir: string): Promise<readonly Finding[]> {
  const folder = join(reportDir, 'findings');
  const available = await readdir(folder).catch(() => []);
  const files =
    named.length > 0 ? named : available.filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -5));
  if (files.length === 0)
    throw new UsageError(`Cannot replay: ${folder} holds no findings; run airlock fuzz first, or name a file`);
  return Promise.all(files.map((name) => readFinding(name, folder)));
}

async function readFinding(name: string, folder: string): Promise<Finding> {
  const file = /^[0-9a-f]{8}$/.test(name) ? join(folder, `${name}.json`) : name;
  const content = await readFile(file, 'utf8').catch(() => {
    throw new UsageError(`Cannot replay "${name}": ${file} is not there; expected an id of the last report, or a file`);
  });
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
