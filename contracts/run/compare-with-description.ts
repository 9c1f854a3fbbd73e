/** Says, without a running provider, what of the contracts an API description does not promise: in both directions. */
import { createHash } from 'node:crypto';
import type { Description } from '../../schemas/description.ts';
import type { Finding, StepResult } from '../../src/report/report.ts';
import { counted } from '../../src/text/counted.ts';
import { consumers as declaredConsumers } from '../consumers.ts';
import type { Consumer } from '../interaction.ts';
import { pactDescriptionCheck } from './contract-checks.ts';
import { contractGaps } from './contract-gaps.ts';
import type { ContractGap } from './contract-gaps.ts';

export function compareWithDescription(
  description: Description,
  consumers: readonly Consumer[] = declaredConsumers,
): StepResult {
  const gaps = contractGaps(
    consumers.flatMap(({ interactions }) => interactions),
    description,
  );
  const broken = gaps.filter(({ kind }) => kind === 'broken');
  const unpromised = gaps.filter(({ kind }) => kind === 'unpromised');
  const findings = broken.map((gap) => findingOf(gap, description.name));
  return {
    findings,
    sections: { contract: { against: description.name, broken, unpromised } },
    summary: [
      `contract  against ${description.name}: ${counted(broken.length, 'expectation is', 'expectations are')} contradicted, ${counted(unpromised.length, 'expectation is', 'expectations are')} not promised`,
      ...unpromisedLines(unpromised),
    ],
    verdicts:
      findings[0] === undefined
        ? []
        : [
            {
              code: 1,
              reason: `${counted(broken.length, 'expectation is', 'expectations are')} contradicted by ${description.name}: ${findings[0].title}`,
            },
          ],
  };
}

/** One line for each consumer, operation and fault: most are members that the description leaves optional. */
function unpromisedLines(gaps: readonly ContractGap[]): readonly string[] {
  const places = new Map<string, string[]>();
  for (const { consumer, operation, place, fault } of gaps) {
    const kept = places.get(`${consumer}: ${operation}: ${fault}`) ?? [];
    places.set(`${consumer}: ${operation}: ${fault}`, [...kept, place.replace(/^answer /, '')]);
  }
  return [...places].map(([what, where]) => `          not promised to ${what}: ${where.join(', ')}`);
}

function findingOf({ consumer, operation, place, fault, uses, description }: ContractGap, source: string): Finding {
  const signature = ['pact-description', operation, place, consumer].join(' ');
  return {
    id: createHash('sha256').update(signature).digest('hex').slice(0, 8),
    check: pactDescriptionCheck.id,
    operation,
    signature,
    title: `${consumer} breaks: ${operation}: ${place} ${fault}${uses.length === 0 ? '' : `; it reads this for: ${uses.slice(0, 3).join(' | ')}`}`,
    meaning: pactDescriptionCheck.meaning,
    severity: pactDescriptionCheck.severity,
    status: 'new',
    reproduction: 'not-retried',
    expected: `as "${description}" has it`,
    received: fault,
    steps: [],
    curl: [],
    replay: `airlock contract --against ${source}`,
  };
}
