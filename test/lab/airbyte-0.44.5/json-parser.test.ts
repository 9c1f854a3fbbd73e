/** The parser that complains as Jackson does reads what is JSON as every parser does. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { JavaDouble } from '../../../lab/airbyte-0.44/java-numbers.ts';
import { JsonParseError, rootValuesIn } from '../../../lab/airbyte-0.44/json-parser.ts';
import { isObject } from '../../../src/json/json.ts';

test('JSON is read as JavaScript reads it', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(0, 1, 4), (value, indentation) => {
      // A fraction keeps the text away from the quick parser.
      const text = JSON.stringify([value, 0.5], null, indentation);

      expect(rootValuesIn(Buffer.from(text)).map(plain)).toEqual([JSON.parse(text)]);
    }),
  );
});

test('JSON that is cut off inside of its root is refused', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.nat(), (value, length) => {
      const text = JSON.stringify([value]);
      const cut = text.slice(0, 1 + (length % (text.length - 1)));

      expect(() => rootValuesIn(Buffer.from(cut.toWellFormed()))).toThrow(JsonParseError);
    }),
  );
});

function plain(value: unknown): unknown {
  if (value instanceof JavaDouble) return value.value;
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(plain);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, plain(child)]));
}
