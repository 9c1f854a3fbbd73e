import { isObject, member, textAt } from '../../src/json/json.ts';
import type { AnyObservation, Check } from './check.ts';
import { show } from './show.ts';
import { violationIf } from './violation-if.ts';

export const problemBody = {
  id: 'problem-body',
  law: 'A refusal that is a problem object has a type and a title, both texts, and no other status than the answer.',
  meaning: 'The page shows "unknown error" instead of what is wrong with the schedule or the mapper.',
  exceptions: 'Refusals of other shapes are judged by the description.',
  severity: 'low',
  needs: { operation: 'webBackendCreateConnection', member: 'tags' },
  judgesRaw: true,
  inspect(now) {
    if (!isProblem(now)) return undefined;
    const { json, answer } = now;
    const broken = (['type', 'title'] as const).filter((key) => typeof member(json, key) !== 'string');
    const status = member(json, 'status');
    return [
      ...broken.map((key) => ({
        title: `A problem object has no ${key}`,
        expected: `a text at /${key}`,
        received: show(member(json, key) ?? 'nothing'),
        pointer: `/${key}`,
      })),
      ...violationIf(typeof status === 'number' && status !== answer.status, () => ({
        title: 'A problem object names another status than the answer has',
        expected: String(answer.status),
        received: show(status),
        pointer: '/status',
      })),
    ];
  },
} as const satisfies Check;

/** By a member that no other body of an error has; a media type alone says nothing, for there type and title may be left out. */
function isProblem({ answer, json }: AnyObservation): boolean {
  if (answer.status < 400 || answer.status >= 500 || !isObject(json)) return false;
  return (
    textAt(json, 'type')?.startsWith('error:') === true ||
    'documentationUrl' in json ||
    ('title' in json && 'detail' in json)
  );
}
