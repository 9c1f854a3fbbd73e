/** Puts shares noticed by budget where the end of a fuzz run finds them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DetectionRates, DetectionStep } from '../../properties/engine/detection-rates.ts';
import { keyOf } from './instrument.ts';
import { isRelevant, scoreOf, scoresBy } from './scores.ts';
import type { Row, Survey, SurveyOptions } from './survey.ts';

/** An operation that fewer mutants lie on is not called the weakest. */
const fewest = 10;

/** Of one sample that was surveyed with several budgets. */
export function writeRates(surveys: readonly { readonly options: SurveyOptions; readonly survey: Survey }[]): void {
  const file = join(import.meta.dirname, '../../properties/engine/detection-rates.ts');
  const noticeable = new Set(
    surveys.flatMap(({ survey }) => survey.rows.filter(isRelevant).map(({ mutant }) => keyOf(mutant))),
  );
  const steps = surveys.map(({ options, survey }): DetectionStep => {
    const rows = survey.rows.filter(({ mutant }) => noticeable.has(keyOf(mutant)));
    return { requests: options.maxRequests, ...scoreOf(rows, 'fuzz'), weakest: weakestOf(rows) };
  });
  const [first] = surveys;
  const rates: DetectionRates = {
    measuredOn: new Date().toISOString().slice(0, 10),
    mutants: first?.survey.rows.length ?? 0,
    seed: first?.options.seed ?? 0,
    steps: steps.toSorted((left, right) => left.requests - right.requests),
  };
  const text = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    text.replace(
      /^export const detectionRates[^]*?;$/m,
      `export const detectionRates: DetectionRates = ${JSON.stringify(rates)};`,
    ),
  );
}

function weakestOf(rows: readonly Row[]): DetectionStep['weakest'] {
  const [weakest] = [...scoresBy(rows, 'fuzz', ({ operations }) => operations)]
    .filter(([, { of }]) => of >= fewest)
    .toSorted(([, left], [, right]) => left.noticed / left.of - right.noticed / right.of);
  if (weakest === undefined)
    throw new TypeError('Cannot write rates: the sample is too small to tell operations apart');
  const [operation, score] = weakest;
  return { operation, ...score };
}
