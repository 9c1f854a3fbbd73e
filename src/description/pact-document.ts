/** A pact file of anybody, V1 to V4, as far as all who read pacts need it. */
import { defined } from '../json/defined.ts';
import { isObject, listAt, textAt } from '../json/json.ts';
import type { JsonObject } from '../json/json.ts';
import { readText } from '../files/read-text.ts';

export interface PactDocument {
  readonly file: string;
  readonly consumer: string;
  /** Absent where the file names none: Pact takes such a pact for any provider. */
  readonly provider?: string;
  readonly interactions: readonly unknown[];
  /** Of V3, where they have a list of their own. */
  readonly messages: readonly unknown[];
  readonly json: JsonObject;
}

/** A file that is not used, and why. */
export interface NoPact {
  readonly file: string;
  readonly reason: string;
  /** It may have been meant as a pact: then something is not proved without it. */
  readonly isFault: boolean;
}

export function readPactDocument(file: string): PactDocument | NoPact {
  const json = jsonIn(file);
  if (!json.ok) return { file, reason: json.reason, isFault: true };
  const { value } = json;
  const lists = isObject(value) ? ['interactions', 'messages'].filter((key) => Object.hasOwn(value, key)) : [];
  const isMarked = isObject(value) && ['consumer', 'provider', 'metadata'].some((key) => Object.hasOwn(value, key));
  if (!isObject(value) || lists.length === 0 || !isMarked)
    return { file, reason: 'it is no pact: expected consumer, provider and interactions', isFault: false };
  const odd = lists.find((key) => !Array.isArray(value[key]));
  if (odd !== undefined)
    return { file, reason: `/${odd}: ${JSON.stringify(value[odd]).slice(0, 60)}: expected a list`, isFault: true };
  const provider = nameIn(value['provider']);
  return {
    file,
    consumer: nameIn(value['consumer']) ?? file.replace(/^.*[/\\]|\.json$/g, ''),
    ...defined({ provider }),
    interactions: listAt(value, 'interactions'),
    messages: listAt(value, 'messages'),
    json: value,
  };
}

/** A pacticipant is an object with a name; written by hand it may be the name. */
function nameIn(pacticipant: unknown): string | undefined {
  return typeof pacticipant === 'string' ? pacticipant : textAt(pacticipant, 'name');
}

type Json = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: string };

function jsonIn(file: string): Json {
  let text: string;
  try {
    text = readText(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    return { ok: false, reason: `it cannot be read${code}` };
  }
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return { ok: false, reason: `it is not JSON (${error instanceof Error ? error.message : 'it does not parse'})` };
  }
}
