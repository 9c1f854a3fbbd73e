import type { Check } from './check.ts';
import { showBody } from './show.ts';
import { violationIf } from './violation-if.ts';

export const transport = {
  id: 'transport',
  law: 'A malformed request is refused with a status that fits.',
  meaning: 'Proxies, caches and clients treat this answer differently from one another.',
  exceptions: 'Each case lists every status that conforming servers use.',
  severity: 'low',
  judgesRaw: true,
  inspect({ step, answer }) {
    if (step.raw === undefined) return undefined;
    const { accept } = step.raw;
    return violationIf(answer.status < 500 && !accept.includes(answer.status), () => ({
      title: `${step.intent.label} was answered with ${answer.status}`,
      expected: `one of ${accept.join(', ')}`,
      received: `${answer.status} ${showBody(answer.text)}`,
      kind: step.intent.label,
      detail: String(answer.status),
    }));
  },
} as const satisfies Check;
