/** Turns Pact's mismatches into differences that name one place each. */
import { withoutPositions } from '../../schemas/without-positions.ts';
import type { InteractionResult, Mismatch } from './run-verifier.ts';
import { shortened } from '../../src/text/shortened.ts';

export interface Difference {
  /** Pointer into the body with `*` for list positions; `status`, `header Content-Type` or `exchange` otherwise. */
  readonly place: string;
  /** The same with the real positions; only for places in the body. */
  readonly pointer?: string;
  /** What is wrong, to go after the name of the place. */
  readonly fault: string;
  readonly expected?: string;
  readonly received?: string;
  /** Set where Pact found no item of a list that is as wanted, and says no more. */
  readonly isVariant?: true;
}

export function differencesOf({ mismatch }: InteractionResult): readonly Difference[] {
  if (mismatch === undefined) return [];
  if (mismatch.mismatches === undefined)
    return [{ place: 'exchange', fault: `could not be completed: ${mismatch.message ?? mismatch.type}` }];
  const found = mismatch.mismatches.flatMap(differences);
  // An error in the place of an answer, or the other way round, is another body altogether: that each member is missing
  // follows.
  const other = found.filter(
    ({ place, expected, received }) => place === 'status' && isError(expected) !== isError(received),
  );
  return other.length > 0 ? other : found;
}

function isError(status: string | undefined): boolean {
  return Number(status) >= 400;
}

function differences(mismatch: Mismatch): readonly Difference[] {
  const said = { expected: textOf(mismatch.expected), received: textOf(mismatch.actual) };
  if (mismatch.type === 'StatusMismatch')
    return [{ place: 'status', fault: `is ${said.received} instead of ${said.expected}`, ...said }];
  if (mismatch.type === 'HeaderMismatch')
    return [
      {
        place: `header ${mismatch.key ?? ''}`,
        fault: `is "${said.received}" instead of exactly "${said.expected}"`,
        ...said,
      },
    ];
  if (mismatch.type === 'BodyTypeMismatch')
    return [{ place: 'body', fault: `is ${said.received || 'something else'} instead of ${said.expected}`, ...said }];
  const pointer = pointerOf(mismatch.path ?? '$');
  const missing = missingKeys(mismatch);
  if (missing.length > 0)
    return missing.map((key) => ({
      place: withoutPositions(`${pointer}/${key}`),
      pointer: `${pointer}/${key}`,
      fault: 'is missing',
      expected: `${key} to be there`,
      received: 'an object without it',
    }));
  const isVariant = mismatch.mismatch?.startsWith('Variant at index') === true;
  return [
    {
      place: withoutPositions(pointer),
      pointer,
      fault: faultOf(mismatch, said.received),
      ...said,
      ...(isVariant ? { isVariant } : {}),
    },
  ];
}

/** Pact reports absent members at the object around them, with the lists of expected and actual keys. */
function missingKeys({ mismatch = '', expected, actual }: Mismatch): readonly string[] {
  if (!/missing the following keys/i.test(mismatch)) return [];
  const wanted = keysIn(expected);
  const there = new Set(keysIn(actual));
  const missing = wanted.filter((key) => !there.has(key));
  return missing.length > 0 ? missing : (/keys: (.*)$/.exec(mismatch)?.[1]?.split(', ') ?? []);
}

function keysIn(text: unknown): readonly string[] {
  try {
    const value: unknown = typeof text === 'string' ? JSON.parse(text) : text;
    return Array.isArray(value) ? value.filter((key) => typeof key === 'string') : [];
  } catch {
    return [];
  }
}

function faultOf({ mismatch = '' }: Mismatch, received: string): string {
  if (received === 'null' || /\(Null\)/.test(mismatch)) return 'is null';
  const types = /Expected .* \((\w+)\) to be the same type as .* \((\w+)\)/s.exec(mismatch);
  if (types !== null) return `is ${article(types[1] ?? '')} instead of ${article(types[2] ?? '')}`;
  if (/Type mismatch/i.test(mismatch)) return 'has another type';
  if (mismatch.startsWith('Variant at index')) return 'has no item of the expected shape';
  const pattern = /to match '(.*)'$/s.exec(mismatch)?.[1];
  if (pattern !== undefined) return `is ${received}, which is none of the values that are understood`;
  if (/at least \d+ item|minimum/i.test(mismatch)) return 'is an empty list';
  const kind = /to be (an integer|a decimal|a number|a boolean)/i.exec(mismatch)?.[1];
  return kind === undefined ? `is ${received}` : `is ${received} instead of ${kind}`;
}

function article(type: string): string {
  const word = type.toLowerCase();
  return `${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}`;
}

/** `$.list[0]['a b']` as `/list/0/a b`. */
function pointerOf(path: string): string {
  return [...path.replace(/^\$/, '').matchAll(/\.([^.[\]]+)|\['([^']*)'\]|\[(\d+|\*)\]/g)]
    .map((match) => `/${match[1] ?? match[2] ?? match[3] ?? ''}`)
    .join('');
}

function textOf(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? null);
  return shortened(text, 200);
}
