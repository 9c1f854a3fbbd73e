/**
 * Findings from broken interactions: one for each consumer, operation and place or status, with what the consumer uses
 * the place for.
 */
import { defined } from '../../src/json/defined.ts';
import { createHash } from 'node:crypto';
import { isOperationId, operations } from '../../schemas/operations.ts';
import type { Finding, Step } from '../../src/report/report.ts';
import { curlFor } from '../../src/target/curl.ts';
import type { Reads } from '../interaction.ts';
import { speaksOf } from '../pinned-places.ts';
import { pactCheck } from './contract-checks.ts';
import { differencesOf } from './differences.ts';
import type { Difference } from './differences.ts';
import type { Meaning } from './load-pacts.ts';
import type { Segment } from './segment.ts';
import type { InteractionResult } from './run-verifier.ts';
import { counted } from '../../src/text/counted.ts';

export interface Broken {
  readonly result: InteractionResult;
  /** Absent where Pact's account could not be matched with what was sent. */
  readonly segment?: Segment;
}

export interface FindingContext {
  readonly meaning: Meaning;
  readonly url: string;
  readonly authKind?: 'basic' | 'bearer';
}

export function findingsOf(broken: readonly Broken[], context: FindingContext): readonly Finding[] {
  const bySignature = new Map<
    string,
    { readonly first: Broken; readonly difference: Difference; descriptions: string[] }
  >();
  for (const each of broken)
    for (const difference of differencesOf(each.result)) {
      const signature = ['pact', operationOf(each, context), placeOf(difference), each.result.consumer].join(' ');
      const known = bySignature.get(signature);
      if (known === undefined)
        bySignature.set(signature, { first: each, difference, descriptions: [each.result.description] });
      else if (!known.descriptions.includes(each.result.description)) known.descriptions.push(each.result.description);
    }
  return [...bySignature].map(([signature, entry]) => findingOf(signature, entry, context));
}

/** A status that is not found and one of a crash are two defects; at a place in the body it is the place that tells. */
function placeOf({ place, received = '' }: Difference): string {
  return place === 'status' ? `${place} ${received}` : place;
}

function findingOf(
  signature: string,
  entry: { readonly first: Broken; readonly difference: Difference; readonly descriptions: readonly string[] },
  context: FindingContext,
): Finding {
  const { first, difference, descriptions } = entry;
  const { consumer, description } = first.result;
  const operation = operationOf(first, context);
  const id = createHash('sha256').update(signature).digest('hex').slice(0, 8);
  const { reads } = context.meaning(consumer, description);
  const lacking = difference.isVariant === true ? absentReads(first, reads, difference.place) : [];
  const uses = lacking.length === 0 ? usesOf(reads, difference.place) : lacking.map((place) => reads[place] ?? '');
  const fault =
    lacking.length === 0
      ? difference.fault
      : `has no item with ${lacking.map((key) => key.slice(`${difference.place}/*/`.length)).join(', ')}`;
  const use = uses.length === 0 ? '' : `; it reads this for: ${uses.slice(0, 3).join(' | ')}`;
  const call = first.segment?.exchange?.call;
  return {
    id,
    check: pactCheck.id,
    operation,
    signature,
    title: `${consumer} breaks: ${labelOf(operation)}: ${difference.place === '' ? 'the body' : difference.place} ${fault}${use}`,
    meaning: pactCheck.meaning,
    severity: pactCheck.severity,
    status: 'new',
    reproduction: 'not-retried',
    expected: `${difference.expected ?? 'an answer as the contract has it'} (${interactionsLine(descriptions)})`,
    received: difference.received ?? fault,
    ...defined({ pointer: difference.pointer }),
    steps: stepsOf(first),
    curl: call === undefined ? [] : [curlFor(call, { url: context.url, ...defined({ auth: context.authKind }) })],
    replay: 'airlock verify',
  };
}

/**
 * Pact says of a list only that no item is as wanted; these are the places below it that the consumer reads and no item
 * has.
 */
function absentReads({ segment }: Broken, reads: Reads, place: string): readonly string[] {
  const outcome = segment?.exchange?.outcome;
  if (outcome?.kind !== 'answer' || !outcome.json.ok) return [];
  const body: unknown = outcome.json.value;
  return Object.keys(reads).filter(
    (key) => key.startsWith(`${place}/`) && !key.endsWith('/**') && !hasPlace(body, key.split('/').slice(1)),
  );
}

function hasPlace(value: unknown, [key, ...deeper]: readonly string[]): boolean {
  if (key === undefined) return true;
  if (key === '*') return Array.isArray(value) && value.some((item) => hasPlace(item, deeper));
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return false;
  return hasPlace(Reflect.get(value, key), deeper);
}

function interactionsLine(descriptions: readonly string[]): string {
  const more = descriptions.length - 1;
  return `"${descriptions[0] ?? ''}"${more === 0 ? '' : ` and ${counted(more, 'more interaction')}`}`;
}

function operationOf({ result, segment }: Broken, { meaning }: FindingContext): string {
  return meaning(result.consumer, result.description).operation ?? segment?.exchange?.call.operation ?? 'unknown';
}

function labelOf(operation: string): string {
  return isOperationId(operation) ? operations[operation].label : operation;
}

/** What is said of the place itself, else of what lies below it, else of what it lies in. */
export function usesOf(reads: Reads, place: string): readonly string[] {
  const entries = Object.entries(reads);
  const exact = entries.filter(([key]) => key === place || speaksOf(key, place));
  const below = entries.filter(([key]) => key.startsWith(`${place}/`));
  const around = entries.filter(([key]) => key !== '' && place.startsWith(`${key}/`));
  const found = exact.length > 0 ? exact : below.length > 0 ? below : around;
  return [...new Set((place.startsWith('header') || place === 'status' ? exact : found).map(([, use]) => use))];
}

function stepsOf({ segment }: Broken): readonly Step[] {
  const exchange = segment?.exchange;
  if (exchange === undefined) return [];
  const { call, outcome } = exchange;
  return [
    {
      operation: call.operation,
      ...(call.operation === 'transport' ? {} : { request: call.body }),
      ...(outcome.kind === 'failure'
        ? { error: `${outcome.reason}: ${outcome.message}` }
        : {
            response: {
              status: outcome.status,
              body: outcome.json.ok ? outcome.json.value : outcome.text.slice(0, 2000),
              headers: outcome.headers,
            },
          }),
    },
  ];
}
