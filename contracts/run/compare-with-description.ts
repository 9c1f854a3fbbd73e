/** Says, without a running provider, what of the contracts an API description does not promise: in both directions. */
import { createHash } from 'node:crypto';
import type { Description } from '../../schemas/description.ts';
import type { Finding, StepResult } from '../../src/report/report.ts';
import { counted } from '../../src/text/counted.ts';
import type { Generation } from '../generation.ts';
import { pactDescriptionCheck } from './contract-checks.ts';
import type { ContractGap } from './contract-gaps.ts';
import { compareGenerations, nearestGeneration } from './nearest-generation.ts';
import type { ComparedGeneration } from './nearest-generation.ts';

/**
 * A description serves the consumers of one generation, and contradicts those of the others: it is judged by the
 * generations that are chosen, else by the one that it contradicts least. The others are counted.
 */
export function compareWithDescription(description: Description, chosen?: readonly Generation[]): StepResult {
  const compared = compareGenerations(description);
  const judging = chosen ?? [nearestGeneration(compared)];
  const judged = compared.filter(({ generation }) => judging.includes(generation));
  const others = compared.filter(({ generation }) => !judging.includes(generation));
  const broken = judged.flatMap((one) => one.broken);
  const findings = broken.map((gap) => findingOf(gap, description.name));
  return {
    findings,
    sections: {
      contract: {
        against: description.name,
        generations: Object.fromEntries(compared.map((one) => [one.generation, countsOf(one, judging)])),
        broken,
        unpromised: judged.flatMap((one) => one.unpromised),
      },
    },
    summary: [
      ...judged.flatMap((one) => [
        `contract  against ${description.name}, consumers of ${one.generation}: ${contradicted(one)}, ${expectations(one.unpromised.length)} not promised`,
        ...unpromisedLines(one.unpromised),
      ]),
      ...others.map(
        (one) =>
          `          consumers of ${one.generation}: ${contradicted(one)}; --consumers ${one.generation} shows them`,
      ),
    ],
    verdicts:
      findings[0] === undefined
        ? []
        : [
            {
              code: 1,
              reason: `${expectations(broken.length)} contradicted by ${description.name}: ${findings[0].title}`,
            },
          ],
  };
}

function countsOf({ generation, broken, unpromised }: ComparedGeneration, judging: readonly Generation[]): object {
  return { judged: judging.includes(generation), contradicted: broken.length, notPromised: unpromised.length };
}

function contradicted({ broken }: ComparedGeneration): string {
  return `${expectations(broken.length)} contradicted`;
}

function expectations(count: number): string {
  return counted(count, 'expectation is', 'expectations are');
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
