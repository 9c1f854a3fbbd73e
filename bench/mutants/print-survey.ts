/** The tables of a survey. */
import { isNoticed, isRelevant, quantile, requestsUntil, scoreOf, scoresBy } from './scores.ts';
import type { Score } from './scores.ts';
import { budgetOf } from './survey.ts';
import type { JudgeName, Row, Survey, SurveyOptions } from './survey.ts';
import { survivorClasses } from './survivors.ts';

export function printSurvey({ rows, all, clean }: Survey, options: SurveyOptions): void {
  const { judges, population, seed } = options;
  for (const judged of clean.filter((one) => isNoticed(one) || one.unserved !== undefined))
    console.log(`the server without a mutant is objected to: ${JSON.stringify(judged)}`);
  console.log(
    `${rows.length} of ${all} mutants of ${population}, drawn with seed ${seed}; ${budgetOf(options)} for fuzz`,
  );
  const unserved = rows.filter(({ judged }) => Object.values(judged).some((one) => one.unserved !== undefined));
  const counts = survivorClasses.map((one) => `${survivors(rows).filter((row) => row.class === one).length} ${one}`);
  console.log(
    `${unserved.length} do not serve; survivors: ${counts.join(', ')}, ${survivors(rows).filter((row) => row.class === 'unread').length} unread`,
  );
  for (const name of judges) printJudge(rows, name);
  printTable('file', rows, judges, ({ mutant }) => [mutant.file]);
  if (rows.some(({ operations }) => operations.length > 0))
    printTable('operation that comes to it', rows, judges, ({ operations }) => operations);
  if (judges.includes('fuzz')) {
    console.log('\nfindings about, and by');
    for (const text of tallied(rows.flatMap(({ judged: { fuzz } }) => fuzz?.operation ?? []))) console.log(text);
    for (const text of tallied(rows.flatMap(({ judged: { fuzz } }) => fuzz?.check ?? []))) console.log(text);
  }
  printRows(
    'noticed without a finding',
    rows.filter(({ judged }) => judged.fuzz?.problem !== undefined),
  );
  printRows(
    'survivors',
    survivors(rows).filter((row) => row.class === 'unread' || row.class === 'missed'),
  );
}

function printJudge(rows: readonly Row[], name: JudgeName): void {
  const noticeable = scoreOf(rows.filter(isRelevant), name);
  const requests = requestsUntil(rows, name);
  console.log(
    `${name.padEnd(7)} noticed ${share(noticeable)} of the ${noticeable.of} that somebody can notice (${share(scoreOf(rows, name))} of all); requests until then: median ${quantile(requests, 0.5)}, nine of ten within ${quantile(requests, 0.9)}`,
  );
}

function survivors(rows: readonly Row[]): readonly Row[] {
  return rows.filter(({ judged }) =>
    Object.values(judged).every((one) => !isNoticed(one) && one.unserved === undefined),
  );
}

function printTable(
  title: string,
  rows: readonly Row[],
  judges: readonly JudgeName[],
  keysOf: (row: Row) => readonly string[],
): void {
  console.log(`\n${title.padEnd(44)} mutants  ${judges.map((name) => name.padEnd(9)).join('')}`);
  for (const key of scoresBy(rows, 'fuzz', keysOf).keys()) {
    const own = rows.filter((row) => isRelevant(row) && keysOf(row).includes(key));
    const shares = judges.map((name) => share(scoreOf(own, name)));
    console.log(`${key.padEnd(44)} ${String(own.length).padStart(7)}  ${shares.join('  ')}`);
  }
}

function tallied(values: readonly string[]): readonly string[] {
  return [...new Set(values)]
    .map((value) => ({ value, count: values.filter((one) => one === value).length }))
    .toSorted((left, right) => right.count - left.count)
    .map(({ value, count }) => `${value.padEnd(44)} ${String(count).padStart(7)}`);
}

function printRows(title: string, rows: readonly Row[]): void {
  if (rows.length === 0) return;
  console.log(`\n${title}`);
  for (const { mutant, judged, class: read } of rows)
    console.log(
      `${mutant.file}:${mutant.lineNumber} ${mutant.kind}: ${mutant.original} → ${mutant.replacement}${judged.fuzz?.problem === undefined ? ` (${read})` : `: ${judged.fuzz.problem}`}`,
    );
}

function share({ noticed, of }: Score): string {
  return `${((100 * noticed) / Math.max(1, of)).toFixed(1).padStart(5)} %`;
}
