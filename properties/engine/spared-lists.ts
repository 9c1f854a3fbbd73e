/** Lists of a whole workspace are asked for no more often than needed: a real server takes ten times as long for one as for a get. */
import { isEqualJson } from '../../src/json/json.ts';
import type { Tempo } from '../../src/target/tempo.ts';
import { list } from '../arbitraries/steps.ts';
import type { Case } from '../model/case.ts';

/** Of the time that all answers took. Below, a list costs no more than what else a case looks at. */
const mostForLists = 0.25;

/** The case without the list that it ends with, as long as lists have taken too much of the time. */
export function withListsSpared(testCase: Case, tempo: Pick<Tempo, 'shareOf'>): Case {
  const last = testCase.steps.at(-1);
  const isList = last !== undefined && last.operation === list.operation && last.raw === undefined;
  if (!isList || !isEqualJson(last.body, list.body) || testCase.steps.length < 2) return testCase;
  return tempo.shareOf(list.operation) > mostForLists ? { ...testCase, steps: testCase.steps.slice(0, -1) } : testCase;
}
