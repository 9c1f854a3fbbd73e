/** Joins interactions into one pact file that is the same, byte for byte, whenever the same is declared. */
import { listAt, objectAt } from '../../src/json/json.ts';
import { readPactDocument } from '../../src/description/pact-document.ts';
import { providerName } from '../interaction.ts';
import type { Consumer, Interaction } from '../interaction.ts';
import type { PactInteraction } from './consumer-test.ts';

export interface WrittenInteraction {
  readonly declared: Interaction;
  readonly written: PactInteraction;
}

export function pactFileName(consumer: string): string {
  return `${consumer}-${providerName}.json`;
}

/**
 * Pact's own merge loses interactions of parallel writers, replaces those with the same description and never deletes;
 * this one counts. @throws {Error} unless every declared interaction was written, once.
 */
export function mergePact(consumer: Consumer, parts: readonly WrittenInteraction[]): string {
  const keys = new Set(parts.map(({ written }) => keyOf(written)));
  const missing = consumer.interactions.filter((interaction) => !keys.has(declaredKey(interaction)));
  if (missing.length > 0 || keys.size !== parts.length || parts.length !== consumer.interactions.length)
    throw new Error(
      `Cannot write the pact of ${consumer.name}: ${consumer.interactions.length} interactions are declared, ${keys.size} different ones were written` +
        (missing[0] === undefined ? '' : `; missing is "${missing[0].description}"`),
    );
  const interactions = parts
    .map((part) => [keyOf(part.written), completed(part)] as const)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([, interaction]) => interaction);
  const pact = {
    consumer: { name: consumer.name },
    interactions,
    // The versions of the tools that wrote it would change the file without a change of the contract.
    metadata: { pactSpecification: { version: '4.0' } },
    provider: { name: providerName },
  };
  return `${JSON.stringify(sorted(pact), null, 2)}\n`;
}

/** Whether the merge above made a file: other teams put theirs into the same folder. */
export function isWrittenHere(file: string): boolean {
  const pact = readPactDocument(file);
  if ('reason' in pact || pact.interactions.length === 0) return false;
  return pact.interactions.every((interaction) =>
    listAt(objectAt(interaction, 'comments'), 'text').some((line) => typeof line === 'string' && line.endsWith(hint)),
  );
}

const hint = 'what the consumer reads, by place, is under "reads"';

export function declaredKey({ description, states }: Interaction): string {
  return JSON.stringify([description, states.map(({ name, params = {} }) => [name, sorted(params)])]);
}

function keyOf(written: PactInteraction): string {
  const states = Array.isArray(written['providerStates']) ? (written['providerStates'] as WrittenState[]) : []; // as Pact writes them
  return JSON.stringify([written['description'], states.map(({ name, params = {} }) => [name, sorted(params)])]);
}

interface WrittenState {
  readonly name: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** Adds what Pact's builder cannot say: that no member is null, and what the consumer reads. */
function completed({ declared, written }: WrittenInteraction): unknown {
  const response = written['response'] as {
    readonly matchingRules?: { readonly body?: Readonly<Record<string, unknown>> };
  }; // as Pact writes it
  const rules = Object.fromEntries((declared.withoutNulls ?? []).map((path) => [path, noMemberIsNull]));
  return {
    ...written,
    comments: {
      text: [`${declared.operation}: ${hint}`],
      reads: declared.reads,
      operation: declared.operation,
    },
    response:
      declared.withoutNulls === undefined
        ? response
        : {
            ...response,
            matchingRules: { ...response.matchingRules, body: { ...response.matchingRules?.body, ...rules } },
          },
  };
}

/**
 * Pact has no matcher for "anything but null", but matches every value by its JSON text. The expression must match the
 * whole of it. It switches off every other rule below the object, and the demand for its members.
 */
const noMemberIsNull = {
  combine: 'AND',
  matchers: [{ match: 'eachValue', rules: [{ match: 'regex', regex: String.raw`(?!null\z)[\s\S]*` }], value: '{}' }],
};

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, child]) => [key, sorted(child)]),
  );
}
