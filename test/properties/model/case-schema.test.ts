import { describe, expect, test } from 'vitest';
import { casesOf } from '../../../properties/arbitraries/cases.ts';
import { caseOptionsOf, drawCase } from '../../../properties/engine/generation.ts';
import { storedCase } from '../../../properties/model/case-schema.ts';
import { parseJson } from '../../../src/json/parse-json.ts';
import { phases } from '../../../properties/model/case.ts';

const everything = { writes: true, harmfulInputs: true, activeSchedules: true, refresh: true, reset: true };
const where = { consent: everything, isLoopback: true, foreign: true, catalog: true, existing: true };

describe('a stored case', () => {
  test.each(phases)('is read again as it was drawn: %s', (phase) => {
    const arbitrary = casesOf(phase, caseOptionsOf(where, {}));
    const count = phase === 'transport' ? 150 : 60;
    const drawn = Array.from({ length: arbitrary === undefined ? 0 : count }, (_, number) =>
      JSON.stringify(arbitrary === undefined ? undefined : drawCase(arbitrary, { seed: 3, phase, shard: 0, number })),
    );

    const unread = drawn.filter((text) => JSON.stringify(storedCase(parseJson(text))) !== text);

    expect(drawn).toHaveLength(count);
    expect(unread).toEqual([]);
  });

  const get = { operation: 'webBackendGetConnection', intent: { kind: 'valid' } };
  const raw = { method: 'POST', path: '/v1/health', headers: {}, accept: [400] };
  const transport = { operation: 'transport', intent: { kind: 'transport', label: 'x' } };
  test.each([
    ['no steps', []],
    ['an unknown operation', [{ ...get, operation: 'deleteEverything' }]],
    ['no intent', [{ operation: get.operation }]],
    ['an unknown intent', [{ ...get, intent: { kind: 'good' } }]],
    ['a handle that is none', [{ ...get, handle: '0' }]],
    ['a request without bytes', [transport]],
    ['the intent of a raw request on an operation', [{ ...get, intent: transport.intent }]],
    ['the intent of an operation on a raw request', [{ ...transport, raw, intent: get.intent }]],
    ['a header that ends the line', [{ ...transport, raw: { ...raw, headers: { a: 'b\r\nc: d' } } }]],
    ['an address in place of a path', [{ ...transport, raw: { ...raw, path: 'http://example.com/' } }]],
  ])('is none with %s', (_, steps) => {
    expect(storedCase({ phase: 'valid', path: '0:1', steps })).toBeUndefined();
  });
});
