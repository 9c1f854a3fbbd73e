/** The conditions of a recording: only recordings under the same conditions are compared. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Baseline, Conditions } from './baseline-file.ts';
import { bundleScript } from './bundle.ts';
import type { RecordOptions } from './record-runs.ts';

export async function conditionsOf({ k6, rate, secondsPerRun }: RecordOptions, work: number): Promise<Conditions> {
  const k6Major = k6.version.split('.')[0] ?? k6.version;
  return { rate, secondsPerRun, script: await scriptHash(), k6Major, reference: referenceHash(), work };
}

/** A hash without the paths of generated modules, which differ in every folder. */
export async function scriptHash(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'airlock-conditions-'));
  try {
    const bundle = readFileSync(await bundleScript('average', folder), 'utf8');
    return hashOf([bundle.replaceAll(new RegExp(`[^"\\s]*${basename(folder)}/`, 'g'), '')]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function machine(): Baseline['machine'] {
  return { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length };
}

/** A warning, no refusal: the reference server cancels most of the difference between machines. */
export function machineWarning(recorded: Baseline['machine'], now = machine()): string | undefined {
  if (recorded.cpu === now.cpu && recorded.cores === now.cores) return undefined;
  return `recorded on ${recorded.cores} × ${recorded.cpu}, compared on ${now.cores} × ${now.cpu}`;
}

/** Recordings beside different reference servers cannot be compared. */
function referenceHash(): string {
  const folders = [join(import.meta.dirname, '../backend'), join(import.meta.dirname, '../../schemas')];
  return hashOf(
    folders.flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.(ts|js)$/.test(file) && !file.endsWith('.d.ts'))
        .toSorted()
        .flatMap((file) => [file, readFileSync(join(folder, file), 'utf8')]),
    ),
  );
}

function hashOf(texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text);
  return hash.digest('hex').slice(0, 16);
}
