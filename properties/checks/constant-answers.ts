import { WebBackendCheckUpdatesRead } from '../../schemas/check-updates.ts';
import { member } from '../../src/json/json.ts';
import { sortedList } from '../model/read-back.ts';
import type { Check, Observation, Past, Violation } from './check.ts';
import { show } from './show.ts';
import { violationIf } from './violation-if.ts';

/** With nothing else between them. What random counts do once in a hundred times, a case does not show again. */
const callsInARow = 5;

export const constantAnswers = {
  id: 'constant-answers',
  law: 'geographies/list always gives the same answer, and never an empty one. check_updates never counts below zero, nor more with every call.',
  meaning:
    'The page offers other regions from one moment to the next, or shows a number of updates that makes no sense.',
  exceptions: `Versions come out at any time: ${callsInARow} counts in a row have to grow each time.`,
  severity: 'low',
  inspect(now, past) {
    const { operation, answer, json } = now;
    if (answer.status !== 200) return undefined;
    if (operation === 'webBackendCheckUpdates') return [...negativeCounts(json), ...growingCounts(now, past)];
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

/** Other members of the answer are the server's own. */
const counters = Object.keys(WebBackendCheckUpdatesRead.properties);

function negativeCounts(json: unknown): readonly Violation[] {
  return counters
    .filter((key) => isMore(0, member(json, key)))
    .map((key) => ({
      title: 'check_updates counts below zero',
      expected: '0 or more',
      received: show(json),
      pointer: `/${key}`,
    }));
}

function growingCounts(now: Observation, past: Past): readonly Violation[] {
  const calls = [...past.observations.slice(1 - callsInARow), now];
  const isInARow = calls.length === callsInARow && calls.every(isLoneCheck);
  return (isInARow ? counters : [])
    .map((key) => ({ key, counts: calls.map(({ json }) => member(json, key)) }))
    .filter(({ counts }) => counts.slice(1).every((count, index) => isMore(count, counts[index])))
    .map(({ key, counts }) => ({
      title: 'check_updates counts more with every call',
      expected: `the same number ${callsInARow} times in a row`,
      received: show(counts),
      pointer: `/${key}`,
      kind: 'growing',
      mayBeOthers: true,
    }));
}

function isLoneCheck({ operation, answer, step }: Observation): boolean {
  return operation === 'webBackendCheckUpdates' && answer.status === 200 && step.group === undefined;
}

function isMore(count: unknown, before: unknown): boolean {
  return typeof count === 'number' && typeof before === 'number' && count > before;
}

/** Other members may change, and the list of choices has no order. */
function shownIn(json: unknown): string {
  const geographies = member(json, 'geographies');
  return JSON.stringify(Array.isArray(geographies) ? sortedList(geographies) : geographies) ?? '';
}
