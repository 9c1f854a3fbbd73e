import { isObject, member, sortedList } from '../model/read-back.ts';
import type { Check } from './check.ts';
import { show } from './show.ts';

export const constantAnswers: Check = {
  id: 'constant-answers',
  law: 'geographies/list always answers the same and never nothing, and check_updates never counts below zero.',
  severity: 'low',
  concerns: ({ operation }) => operation === 'webBackendListGeographies' || operation === 'webBackendCheckUpdates',
  inspect({ operation, answer, json }, past) {
    if (answer.status !== 200) return undefined;
    if (operation === 'webBackendCheckUpdates') {
      const negative = Object.entries(isObject(json) ? json : {}).find(
        ([, value]) => typeof value === 'number' && value < 0,
      );
      return negative === undefined
        ? undefined
        : {
            title: 'check_updates counts below zero',
            expected: '0 or more',
            received: show(json),
            pointer: `/${negative[0]}`,
          };
    }
    if (operation !== 'webBackendListGeographies') return undefined;
    const geographies = member(json, 'geographies');
    if (Array.isArray(geographies) && geographies.length === 0)
      return {
        title: 'geographies/list offers no geography',
        expected: 'at least "auto", which every connection may have',
        received: '[]',
        pointer: '/geographies',
        kind: 'none',
      };
    const earlier = past.observations.find(
      (observation) => observation.operation === operation && observation.answer.status === 200,
    );
    if (earlier === undefined || shownIn(earlier.json) === shownIn(json)) return undefined;
    return {
      title: 'geographies/list changed its answer',
      expected: show(earlier.json),
      received: show(json),
      pointer: '/geographies',
    };
  },
};

/** Members of the server's own may move, and a list of choices has no order. */
function shownIn(json: unknown): string {
  const geographies = member(json, 'geographies');
  return JSON.stringify(Array.isArray(geographies) ? sortedList(geographies) : geographies) ?? '';
}
