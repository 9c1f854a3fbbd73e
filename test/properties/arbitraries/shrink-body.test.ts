import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createBody, updateBody } from '../../../properties/arbitraries/connection-bodies.ts';
import { shrinkBody, shrinkInvalidBody } from '../../../properties/arbitraries/shrink-body.ts';
import { brokenRules, stillBreaks } from '../../../properties/model/domain-rules.ts';
import { invalidVariants } from '../../../properties/mutations/mutate.ts';
import type { Mutation } from '../../../properties/mutations/schema-mutations.ts';

const context = { size: 'typical', activeSchedules: true } as const;

/** Takes the first smaller body that still shows the defect, until there is none. */
function smallest(body: unknown, isBad: (text: string) => boolean): { readonly body: unknown; readonly tries: number } {
  let current = body;
  let tries = 0;
  for (;;) {
    let next: unknown;
    for (const candidate of shrinkBody('webBackendCreateConnection', current)) {
      tries += 1;
      if (!isBad(JSON.stringify(candidate))) continue;
      next = candidate;
      break;
    }
    if (next === undefined) return { body: current, tries };
    current = next;
  }
}

/** The first generated body that shows the defect. */
function badBody(isBad: (text: string) => boolean): unknown {
  const found = fc.sample(createBody(context), { numRuns: 3000, seed: 8 }).find((body) => isBad(JSON.stringify(body)));
  if (found === undefined) throw new Error('Cannot find a body that shows the defect in 3000');
  return found;
}

const isIncremental = (text: string): boolean => text.includes('"syncMode":"incremental"');

describe('shrinking a body', () => {
  test('yields valid bodies only', () => {
    for (const body of fc.sample(createBody(context), { numRuns: 25, seed: 2 }))
      for (const smaller of [...shrinkBody('webBackendCreateConnection', body)].slice(0, 40))
        expect(brokenRules('webBackendCreateConnection', smaller)).toEqual([]);
    for (const body of fc.sample(updateBody(context, 1), { numRuns: 25, seed: 2 }))
      for (const smaller of [...shrinkBody('webBackendUpdateConnection', body)].slice(0, 40))
        expect(brokenRules('webBackendUpdateConnection', smaller)).toEqual([]);
  });

  test('never yields the body itself, so that it ends', () => {
    for (const body of fc.sample(createBody(context), { numRuns: 25, seed: 3 }))
      for (const smaller of [...shrinkBody('webBackendCreateConnection', body)].slice(0, 60))
        expect(JSON.stringify(smaller)).not.toBe(JSON.stringify(body));
  });

  test.each([
    ['a composite key', (text: string) => /"primaryKey":\[\["[^\]]*\],\[/.test(text), 560],
    ['a selected field', (text: string) => text.includes('"selectedFields":[{'), 480],
    ['a date-time', (text: string) => text.includes('"format":"date-time"'), 420],
    ['a nested object', (text: string) => /"properties":\{[^}]*"properties":\{"/.test(text), 500],
    ['a cron schedule', (text: string) => text.includes('"cron":'), 300],
    ['a long prefix', (text: string) => /"prefix":"p{120,}/.test(text), 400],
    ['a webhook', (text: string) => text.includes('"dbtCloud":'), 500],
  ])('leaves little besides %s', (_, isBad, length) => {
    const { body, tries } = smallest(badBody(isBad), isBad);

    expect(JSON.stringify(body).length).toBeLessThan(length);
    expect(tries).toBeLessThan(1500);
  });

  test('works inside fast-check, also on an example that was stored', () => {
    const stored = badBody(isIncremental) as never; // of the arbitrary's own making

    const result = fc.check(
      fc.property(createBody(context), (body) => !isIncremental(JSON.stringify(body))),
      { seed: 4, numRuns: 1, examples: [[stored]] },
    );

    expect(result.failed).toBe(true);
    expect(result.numShrinks).toBeGreaterThan(2);
    expect(JSON.stringify(result.counterexample).length).toBeLessThan(520);
  });
});

describe('shrinking a body with a mistake', () => {
  const operation = 'webBackendCreateConnection';
  const variants = invalidVariants(operation, badBody(isIncremental), { foreign: false });

  /** The first smaller body that still has its mistake, again and again. */
  function smallestBroken({ body, label, permitted }: Mutation): unknown {
    for (const smaller of shrinkInvalidBody(operation, body, label))
      if (stillBreaks({ operation, body: smaller, intent: { kind: 'invalid', label } }))
        return smallestBroken({ body: smaller, label, permitted, mend: [] });
    return body;
  }

  test.each(['/name', '/syncCatalog/streams/0/config/syncMode', '/syncCatalog/streams/0/stream/name'])(
    'leaves little besides %s',
    (place) => {
      const variant = variants.find(({ label }) => label.pointer === place && label.keyword === 'type');
      if (variant === undefined) throw new Error(`Cannot find a variant that breaks ${place}`);

      const body = smallestBroken(variant);

      expect(JSON.stringify(body).length).toBeLessThan(450);
    },
  );

  test('never touches the members of a domain rule', () => {
    const variant = variants.find(({ label }) => label.kind === 'semantic' && label.pointer.startsWith('/schedule'));
    if (variant === undefined) throw new Error('Cannot find a variant that breaks a rule of schedules');
    const { scheduleType, scheduleData } = variant.body as Record<string, unknown>; // made by a mutation of an object

    const smaller = [...shrinkInvalidBody(operation, variant.body, variant.label)];

    expect(smaller.length).toBeGreaterThan(3);
    for (const body of smaller) expect(body).toMatchObject({ scheduleType, scheduleData });
  });
});
