/** Recorded baselines: small JSON files that are made to be committed. */
import { defined } from '../json/defined.ts';
import { isObject } from '../json/json.ts';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../files/make-folder.ts';
import { readText } from '../files/read-text.ts';

/** What two recordings must share to be compared at all. */
export interface Conditions {
  readonly rate: number;
  readonly secondsPerRun: number;
  /** SHA-256 of the bundled script. */
  readonly script: string;
  readonly k6Major: string;
  /** Hash of the reference server's own source. */
  readonly reference: string;
  /** Units of the backend's `work` in each answer of the reference server, so that it matches the recorded target. */
  readonly work: number;
}

export interface RecordedRun {
  readonly recordedAt: string;
  /** Log ratios of target over reference by block, by operation and quantile (`list p95`), to four digits. */
  readonly blocks: Readonly<Record<string, readonly number[]>>;
  /** Requests of the target and how many of them failed, by operation. */
  readonly errors: Readonly<Record<string, { readonly requests: number; readonly failed: number }>>;
}

export interface Baseline {
  readonly schemaVersion: 1;
  readonly name: string;
  readonly conditions: Conditions;
  readonly machine: { readonly cpu: string; readonly cores: number };
  readonly runs: readonly RecordedRun[];
  /** Why an earlier recording was replaced. */
  readonly replaced?: string;
}

export const baselineFolder = 'baselines';

export function baselineFile(name: string): string {
  if (!/^[\w.-]{1,100}$/.test(name))
    throw new TypeError(
      `Cannot use --name "${name}": expected up to 100 letters, digits, dots, dashes and underscores`,
    );
  return join(baselineFolder, `${name}.json`);
}

/** @throws {TypeError} when there is none of this name, with the names that exist. */
export function readBaseline(name: string): Baseline {
  const file = baselineFile(name);
  if (!existsSync(file)) {
    const known = baselineNames();
    throw new TypeError(
      `Cannot compare with baseline "${name}": ${file} is not there; ${known.length === 0 ? 'record one with airlock baseline record' : `there are ${known.join(', ')}`}`,
    );
  }
  const value = parsed(file);
  if (!isBaseline(value))
    throw new TypeError(`Cannot read ${file}: it is not a baseline of this version of Airlock; record it again`);
  return value;
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readText(file));
  } catch {
    return undefined;
  }
}

/** @throws {TypeError} when the folder is a file. */
export function baselineNames(): readonly string[] {
  if (!existsSync(baselineFolder)) return [];
  if (!statSync(baselineFolder).isDirectory())
    throw new TypeError(`Cannot read "${baselineFolder}": it is not a folder; move the file of that name away`);
  return readdirSync(baselineFolder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .toSorted();
}

/** Writes a line per run, so that a diff is readable. @throws {TypeError} when it would replace a baseline without a reason. */
export function writeBaseline(baseline: Baseline, reason: string | undefined): string {
  const file = baselineFile(baseline.name);
  if (existsSync(file) && reason === undefined)
    throw new TypeError(`Cannot replace baseline "${baseline.name}": it exists; say why with --reason`);
  makeFolder(baselineFolder);
  const { runs, ...head } = { ...baseline, ...defined({ replaced: reason }) };
  const lines = runs.map((run) => `    ${JSON.stringify(run)}`).join(',\n');
  writeFileSync(file, `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "runs": [\n${lines}\n  ]\n}\n`);
  return file;
}

/** Why two recordings must not be compared; `undefined` when they may. */
export function incomparable(recorded: Conditions, now: Conditions): string | undefined {
  const names: Readonly<Record<keyof Conditions, string>> = {
    rate: 'rate',
    secondsPerRun: 'length of a run',
    script: 'load script',
    k6Major: 'major version of k6',
    reference: 'reference server',
    work: 'work of the reference server',
  };
  for (const [key, name] of Object.entries(names) as [keyof Conditions, string][])
    if (recorded[key] !== now[key]) return `its ${name} was ${recorded[key]}, now it is ${now[key]}`;
  return undefined;
}

/** Checks every member: somebody may have edited the file, and comparisons compute with it. */
function isBaseline(value: unknown): value is Baseline {
  if (!isObject(value) || value['schemaVersion'] !== 1) return false;
  const { conditions, machine, runs } = value;
  return (
    hasMembers(conditions, {
      rate: 'number',
      secondsPerRun: 'number',
      script: 'string',
      k6Major: 'string',
      reference: 'string',
      work: 'number',
    }) &&
    hasMembers(machine, { cpu: 'string', cores: 'number' }) &&
    Array.isArray(runs) &&
    runs.every(isRun)
  );
}

function isRun(run: unknown): boolean {
  return (
    isObject(run) &&
    typeof run['recordedAt'] === 'string' &&
    isObject(run['blocks']) &&
    Object.values(run['blocks']).every(
      (block) => Array.isArray(block) && block.every((ratio) => typeof ratio === 'number'),
    ) &&
    isObject(run['errors']) &&
    Object.values(run['errors']).every((error) => hasMembers(error, { requests: 'number', failed: 'number' }))
  );
}

function hasMembers(value: unknown, types: Readonly<Record<string, 'number' | 'string'>>): boolean {
  return isObject(value) && Object.entries(types).every(([name, type]) => typeof value[name] === type);
}
