import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { casesOf } from '../../../properties/arbitraries/cases.ts';
import { repairedDescription } from '../../../schemas/description.ts';
import type { Description } from '../../../schemas/description.ts';
import { operations } from '../../../schemas/operations.ts';

const { webBackendListGeographies: _gone, ...remaining } = repairedDescription.operations;
const { geography: _geography, ...updateProperties } = operations.webBackendUpdateConnection.request.properties;

/** Lacks an operation, a member and a word of an enum. */
const newer: Description = {
  ...repairedDescription,
  name: 'newer',
  operations: {
    ...remaining,
    webBackendUpdateConnection: {
      ...operations.webBackendUpdateConnection,
      request: {
        ...operations.webBackendUpdateConnection.request,
        properties: { ...updateProperties, scheduleType: { type: 'string', enum: ['manual', 'cron'] } },
      },
    },
  },
};

describe('cases for another release', () => {
  const context = { size: 'tiny', activeSchedules: false, description: newer } as const;
  const cases = casesOf('valid', { context, mayWrite: true, harmful: false, foreign: false, oversized: false });
  const steps = cases === undefined ? [] : fc.sample(cases, { numRuns: 300, seed: 3 }).flat();
  const updates = steps.flatMap(({ operation, body }) =>
    operation === 'webBackendUpdateConnection' ? [body as object] : [],
  ); // objects by their schema

  test('leave out operations that the release lacks', () => {
    const used = new Set(steps.map(({ operation }) => operation));

    expect(used.has('webBackendListGeographies')).toBe(false);
    expect(used.has('webBackendCheckUpdates')).toBe(true);
  });

  test('leave out members and values that it lacks, together with what belongs to them', () => {
    expect(updates.length).toBeGreaterThan(200);
    expect(updates.filter((body) => 'geography' in body)).toEqual([]);
    expect(updates.filter((body) => JSON.stringify(body).includes('basicSchedule'))).toEqual([]);
    expect(updates.some((body) => JSON.stringify(body).includes('"cron"'))).toBe(true);
  });

  test('keep everything else', () => {
    expect(updates.filter((body) => !('connectionId' in body))).toEqual([]);
    expect(updates.some((body) => 'syncCatalog' in body)).toBe(true);
  });
});
