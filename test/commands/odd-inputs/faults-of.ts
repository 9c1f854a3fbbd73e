import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { OddInput } from './odd-input.ts';
import type { Row } from './row-runner.ts';

/** Messages that list every accepted word are long; a value of the user must not make them longer. */
const longestLine = 3000;

/** Stack frames, and what JavaScript prints where somebody forgot something. */
const slips = /^\s+at .*:\d+:\d+\)?$|\bTypeError\b|\bRangeError\b|\[object \w+\]|\bundefined\b|\bNaN\b|\bInfinity\b/m;

/** What tells a user how to go on. */
const advice =
  /\b(?:expected|pass|check|look|see|set|run|use|record|install|choose|names?|take|give|leave|mend|make|move|try again|did you mean|is the server running|does the address begin)\b|--[a-z]|\bairlock [a-z]/i;

/** Everything that is not as it has to be, for any odd input. */
export function faultsOf(row: OddInput, { outcome, root, fill }: Row): readonly string[] {
  const { exitCode, stdout, stderr, alive } = outcome;
  const all = `${stdout}${stderr}`;
  const lines = stderr.trimEnd().split('\n');
  const last = lines.at(-1) ?? '';
  const typed = JSON.stringify([row.words, row.env, Object.values(row.files ?? {})]);
  const faults: string[] = [];
  const said = (part: string | RegExp): string | RegExp => (typeof part === 'string' ? fill(part) : part);
  const expectThat = (holds: boolean, fault: string): void => {
    if (!holds) faults.push(fault);
  };

  expectThat(exitCode === row.exit, `exit ${exitCode} instead of ${row.exit}`);
  for (const text of [row.says].flat())
    expectThat(has(exitCode === 0 ? all : last, said(text)), `does not say ${String(text)}`);
  for (const text of row.shows ?? []) expectThat(has(all, said(text)), `does not show ${String(text)}`);
  expectThat(row.hides === undefined || !all.includes(row.hides), `shows the secret ${row.hides ?? ''}`);
  const slip = slips.exec(all)?.[0];
  expectThat(slip === undefined || typed.includes(slip), `prints "${slip ?? ''}"`);
  expectThat(!/[\p{Cc}\u202A-\u202E]/u.test(all.replaceAll('\n', '')), 'prints control characters as they are');
  expectThat(exitCode === 0 || advice.test(last), 'the last line does not say what to do');
  expectThat((exitCode !== 2 && exitCode !== 3) || lines.length === 1, `${lines.length} lines on standard error`);
  expectThat(
    all.split('\n').every((line) => line.length <= longestLine),
    'prints a line without end',
  );
  expectThat(alive.length === 0, `would not end: ${alive.join(', ')}`);
  return [...faults, ...filesOf(row, root, exitCode)];
}

function has(text: string, part: string | RegExp): boolean {
  return typeof part === 'string' ? text.includes(part) : part.test(text);
}

/** Nothing is written but reports and journals, and a report says what the exit code says. */
function filesOf(row: OddInput, root: string, exitCode: number): readonly string[] {
  const expected = new Set([
    'airlock-report',
    '.airlock',
    ...Object.keys(row.files ?? {}).map((name) => name.split('/')[0] ?? name),
    ...(row.leaves ?? []),
  ]);
  const odd = [
    ...readdirSync(join(root, 'work')).filter((name) => !expected.has(name)),
    ...['home', 'temporary'].flatMap((folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`)),
    ...readdirSync(root).filter((name) => !['work', 'home', 'temporary'].includes(name)),
  ];
  return [...odd.map((name) => `leaves ${name}`), ...reportFaults(join(root, 'work', 'airlock-report'), exitCode)];
}

function reportFaults(folder: string, exitCode: number): readonly string[] {
  const file = [join(folder, 'report.json'), join(folder, 'latest', 'report.json')].find((name) => existsSync(name));
  if (file === undefined) return [];
  const report: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const told: unknown = Reflect.get(Object(report), 'exitCode');
  return told === exitCode ? [] : [`its report says exit ${String(told)}`];
}
