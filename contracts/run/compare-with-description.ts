/** Says, without a running provider, what of the contracts an API description does not promise: in both directions. */
import { createHash } from 'node:crypto';
import type { JSONSchema } from 'json-schema-to-ts';
import type { Description } from '../../schemas/description.ts';
import { validatorFor } from '../../src/validation/validator.ts';
import type { Finding, StepResult } from '../../src/report/report.ts';
import { consumers as declaredConsumers } from '../consumers.ts';
import type { Consumer, Interaction } from '../interaction.ts';
import { exampleOf } from '../matchers.ts';
import { pinnedPlaces } from '../pinned-places.ts';
import { usesOf } from './broken-contracts.ts';

/** `broken`: the description contradicts the contract. `unpromised`: a server may leave it out and still conform. */
type Gap = {
  readonly consumer: string;
  readonly operation: string;
  readonly place: string;
  readonly fault: string;
  readonly kind: 'broken' | 'unpromised';
  readonly uses: readonly string[];
  readonly description: string;
};

export function compareWithDescription(
  description: Description,
  consumers: readonly Consumer[] = declaredConsumers,
): StepResult {
  const gaps = unique(
    consumers.flatMap(({ interactions }) => interactions.flatMap((interaction) => gapsOf(interaction, description))),
  );
  const broken = gaps.filter(({ kind }) => kind === 'broken');
  const unpromised = gaps.filter(({ kind }) => kind === 'unpromised');
  const findings = broken.map(findingOf);
  return {
    findings,
    sections: { contract: { against: description.name, broken, unpromised } },
    summary: [
      `contract  against ${description.name}: ${broken.length} expectations are contradicted, ${unpromised.length} are not promised`,
      ...unpromised.map(
        ({ consumer, operation, place, fault }) =>
          `          not promised to ${consumer}: ${operation} ${place}: ${fault}`,
      ),
    ],
    verdicts:
      findings[0] === undefined
        ? []
        : [
            {
              code: 1,
              reason: `${broken.length} expectations are contradicted by ${description.name}: ${findings[0].title}`,
            },
          ],
  };
}

function gapsOf(interaction: Interaction, { operations }: Description): readonly Gap[] {
  const { consumer, operation, description, reads } = interaction;
  const gap = (kind: Gap['kind'], place: string, fault: string): Gap => ({
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
  const gaps: Gap[] = [];
  if (interaction.breaksSchema !== true && interaction.request !== undefined) {
    if (described.request === undefined) gaps.push(gap('broken', 'request', 'takes no body'));
    else
      for (const { pointer, message } of validatorFor(described.request)(exampleOf(interaction.request)))
        gaps.push(gap('broken', `request ${placeOf(pointer)}`, `is sent and not accepted: ${message}`));
  }
  const statuses = interaction.statuses ?? [interaction.status];
  const status = statuses.find((candidate) => described.responses[candidate] !== undefined);
  const schema = status === undefined ? undefined : described.responses[status];
  if (schema === undefined) return [...gaps, gap('unpromised', `status ${statuses.join(' or ')}`, 'is not declared')];
  const answer: unknown = exampleOf(interaction.response);
  const contradicted = validatorFor(schema)(answer);
  for (const { pointer, keyword, message } of contradicted)
    // What the example leaves out is no expectation; that the description requires more is an addition.
    if (keyword !== 'required') gaps.push(gap('broken', `answer ${placeOf(pointer)}`, message));
  for (const place of pinnedPlaces(interaction.response)) {
    const promise = promiseOf(schema, place);
    if (promise !== undefined && usesOf(reads, place).length > 0)
      gaps.push(gap(promise.kind, `answer ${promise.place}`, promise.fault));
  }
  return gaps;
}

/** The first member on the way to a place that the schema does not declare, or declares as optional. */
function promiseOf(
  schema: JSONSchema,
  place: string,
): { readonly kind: Gap['kind']; readonly place: string; readonly fault: string } | undefined {
  let node: JSONSchema | undefined = schema;
  let walked = '';
  for (const key of place.split('/').slice(1)) {
    if (typeof node !== 'object' || isUntyped(node)) return undefined;
    walked += `/${key}`;
    if (key === '*') {
      node = typeof node.items === 'object' && !Array.isArray(node.items) ? (node.items as JSONSchema) : undefined;
      continue;
    }
    const parts: readonly JSONSchema[] = [node, ...(node.allOf ?? [])];
    const objects = parts.filter((part): part is Exclude<JSONSchema, boolean> => typeof part === 'object');
    const declared = objects.find((part) => part.properties?.[key] !== undefined)?.properties?.[key];
    if (declared === undefined) return { kind: 'broken', place: walked, fault: 'is read and not declared' };
    if (!objects.some((part) => part.required?.includes(key) === true))
      return { kind: 'unpromised', place: walked, fault: 'is optional in the description' };
    node = declared;
  }
  return undefined;
}

/** Free JSON: the description says nothing of what is inside. */
function isUntyped(schema: Exclude<JSONSchema, boolean>): boolean {
  return schema.properties === undefined && schema.items === undefined && schema.allOf === undefined;
}

function placeOf(pointer: string): string {
  return pointer.replaceAll(/\/\d+(?=\/|$)/g, '/*') || '(whole)';
}

function unique(gaps: readonly Gap[]): readonly Gap[] {
  const seen = new Map<string, Gap>();
  for (const gap of gaps) {
    const key = JSON.stringify([gap.consumer, gap.operation, gap.place, gap.kind]);
    if (!seen.has(key)) seen.set(key, gap);
  }
  return [...seen.values()];
}

function findingOf({ consumer, operation, place, fault, uses, description }: Gap): Finding {
  const signature = ['pact-description', operation, place, consumer].join(' ');
  return {
    id: createHash('sha256').update(signature).digest('hex').slice(0, 8),
    check: 'pact-description',
    operation,
    signature,
    title: `${consumer} breaks: ${operation}: ${place} ${fault}${uses.length === 0 ? '' : `; it reads this for: ${uses.slice(0, 3).join(' | ')}`}`,
    severity: 'high',
    status: 'new',
    reproduction: 'not-retried',
    expected: `as "${description}" has it`,
    received: fault,
    steps: [],
    curl: [],
    replay: 'airlock contract --against FILE',
  };
}
