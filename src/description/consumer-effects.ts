/** Which consumer notices a change: told from the bodies that its pacts pin. */
import { defined } from '../json/defined.ts';
import { isObject, objectAt } from '../json/json.ts';
import { under } from '../json/pointer.ts';
import type { JsonObject } from '../json/json.ts';
import type { OperationId } from '../../schemas/operations.ts';
import type { ChangeClass, ConsumerEffect, Effect, Reading } from './change.ts';
import { statusFor } from '../../schemas/response-for.ts';
import { worst } from './change.ts';
import { modelsNamedIn, partsOf } from './reachable-part.ts';
import type { ReachablePart, Direction } from './reachable-part.ts';
import { modelNameOf } from './references.ts';

/** One interaction of a pact, as far as this matters. */
export interface PinnedInteraction {
  readonly consumer: string;
  readonly description: string;
  readonly operation: OperationId;
  readonly status: number;
  readonly requestBody?: unknown;
  readonly responseBody?: unknown;
  /** Places in the answer (`*` for every item, a trailing `/**` for all below) to where the consumer's code reads them. */
  readonly usedBy?: Readonly<Record<string, string>>;
}

export interface Readers {
  readonly interactions: readonly PinnedInteraction[];
}

interface ChangeToJudge {
  readonly kind: string;
  readonly model?: string;
  readonly member?: string;
  readonly tokens: readonly string[];
  readonly operations: readonly OperationId[];
  readonly effects: readonly Effect[];
  readonly answer?: Answer;
}

/** One of the declared answers of an operation. */
export interface Answer {
  readonly status: string;
  readonly declared: readonly string[];
}

interface ReadDocument {
  readonly reachable: ReachablePart;
  readonly document: JsonObject;
}

interface Sides {
  readonly before: ReadDocument;
  readonly after: ReadDocument;
}

/** One entry for each consumer of the pacts; `harmless` with no readings for one that does not use what changed. */
export function consumerEffects(change: ChangeToJudge, readers: Readers, sides: Sides): readonly ConsumerEffect[] {
  const consumers = [...new Set(readers.interactions.map(({ consumer }) => consumer))].toSorted();
  if (consumers.length === 0) return [];
  const places = placesOf(change, sides);
  return consumers.map((consumer) => {
    const readings = readers.interactions
      .filter((interaction) => interaction.consumer === consumer && change.operations.includes(interaction.operation))
      .flatMap((interaction) => readingsOf(change, interaction, places));
    const classes = readings.flatMap(({ direction }): readonly ChangeClass[] =>
      change.effects.filter((effect) => effect.direction === direction).map((effect) => effect.class),
    );
    return { consumer, class: worst(classes), readBy: readings };
  });
}

function readingsOf(
  change: ChangeToJudge,
  interaction: PinnedInteraction,
  places: readonly DataPlace[],
): readonly Reading[] {
  const base = { interaction: interaction.description, operation: interaction.operation };
  if (change.model === undefined && change.tokens.length === 0) {
    if (change.answer !== undefined && !isAnswer(change.answer, interaction.status)) return [];
    return change.effects.map(({ direction }) => ({ ...base, direction, place: '' }));
  }
  return places.flatMap((place): readonly Reading[] => {
    if (place.operation !== interaction.operation) return [];
    if (place.answer !== undefined && !isAnswer(place.answer, interaction.status)) return [];
    const body = place.direction === 'request' ? interaction.requestBody : interaction.responseBody;
    const pointer = under('', ...place.tokens);
    // A required request member that is new breaks everybody who sends the object that lacks it.
    const isNewDemand = place.direction === 'request' && change.kind === 'member-added';
    if (!has(body, isNewDemand ? place.tokens.slice(0, -1) : place.tokens)) return [];
    const usedBy = place.direction === 'response' ? useOf(interaction, pointer) : undefined;
    return [{ ...base, direction: place.direction, place: pointer, ...defined({ usedBy }) }];
  });
}

function isAnswer({ status, declared }: Answer, answered: number): boolean {
  return statusFor(declared, answered) === status;
}

/** What the contract says about the place itself, what contains it or what it contains. */
function useOf({ usedBy = {} }: PinnedInteraction, pointer: string): string | undefined {
  const exact = usedBy[pointer];
  if (exact !== undefined) return exact;
  for (const [key, use] of Object.entries(usedBy)) {
    const root = key.endsWith('/**') ? key.slice(0, -3) : undefined;
    if (root !== undefined && (pointer === root || pointer.startsWith(`${root}/`))) return use;
    if (key.startsWith(`${pointer}/`)) return use;
  }
  return undefined;
}

interface DataPlace {
  readonly operation: OperationId;
  readonly direction: Direction;
  readonly answer?: Answer;
  readonly tokens: readonly string[];
}

/** Every place in the bodies where the changed part of the model occurs. */
function placesOf(change: ChangeToJudge, sides: Sides): readonly DataPlace[] {
  const { model, tokens: own, answer: inAnswer } = change;
  if (model === undefined)
    return change.operations.map((operation) => ({
      operation,
      direction: inAnswer === undefined ? 'request' : 'response',
      ...defined({ answer: inAnswer }),
      tokens: own,
    }));
  const places: DataPlace[] = [];
  const seen = new Set<string>();
  for (const { reachable, document } of [sides.before, sides.after])
    for (const operation of reachable.operations) {
      if (!change.operations.includes(operation.id)) continue;
      const declared = Object.keys(operation.responses);
      const collect = (schema: unknown, direction: Direction, status?: string): void => {
        for (const tokens of waysTo(model, schema, document, [])) {
          const place = {
            operation: operation.id,
            direction,
            ...(status === undefined ? {} : { answer: { status, declared } }),
            tokens: [...tokens, ...own],
          };
          const key = JSON.stringify([operation.id, direction, status, place.tokens]);
          if (seen.has(key)) continue;
          seen.add(key);
          places.push(place);
        }
      };
      collect(operation.request?.schema, 'request');
      for (const [status, response] of Object.entries(operation.responses))
        collect(response?.schema, 'response', status);
    }
  return places;
}

function waysTo(
  model: string,
  schema: unknown,
  document: JsonObject,
  open: readonly string[],
): readonly (readonly string[])[] {
  const name = modelNameOf(schema);
  if (name === model) return [[]];
  if (name !== undefined) {
    if (open.includes(name)) return [];
    return waysTo(model, objectAt(objectAt(document, 'components'), 'schemas')[name], document, [...open, name]);
  }
  if (!isObject(schema) || modelsNamedIn(schema).length === 0) return [];
  return partsOf(schema).flatMap(({ tokens, schema: part }) => {
    const [key, member] = tokens;
    const step =
      key === 'properties' && member !== undefined
        ? [member]
        : key === 'items' || key === 'additionalProperties'
          ? ['*']
          : [];
    return waysTo(model, part, document, open).map((rest) => [...step, ...rest]);
  });
}

function has(value: unknown, tokens: readonly string[]): boolean {
  const [token, ...rest] = tokens;
  if (token === undefined) return value !== undefined;
  if (token === '*')
    return (Array.isArray(value) ? value : isObject(value) ? Object.values(value) : []).some((item) => has(item, rest));
  return isObject(value) && Object.hasOwn(value, token) && has(value[token], rest);
}
