/** What must hold of the declared interactions before any of them enters a pact. */
import { isOperationId } from '../../schemas/operations.ts';
import type { Operation, OperationId } from '../../schemas/operations.ts';
import { validatorFor } from '../../src/validation/validator.ts';
import { generations, operationsOf } from '../generation.ts';
import type { Generation } from '../generation.ts';
import type { Consumer, Interaction, Omission } from '../interaction.ts';
import { exampleOf } from '../matchers.ts';
import { pinnedPlaces, speaksOf } from '../pinned-places.ts';
import { declaredKey } from './merge-pact.ts';
import { isRequiredPlace } from './required-place.ts';
import { withoutDemands } from './without-demands.ts';

/** Every way in which the declarations are wrong, one line each; none means that they may be written. */
export function problemsOf(consumers: readonly Consumer[], omissions: readonly Omission[]): readonly string[] {
  return [
    ...consumers.flatMap((consumer) => consumer.interactions.flatMap((each) => invalidExamples(each, consumer))),
    ...consumers.flatMap(repeated),
    ...consumers.flatMap(overSpecified),
    ...consumers.flatMap(({ interactions }) => interactions.flatMap(unpinnedReads)),
    ...uncovered(consumers, omissions),
  ];
}

/** An answer that violates the description proves nothing, however green its test is. */
function invalidExamples(
  interaction: Interaction,
  { generation, hasPartialExamples }: Pick<Consumer, 'generation' | 'hasPartialExamples'>,
): readonly string[] {
  const operation = operationsOf(generation)[interaction.operation];
  if (operation === undefined)
    return [`"${interaction.description}" (${interaction.consumer}): its release has no ${interaction.operation}`];
  const answer = operation.responses[interaction.status];
  const problems: string[] = [];
  if (answer === undefined) problems.push(`status ${interaction.status} is not declared`);
  else if (interaction.response !== undefined)
    problems.push(
      ...violationsOf(
        hasPartialExamples === true ? withoutDemands(answer) : answer,
        interaction.response,
        'the answer',
      ),
    );
  if (operation.request === undefined) {
    if (interaction.request !== undefined) problems.push('the operation takes no body');
  } else {
    const violations = violationsOf(operation.request, interaction.request, 'the request');
    if (interaction.breaksSchema !== true) problems.push(...violations);
    else if (violations.length === 0) problems.push('the request is said to break the schema and does not');
  }
  return problems.map((problem) => `"${interaction.description}" (${interaction.consumer}): ${problem}`);
}

function violationsOf(schema: NonNullable<Operation['request']>, template: unknown, what: string): readonly string[] {
  const value: unknown = template === undefined ? undefined : exampleOf(template);
  return validatorFor(schema)(value).map(
    ({ pointer, message }) => `the example of ${what} is not valid: ${pointer || 'the body'} ${message}`,
  );
}

/** Pact replaces an interaction by another one of the same description and states without a word. */
function repeated({ name, interactions }: Consumer): readonly string[] {
  const seen = new Set<string>();
  return interactions.flatMap((interaction) => {
    const key = declaredKey(interaction);
    if (seen.has(key)) return [`"${interaction.description}" (${name}) is declared twice with the same states`];
    seen.add(key);
    return [];
  });
}

/** What is pinned and never read. */
interface Unread {
  readonly description: string;
  readonly place: string;
  /** The description requires it, so that an example without it would not be valid. */
  readonly required: boolean;
}

function unreadPlaces({ interactions, generation }: Consumer): readonly Unread[] {
  return interactions.flatMap((interaction) => {
    const schema = operationsOf(generation)[interaction.operation]?.responses[interaction.status];
    return pinnedPlaces(interaction.response)
      .filter((place) => !Object.keys(interaction.reads).some((key) => speaksOf(key, place)))
      .map((place) => ({
        description: interaction.description,
        place,
        required: schema !== undefined && isRequiredPlace(schema, place),
      }));
  });
}

/** The different places that are pinned only because the description requires them. */
export function unreadRequired(consumer: Consumer): readonly string[] {
  return [...new Set(unreadPlaces(consumer).flatMap(({ place, required }) => (required ? [place] : [])))].toSorted();
}

function overSpecified(consumer: Consumer): readonly string[] {
  const loose = unreadPlaces(consumer).filter(({ required }) => !required);
  const required = unreadRequired(consumer);
  return [
    ...loose.map(
      ({ description, place }) => `"${description}" (${consumer.name}) pins ${place}, which the consumer never reads`,
    ),
    ...(required.length > consumer.unreadBudget
      ? [
          `${consumer.name} pins ${required.length} places that it never reads, more than its budget of ${consumer.unreadBudget}: ${required.join(', ')}`,
        ]
      : []),
  ];
}

/** A use without a pin: the field could go away and the pact would stay green. */
function unpinnedReads(interaction: Interaction): readonly string[] {
  const places = pinnedPlaces(interaction.response);
  return Object.keys(interaction.reads)
    .filter((key) => key !== 'status' && !places.some((place) => speaksOf(key, place)))
    .map((key) => `"${interaction.description}" (${interaction.consumer}) reads ${key}, which it does not pin`);
}

/** Every operation and every status that a caller of one of the generations can run into has an interaction or a written reason. */
function uncovered(consumers: readonly Consumer[], omissions: readonly Omission[]): readonly string[] {
  return generations.flatMap((generation) => {
    const own = consumers.filter((consumer) => consumer.generation === generation);
    if (own.length === 0) return [];
    const excuses = omissions.filter((omission) => omission.generation === generation);
    return callerStatuses(generation).flatMap(({ operation, status }) => {
      const pinned = own.some(({ interactions }) => interactions.some((each) => pins(each, operation, status)));
      const excused = excuses.some((omission) => omission.operation === operation && omission.status === status);
      const what = `${operation} ${status} of ${generation}`;
      if (pinned && excused) return [`${what} has an interaction and a reason for having none`];
      return pinned || excused ? [] : [`${what} has neither an interaction nor a reason for having none`];
    });
  });
}

function pins(interaction: Interaction, operation: OperationId, status: number): boolean {
  const { statuses = [interaction.status] } = interaction;
  return interaction.operation === operation && statuses.includes(status);
}

/** 400, 401, 403, 405, 406, 413 and 415 are the transport's; the fuzzer asks for them. */
function callerStatuses(
  generation: Generation,
): readonly { readonly operation: OperationId; readonly status: number }[] {
  return Object.entries(operationsOf(generation)).flatMap(([operation, { responses }]) =>
    [200, 404, 422].flatMap((status) =>
      isOperationId(operation) && Object.hasOwn(responses, status) ? [{ operation, status }] : [],
    ),
  );
}
