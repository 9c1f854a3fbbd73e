/** What a refusal tells of connections that it has no reason to speak of. */
import { textAt } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import type { AnyObservation } from './check.ts';

/** What an answer has of these connections, of which its request said nothing. */
export function namedIn(
  { answer, body, step }: AnyObservation,
  connections: readonly JsonObject[],
  members: readonly string[],
): readonly string[] {
  const said = answer.text.toLowerCase();
  const sent = JSON.stringify([body, step.raw]).toLowerCase();
  const names = connections.flatMap((shown) => members.flatMap((key) => textAt(shown, key)?.toLowerCase() ?? []));
  return [...new Set(names)].filter((name) => name.length >= shortest && said.includes(name) && !sent.includes(name));
}

/** A shorter name may be a word of any message. */
const shortest = 8;
