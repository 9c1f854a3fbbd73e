/** Several cases as one, on the connections of the first: a run that may create only few goes on with those that it has. */
import { operations } from '../../schemas/operations.ts';
import { isObject, member } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { isValid } from '../model/case.ts';
import type { CaseStep } from '../model/case.ts';
import type { GenerationContext } from './generation-context.ts';
import { update } from './steps.ts';
import { without } from './without.ts';

/** More groups than a case has. */
const groupsApart = 100;

/**
 * A create of a connection that is there already becomes an update to the same members. Not where it was deprecated, for it may refuse that,
 * nor where a discovered catalog frames it, for nothing takes that off again.
 */
export function joinedCases(cases: readonly (readonly CaseStep[])[], context: GenerationContext): readonly CaseStep[] {
  const there = new Set<number>();
  return cases.flatMap((steps, index) => {
    const isFramed = steps.some(({ body }) => member(body, 'sourceCatalogId') !== undefined);
    if (isFramed) there.clear();
    const joined = steps.map((step): CaseStep => {
      const { handle, group, body } = step;
      if (handle === undefined || step.raw !== undefined) return step;
      if (member(body, 'status') === 'deprecated') there.delete(handle);
      const isCreate = step.operation === operations.webBackendCreateConnection.id && isValid(step);
      if (isCreate && there.has(handle) && group === undefined && isObject(body)) return resetBy(handle, body, context);
      if (isCreate) there.add(handle);
      return group === undefined ? step : { ...step, group: group + index * groupsApart };
    });
    if (isFramed) there.clear();
    return joined;
  });
}

/** What a create sends, as an update: no schedule of before may go on, and nothing is synced anew. */
function resetBy(handle: number, body: JsonObject, { description }: GenerationContext): CaseStep {
  const { id, request: known } = operations.webBackendUpdateConnection;
  const request = description?.operations[id]?.request ?? known;
  const declared = typeof request === 'object' ? (request.properties ?? {}) : {};
  const undeclared = Object.keys(body).filter((key) => !Object.hasOwn(declared, key));
  return update(handle, { scheduleType: 'manual', ...without(body, undeclared), skipReset: true });
}
