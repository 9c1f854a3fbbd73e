import { isObject, member } from '../../src/json/json.ts';
import { sortedList } from '../model/read-back.ts';
import type { Check, Violation } from './check.ts';
import { show } from './show.ts';
import { violationIf } from './violation-if.ts';

export const constantAnswers = {
  id: 'constant-answers',
  law: 'geographies/list always gives the same answer, and never an empty one. check_updates never counts below zero.',
  meaning:
    'The page offers other regions from one moment to the next, or shows a number of updates that makes no sense.',
  severity: 'low',
  inspect({ operation, answer, json }, past) {
    if (answer.status !== 200) return undefined;
    if (operation === 'webBackendCheckUpdates') return negativeCounts(json);
    if (operation !== 'webBackendListGeographies') return undefined;
    const geographies = member(json, 'geographies');
    const earlier = past.observations.find(
      (observation) => observation.operation === operation && observation.answer.status === 200,
    );
    return [
      ...violationIf(Array.isArray(geographies) && geographies.length === 0, () => ({
        title: 'geographies/list offers no geography',
        expected: 'at least "auto", which every connection may have',
        received: '[]',
        pointer: '/geographies',
        kind: 'none',
      })),
      ...violationIf(earlier !== undefined && shownIn(earlier.json) !== shownIn(json), () => ({
        title: 'geographies/list changed its answer',
        expected: show(earlier?.json),
        received: show(json),
        pointer: '/geographies',
      })),
    ];
  },
} as const satisfies Check;

function negativeCounts(json: unknown): readonly Violation[] {
  return Object.entries(isObject(json) ? json : {})
    .filter(([, value]) => typeof value === 'number' && value < 0)
    .map(([key]) => ({
      title: 'check_updates counts below zero',
      expected: '0 or more',
      received: show(json),
      pointer: `/${key}`,
    }));
}

/** Other members may change, and the list of choices has no order. */
function shownIn(json: unknown): string {
  const geographies = member(json, 'geographies');
  return JSON.stringify(Array.isArray(geographies) ? sortedList(geographies) : geographies) ?? '';
}
