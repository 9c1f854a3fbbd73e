/** Says, without a running provider, what of the contracts an API description does not promise: in both directions. */
import { withoutPositions } from '../../schemas/without-positions.ts';
import { createHash } from 'node:crypto';
import { responseFor } from '../../schemas/response-for.ts';
import type { Description } from '../../schemas/description.ts';
import { validatorFor } from '../../src/validation/validator.ts';
import type { Finding, StepResult } from '../../src/report/report.ts';
import { consumers as declaredConsumers } from '../consumers.ts';
import type { Consumer, Interaction } from '../interaction.ts';
import { exampleOf } from '../matchers.ts';
import { pinnedPlaces } from '../pinned-places.ts';
import { pactDescriptionCheck } from './contract-checks.ts';
import { usesOf } from './broken-contracts.ts';
import { withoutDemands } from './without-demands.ts';
import { descriptionGaps } from './description-gaps.ts';
import type { DescriptionGap } from './description-gaps.ts';
import { counted } from '../../src/text/counted.ts';

interface ContractGap extends DescriptionGap {
  readonly consumer: string;
  readonly operation: string;
  readonly uses: readonly string[];
  readonly description: string;
}

export function compareWithDescription(
  description: Description,
  consumers: readonly Consumer[] = declaredConsumers,
): StepResult {
  const gaps = unique(
    consumers.flatMap(({ interactions }) => interactions.flatMap((interaction) => gapsOf(interaction, description))),
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

function gapsOf(interaction: Interaction, { operations }: Description): readonly ContractGap[] {
  const { consumer, operation, description, reads } = interaction;
  const gap = (kind: DescriptionGap['kind'], place: string, fault: string): ContractGap => ({
    consumer,
    operation,
    place,
    fault,
    kind,
    description,
    uses: usesOf(reads, place.replace(/^(request|answer) /, '')),
  });
  const described = operations[operation];
  if (described === undefined) return [gap('broken', 'operation', 'is not in the description')];
  const gaps: ContractGap[] = [];
  if (interaction.breaksSchema !== true && interaction.request !== undefined) {
    if (described.request === undefined) gaps.push(gap('broken', 'request', 'takes no body'));
    else
      for (const { pointer, keyword, message } of validatorFor(described.request)(exampleOf(interaction.request)))
        gaps.push(
          gap(
            'broken',
            `request ${placeOf(pointer)}`,
            keyword === 'required' ? 'is required and not sent' : `is sent and not accepted: ${message}`,
          ),
        );
  }
  const statuses = interaction.statuses ?? [interaction.status];
  const schema = statuses
    .map((candidate) => responseFor(described.responses, candidate))
    .find((candidate) => candidate !== undefined);
  if (schema === undefined) return [...gaps, gap('unpromised', `status ${statuses.join(' or ')}`, 'is not declared')];
  if (interaction.response === undefined) return gaps;
  const answer: unknown = exampleOf(interaction.response);
  // What the example leaves out is no expectation; that the description requires more is an addition.
  for (const { pointer, message } of validatorFor(withoutDemands(schema))(answer))
    gaps.push(gap('broken', `answer ${placeOf(pointer)}`, message));
  for (const pinned of pinnedPlaces(interaction.response))
    if (usesOf(reads, pinned).length > 0)
      for (const { kind, place, fault } of descriptionGaps(pinned, schema, interaction.response))
        gaps.push(gap(kind, `answer ${place}`, fault));
  return gaps;
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

function placeOf(pointer: string): string {
  return withoutPositions(pointer) || '(whole)';
}

function unique(gaps: readonly ContractGap[]): readonly ContractGap[] {
  const seen = new Map<string, ContractGap>();
  for (const gap of gaps) {
    const key = JSON.stringify([gap.consumer, gap.operation, gap.place, gap.fault]);
    if (!seen.has(key)) seen.set(key, gap);
  }
  return [...seen.values()];
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
