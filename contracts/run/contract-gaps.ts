/** The places at which an API description and a contract do not fit together. */
import type { JSONSchema } from 'json-schema-to-ts';
import { responseFor } from '../../schemas/response-for.ts';
import type { Description } from '../../schemas/description.ts';
import { withoutPositions } from '../../schemas/without-positions.ts';
import { validatorFor } from '../../src/validation/validator.ts';
import type { Violation } from '../../src/validation/validator.ts';
import { withFurtherMembers } from '../../src/validation/with-further-members.ts';
import type { Interaction } from '../interaction.ts';
import { exampleOf } from '../matchers.ts';
import { pinnedPlaces } from '../pinned-places.ts';
import { usesOf } from './broken-contracts.ts';
import { descriptionGaps } from './description-gaps.ts';
import type { DescriptionGap } from './description-gaps.ts';
import { withoutDemands } from './without-demands.ts';

export interface ContractGap extends DescriptionGap {
  readonly consumer: string;
  readonly operation: string;
  readonly uses: readonly string[];
  readonly description: string;
}

/** Each gap once, with the first interaction that shows it. */
export function contractGaps(interactions: readonly Interaction[], description: Description): readonly ContractGap[] {
  return unique(interactions.flatMap((interaction) => gapsOf(interaction, description)));
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
      for (const { pointer, keyword, message } of refusalsOf(described.request, exampleOf(interaction.request)))
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

/**
 * A description that has several alternatives with `oneOf`, which do not exclude each other, means any of them: published
 * ones say so of mappings, and their servers accept them.
 */
function refusalsOf(schema: JSONSchema, body: unknown): readonly Violation[] {
  const violations = validatorFor(schema)(body);
  if (!violations.some(({ keyword }) => keyword === 'oneOf')) return violations;
  const open = validatorFor(withFurtherMembers(schema))(body);
  return violations.filter(
    ({ keyword, pointer }) => keyword !== 'oneOf' || open.some((other) => other.pointer.startsWith(pointer)),
  );
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
