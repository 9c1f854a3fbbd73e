/** A file for each finding, for `airlock replay`, `airlock explain` and whoever gets one by mail. */
import { chmodSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readText } from '../files/read-text.ts';
import { isObject } from '../json/json.ts';
import { inertJson } from './inert-json.ts';
import { makeFolder } from '../files/make-folder.ts';
import type { Finding, Report } from './report.ts';
import { reproductionScript, scriptName } from './reproduction-script.ts';
import { writeWhole } from './write-whole.ts';

const findingFile = /^[0-9a-f]{8}\.json$/;

/**
 * Writes the findings of a report into a folder and returns that folder. Findings of earlier runs of the same command are removed,
 * unless this run judged nothing. Findings of other commands stay.
 */
export function storeFindings(reportDir: string, report: Report): string {
  const folder = join(reportDir, 'findings');
  makeFolder(folder);
  const isReplay = report.command === 'replay';
  if (!isReplay && hasJudged(report)) forget(folder, report.command);
  for (const finding of report.findings) {
    const file = join(folder, `${finding.id}.json`);
    // A replay reads these files. It may have sent their cases to another target.
    if (isReplay && existsSync(file)) continue;
    writeWhole(file, `${inertJson(finding, 2)}\n`);
    storeScript(folder, finding);
  }
  return folder;
}

/** Beside the finding, for whoever has no Airlock. */
function storeScript(folder: string, finding: Finding): void {
  const script = reproductionScript(finding);
  if (script === undefined) return;
  const file = join(folder, scriptName(finding.id));
  writeWhole(file, script);
  chmodSync(file, 0o755);
}

function hasJudged({ exitCode, checks, onlyLooks }: Report): boolean {
  if (onlyLooks === true) return false;
  return exitCode === 0 || exitCode === 1 || Object.values(checks).some(({ evaluated }) => evaluated > 0);
}

function forget(folder: string, command: string): void {
  for (const name of readdirSync(folder))
    if (findingFile.test(name) && isFoundBy(command, join(folder, name)))
      for (const each of [name, scriptName(name.slice(0, -'.json'.length))])
        rmSync(join(folder, each), { force: true });
}

/** Whether the command wrote the file. Files of earlier versions do not say; other files are no findings. */
function isFoundBy(command: string, file: string): boolean {
  try {
    const finding: unknown = JSON.parse(readText(file));
    if (!isObject(finding) || !('signature' in finding)) return false;
    return !('foundBy' in finding) || finding['foundBy'] === command;
  } catch {
    return false;
  }
}
