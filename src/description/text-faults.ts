/** Where the prose of a description and its schemas disagree. */
import { isObject, objectAt, textAt } from '../json/json.ts';
import { under } from '../json/pointer.ts';
import type { JsonObject } from '../json/json.ts';
import { partsOf } from './reachable-part.ts';
import type { ReachablePart } from './reachable-part.ts';
import type { FoundFault } from './fault.ts';
import { acceptsNull } from './normal-keywords.ts';
import type { PlainSchemas } from './plain-schema.ts';

export function textFaults(reachable: ReachablePart, plain: PlainSchemas): readonly FoundFault[] {
  const faults: FoundFault[] = [];
  const names = new Set<string>();
  const visit = (schema: unknown, pointer: string, collect: (schema: JsonObject, pointer: string) => void): void => {
    if (!isObject(schema)) return;
    collect(schema, pointer);
    for (const part of partsOf(schema)) visit(part.schema, under(pointer, ...part.tokens), collect);
  };
  for (const { schema, pointer } of reachable.models.values())
    visit(schema, pointer, (part) => {
      for (const name of Object.keys(objectAt(part, 'properties'))) names.add(name);
    });
  for (const { schema, pointer } of reachable.models.values())
    visit(schema, pointer, (part, place) => {
      const text = textAt(part, 'description');
      if (text === undefined) return;
      const at = under(place, 'description');
      faults.push(...nullInText(part, text, at, plain), ...repeated(text, at), ...misnamed(text, at, names));
    });
  for (const { operation, pointer } of reachable.operations)
    for (const key of ['summary', 'description']) {
      const text = textAt(operation, key);
      if (text !== undefined) faults.push(...repeated(text, under(pointer, key)));
    }
  return faults;
}

function nullInText(schema: JsonObject, text: string, pointer: string, plain: PlainSchemas): readonly FoundFault[] {
  if (!/\bnull\b/i.test(text)) return [];
  const places = [schema, ...Object.values(objectAt(schema, 'properties'))];
  if (places.some((place) => acceptsNull(plain.schemaOf(place)))) return [];
  return [
    {
      rule: 'null-in-text',
      pointer,
      reason: `The text speaks of null, which neither the schema nor a member of it allows: "${shortened(text)}"`,
      witness: null,
    },
  ];
}

function repeated(text: string, pointer: string): readonly FoundFault[] {
  const sentences = text
    .split(/(?<=[.!?])\s+/)
    .map((sentence) => sentence.trim().toLowerCase())
    .filter((sentence) => sentence.length >= 20);
  const twice = sentences.find((sentence, index) => sentences.indexOf(sentence) < index);
  return twice === undefined
    ? []
    : [{ rule: 'repeated-text', pointer, reason: `The text says twice: "${shortened(twice)}"` }];
}

/** Words that look like a member's name and are one letter case or one underscore away from a real one. */
function misnamed(text: string, pointer: string, names: ReadonlySet<string>): readonly FoundFault[] {
  const words = new Set(text.match(/\b[a-z]+(?:_[a-z]+)+\b|\b[a-z]+(?:[A-Z][a-z]+){2,}\b/g) ?? []);
  return [...words].flatMap((word): readonly FoundFault[] => {
    if (names.has(word)) return [];
    const meant = [...names].find(
      (name) => flat(name) === flat(word) || (flat(word).length >= 16 && isNear(flat(name), flat(word))),
    );
    return meant === undefined
      ? []
      : [
          {
            rule: 'misnamed-member',
            pointer,
            reason: `The text says "${word}", the member is called "${meant}"`,
          },
        ];
  });
}

function flat(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}

/** Same beginning and end, and a middle that differs in no more than three letters. */
function isNear(left: string, right: string): boolean {
  let start = 0;
  while (start < left.length && left[start] === right[start]) start += 1;
  let end = 0;
  while (end < left.length - start && end < right.length - start && left.at(-1 - end) === right.at(-1 - end)) end += 1;
  return Math.max(left.length, right.length) - start - end <= 3;
}

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 90 ? `${line.slice(0, 89)}…` : line;
}
