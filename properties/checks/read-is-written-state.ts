import { isObject } from '../../src/json/json.ts';
import type { Check } from './check.ts';
import { show } from './show.ts';
import { connectionOf } from './shown-connection.ts';

/** Judges a get that was sent together with updates of one text member. */
export const readIsWrittenState = {
  id: 'read-is-written-state',
  law: 'A read during writes shows the state before them or one that was written.',
  meaning: 'A read during writes shows a state that never existed.',
  severity: 'high',
  concerns: ({ operation, step }) => operation === 'webBackendGetConnection' && step.group !== undefined,
  inspect(now, past) {
    if (now.answer.status !== 200 || now.step.group === undefined || !isObject(now.json)) return [];
    const { json } = now;
    const known = connectionOf(now, past);
    const groups = past.groupBodies?.(now.step.group, now.step.handle) ?? [];
    if (known === undefined || groups.length === 0) return [];
    return (['prefix', 'namespaceFormat'] as const).flatMap((key) => {
      const states = [known.stable?.[key], ...groups.map((body) => body[key])].filter(
        (value, index) => index === 0 || value !== undefined,
      );
      const shown = json[key];
      // A text that was never set may be shown as empty.
      const isWritten = states.some((value) => shown === value || shown === (value ?? ''));
      if (isWritten || !groups.some((body) => body[key] !== undefined)) return [];
      return [
        {
          title: `A read during writes shows a ${key} that nobody wrote`,
          expected: `one of ${show(states)}`,
          received: show(shown),
          pointer: `/${key}`,
          blames: { what: 'parallel', otherwise: `A read shows a ${key} that nobody wrote` },
        },
      ];
    });
  },
} as const satisfies Check;
