/**
 * One interaction of a pact that anybody may have written, as Pact's verifier is to see it: as lenient as Pact is, and
 * what Pact would stumble over told by its place. What it does was found by trying 1,700 odd pacts on version 20.2.0 of
 * its core.
 */
import { isObject, objectAt } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';

export type ReadInteraction =
  | {
      readonly kind: 'usable';
      readonly interaction: JsonObject;
      /** Members that are not used, as places below the interaction with their reasons. */
      readonly notes: readonly Odd[];
    }
  /** Nothing that goes over HTTP by itself: no fault of the pact. */
  | { readonly kind: 'foreign'; readonly reason: string }
  | ({ readonly kind: 'fault' } & Odd);

/** A member that is not as it has to be. */
export interface Odd {
  /** Pointer below the interaction. */
  readonly pointer: string;
  readonly reason: string;
}

export interface PactContext {
  readonly index: number;
  readonly isV4: boolean;
}

export function readInteraction(value: unknown, { index, isV4 }: PactContext): ReadInteraction {
  if (!isObject(value)) return fault('', value, 'an object with request and response');
  const foreign = foreignReason(value);
  if (foreign !== undefined) return { kind: 'foreign', reason: foreign };
  // Pact loses the whole file over it.
  if (isV4 && value['type'] !== 'Synchronous/HTTP') return fault('/type', value['type'], '"Synchronous/HTTP"');
  const method = objectAt(value, 'request')['method'];
  if (method !== undefined && (typeof method !== 'string' || !/^[A-Za-z]+$/.test(method)))
    return fault('/request/method', method, 'a method such as "POST"');
  const response = objectAt(value, 'response');
  // Pact's verifier breaks off over it, and every pact of the run is lost without a word.
  if (Object.hasOwn(response, 'status') && !isStatus(response['status']))
    return fault('/response/status', response['status'], 'a number from 100 to 599');
  const { states, notes } = statesOf(value['providerStates']);
  const { providerStates: _, pluginConfiguration: __, ...rest } = value;
  return {
    kind: 'usable',
    interaction: {
      ...rest,
      description: descriptionOf(value, index),
      ...(states.length === 0 ? {} : { providerStates: states }),
    },
    notes,
  };
}

/** Of messages, wherever they are met. */
export const notReplayed = 'messages are not replayed, only requests over HTTP';

function foreignReason(interaction: JsonObject): string | undefined {
  const { type, pluginConfiguration } = interaction;
  if (type === 'Asynchronous/Messages' || type === 'Synchronous/Messages') return notReplayed;
  if (isObject(pluginConfiguration) && Object.keys(pluginConfiguration).length > 0)
    return `interactions of the plugin ${Object.keys(pluginConfiguration).join(' and ')} are not replayed, Airlock runs no plugins`;
  return undefined;
}

function isStatus(status: unknown): boolean {
  return typeof status === 'number' && Number.isInteger(status) && status >= 100 && status <= 599;
}

/** Pact names those without a description by their number; in what it is handed, the number may be another one. */
function descriptionOf({ description }: JsonObject, index: number): string {
  if (description === undefined) return `Interaction ${index}`;
  return typeof description === 'string' ? description : JSON.stringify(description);
}

/** Pact takes what is no list for none, and what has no name for a state that nobody can know. */
function statesOf(given: unknown): { readonly states: readonly JsonObject[]; readonly notes: readonly Odd[] } {
  if (given === undefined || given === null) return { states: [], notes: [] };
  const accepted = 'expected a list of {"name": …}; replayed without it';
  if (!Array.isArray(given))
    return { states: [], notes: [{ pointer: '/providerStates', reason: `${shown(given)}: ${accepted}` }] };
  const states: JsonObject[] = [];
  const notes: Odd[] = [];
  for (const [at, state] of given.entries())
    if (isObject(state) && Object.hasOwn(state, 'name')) states.push(state);
    else notes.push({ pointer: `/providerStates/${at}`, reason: `${shown(state)}: ${accepted}` });
  return { states, notes };
}

function fault(pointer: string, value: unknown, expected: string): ReadInteraction {
  return { kind: 'fault', pointer, reason: `${shown(value)}: expected ${expected}` };
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 60);
}
