/** What must hold of the declared interactions before any of them enters a pact. */
import { operationIds, operations } from '../../schemas/operations.ts';
import type { Operation } from '../../schemas/operations.ts';
import { validatorFor } from '../../src/validation/validator.ts';
import type { Consumer, Interaction, Omission } from '../interaction.ts';
import { exampleOf } from '../matchers.ts';
import { pinnedPlaces, speaksOf } from '../pinned-places.ts';
import { declaredKey } from './merge-pact.ts';
import { isRequiredPlace } from './required-place.ts';

/** Every way in which the declarations are wrong, one line each; none means that they may be written. */
export function problemsOf(consumers: readonly Consumer[], omissions: readonly Omission[]): readonly string[] {
  return [
    ...consumers.flatMap(({ interactions }) => interactions.flatMap(invalidExamples)),
    ...consumers.flatMap(repeated),
    ...consumers.flatMap(overSpecified),
    ...consumers.flatMap(({ interactions }) => interactions.flatMap(unpinnedReads)),
    ...uncovered(consumers, omissions),
  ];
}

/** An answer that violates the description proves nothing, however green its test is. */
function invalidExamples(interaction: Interaction): readonly string[] {
  const operation: Operation = operations[interaction.operation];
  const answer = operation.responses[interaction.status];
  const problems: string[] = [];
  if (answer === undefined) problems.push(`status ${interaction.status} is not declared`);
  else problems.push(...violationsOf(answer, interaction.response, 'the answer'));
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

function unreadPlaces({ interactions }: Consumer): readonly Unread[] {
  return interactions.flatMap((interaction) => {
    const schema = (operations[interaction.operation] as Operation).responses[interaction.status];
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
    .filter((key) => !places.some((place) => speaksOf(key, place)))
    .map((key) => `"${interaction.description}" (${interaction.consumer}) reads ${key}, which it does not pin`);
}

/** Every operation and every status that a caller can run into has an interaction or a written reason. */
function uncovered(consumers: readonly Consumer[], omissions: readonly Omission[]): readonly string[] {
  return operationIds.flatMap((operation) =>
    callerStatuses(operation).flatMap((status) => {
      const pinned = consumers.some(({ interactions }) =>
        interactions.some((interaction) => interaction.operation === operation && interaction.status === status),
      );
      const excused = omissions.some((omission) => omission.operation === operation && omission.status === status);
      if (pinned && excused) return [`${operation} ${status} has an interaction and a reason for having none`];
      return pinned || excused
        ? []
        : [`${operation} ${status} has neither an interaction nor a reason for having none`];
    }),
  );
}

/** 400, 401, 403, 405, 406, 413 and 415 are the transport's; the fuzzer asks for them. */
function callerStatuses(operation: (typeof operationIds)[number]): readonly number[] {
  return Object.keys(operations[operation].responses)
    .map(Number)
    .filter((status) => status === 200 || status === 404 || status === 422);
}
