/** Cases that are built on another source of the workspace than the one of the run. */
import { isObject, textAt } from '../../src/json/json.ts';
import type { Fixtures } from '../../src/target/target.ts';
import type { CaseStep } from '../model/case.ts';
import { placeholders } from './generation-context.ts';
import type { Steps } from './steps.ts';

/** The same steps, their connections on the nth of the other sources; on the one of the run for 0. */
export function onSource(steps: Steps, number: number): Steps {
  if (number === 0) return steps;
  return steps.map((step) =>
    isObject(step.body) && step.body['sourceId'] === placeholders.source
      ? { ...step, body: { ...step.body, sourceId: placeholders.otherSource(number) } }
      : step,
  );
}

const numbered = /^\{\{source:(\d+)\}\}$/;

/** Which of the other sources a case is built on; 0 for the one of the run. */
export function sourceOf(steps: readonly CaseStep[]): number {
  const found = steps
    .map(({ body }) => numbered.exec(textAt(body, 'sourceId') ?? '')?.[1])
    .find((number) => number !== undefined);
  return Number(found ?? 0);
}

/** What the placeholders of the steps stand for, and the checks go by. */
export function fixturesOf(steps: readonly CaseStep[], fixtures: Fixtures): Fixtures {
  const other = fixtures.otherSources?.[sourceOf(steps) - 1];
  if (other === undefined) return fixtures;
  const { otherCatalogId: _catalog, isSourceUnshared: _unshared, ...others } = fixtures;
  return { ...others, ...other };
}
