/** A text that satisfies several parts of a schema. */
import { textAt } from '../json/json.ts';
import { lowerBound, upperBound } from './bound.ts';
import type { Place } from './reachable-part.ts';
import type { Verdict } from './verdict.ts';

export function textInstance(pieces: readonly Place[]): Verdict {
  const least = lowerBound(pieces, 'minLength');
  const most = upperBound(pieces, 'maxLength');
  if (least !== undefined && most !== undefined && least.value > most.value)
    return {
      kind: 'impossible',
      pointers: [least.pointer, most.pointer],
      reason: `at least ${least.value} characters are required and at most ${most.value} allowed`,
    };
  const format = pieces.map(({ schema }) => textAt(schema, 'format')).find((found) => found !== undefined);
  const sample = format === undefined ? undefined : samples[format];
  return { kind: 'instance', value: sample ?? 'a'.repeat(Math.min(least?.value ?? 0, 10_000)) };
}

const samples: Readonly<Record<string, string>> = {
  uuid: '00000000-0000-4000-8000-000000000000',
  date: '2023-02-13',
  'date-time': '2023-02-13T00:00:00Z',
  time: '00:00:00Z',
  email: 'a@example.com',
  hostname: 'example.com',
  ipv4: '127.0.0.1',
  ipv6: '::1',
  uri: 'http://example.com/',
  'uri-reference': '/',
  byte: 'YQ==',
};
