/** From what was said of each mutant to shares: those that nobody can notice count for nothing. */
import type { Judged } from './judge.ts';
import type { JudgeName, Row } from './survey.ts';

export interface Score {
  readonly noticed: number;
  readonly of: number;
}

/** Noticed, or not read as something that nobody can notice. What does not serve is left out. */
export function isRelevant({ judged, class: read }: Row): boolean {
  const all = Object.values(judged);
  if (all.some(({ unserved }) => unserved !== undefined)) return false;
  return all.some(isNoticed) || read === 'missed' || read === 'unread';
}

export function isNoticed({ requests, problem }: Judged): boolean {
  return requests !== undefined || problem !== undefined;
}

/** Of those that this judge was asked about. */
export function scoreOf(rows: readonly Row[], name: JudgeName): Score {
  const asked = rows.filter((row) => row.judged[name] !== undefined);
  return { noticed: asked.filter(({ judged }) => isNoticed(judged[name] ?? {})).length, of: asked.length };
}

/** Requests until the finding, ascending. */
export function requestsUntil(rows: readonly Row[], name: JudgeName): readonly number[] {
  return rows.flatMap(({ judged }) => judged[name]?.requests ?? []).toSorted((left, right) => left - right);
}

/** By a key of the row, ascending by the key; a row may have several. */
export function scoresBy(
  rows: readonly Row[],
  name: JudgeName,
  keysOf: (row: Row) => readonly string[],
): ReadonlyMap<string, Score> {
  const keys = [...new Set(rows.flatMap(keysOf))].toSorted();
  return new Map(
    keys.map((key) => [
      key,
      scoreOf(
        rows.filter((row) => keysOf(row).includes(key)),
        name,
      ),
    ]),
  );
}

export function quantile(ascending: readonly number[], share: number): number {
  return ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * share))] ?? 0;
}
