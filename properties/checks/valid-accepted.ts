import { textAt } from '../../src/json/json.ts';
import { operations } from '../../schemas/operations.ts';
import { isLive, mayBeDeprecated } from '../model/worlds.ts';
import { isSuccess } from './check.ts';
import type { AnyObservation, Check, Past } from './check.ts';
import { errorText } from './error-text.ts';
import { showBody } from './show.ts';

export const validAccepted = {
  id: 'valid-accepted',
  law: 'A body that satisfies the schema and the domain rules is accepted.',
  meaning: 'A body that the description allows is refused. Documented use does not work.',
  exceptions:
    'A deprecated connection may refuse updates, and so may a list go on after one that somebody else has removed. A 429 asks to retry later and says nothing.',
  severity: 'high',
  inspect(now, past) {
    const { answer, operation, step } = now;
    if (step.intent.kind !== 'valid' || mayBeRefused(now, past)) return undefined;
    if (isSuccess(answer) || answer.status >= 500) return [];
    const text = errorText(now, past);
    return [
      {
        title: `${operation} refused a valid body with ${answer.status}`,
        expected: '200',
        received: `${answer.status} ${showBody(answer.text, 300)}`,
        kind: String(answer.status),
        ...(text === '' ? {} : { detail: text }),
      },
    ];
  },
} as const satisfies Check;

/** True where the server may refuse any body. Such an answer is no finding and does not count for the acceptance. */
export function mayBeRefused({ answer, operation, step, body }: AnyObservation, past: Past): boolean {
  if (answer.status === 429) return true;
  // The connection that a page ended on may be gone, if it is none of ours.
  const cursor = textAt(body, 'cursor');
  const isOwn = past.connections().some((known) => isLive(known) && known.connectionId === cursor);
  if (cursor !== undefined && !isOwn && answer.status === 404) return true;
  const isCreate = operation === operations.webBackendCreateConnection.id;
  if (isCreate || step.handle === undefined) return false;
  const known = past.connection(step.handle);
  return known === undefined || mayBeDeprecated(known);
}
