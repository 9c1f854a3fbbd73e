import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyPacts } from '../../../contracts/run/verify-pacts.ts';
import { generations } from '../../../contracts/generation.ts';
import type { FaultId } from '../../../lab/faults.ts';
import { startServer } from '../../../lab/start-server.ts';
import type { LabServer } from '../../../lab/start-server.ts';
import { listAt } from '../../../src/json/json.ts';
import type { RunEvent } from '../../../src/report/events.ts';
import { onTarget } from '../../target/on-target.ts';

const pact = join(import.meta.dirname, '../../../pacts');
/** A target so slow that several interactions are replayed at a time. */
const slow = { latencyMs: () => 1000 };

let backend: LabServer;
beforeAll(async () => {
  backend = await startServer();
});
afterAll(() => backend.close());

interface Seen {
  readonly results: readonly unknown[];
  readonly findings: readonly unknown[];
  readonly verdicts: readonly unknown[];
  readonly left: readonly string[];
  readonly progress: readonly string[];
  /** The most that were being answered at once. */
  readonly most: number;
}

async function verified(faults: readonly FaultId[], atOnce: number, changes: object = {}): Promise<Seen> {
  backend.setFaults(faults);
  const progress: string[] = [];
  let [underway, most] = [0, 0];
  const emit = (event: RunEvent): void => {
    if (event.type === 'progress') progress.push(`${event.number ?? ''} of ${event.total ?? ''}`);
  };
  return onTarget({ ...backend, optIns: { refresh: true, harmfulInputs: true } }, async (target) => {
    const counted: typeof target.send = async (...call) => {
      underway += 1;
      most = Math.max(most, underway);
      try {
        return await target.send(...call);
      } finally {
        underway -= 1;
      }
    };
    const {
      sections,
      findings = [],
      verdicts = [],
    } = await verifyPacts({
      target: { ...target, send: counted, tempo: slow, ...changes },
      pact,
      atOnce,
      emit,
      generations: [generations[0]],
    });
    const results = listAt(sections?.['verify'], 'results').map((result) => ({ ...(result as object), durationMs: 0 })); // times differ
    const { left } = await target.sandbox.clean();
    return {
      results,
      // Of several places in a list Pact names any.
      findings: findings.map(({ title, signature, expected }) => ({ title, signature, expected })),
      verdicts,
      left,
      progress,
      most,
    };
  });
}

describe('several interactions at a time', () => {
  test.each([
    ['a sound server', []],
    ['a server whose reads and lists are broken', ['read-without-schema-change', 'list-item-without-schema-change']],
  ] as const)('say of %s what they say one after the other', { timeout: 60_000 }, async (_title, faults) => {
    const alone = await verified(faults, 1);
    const together = await verified(faults, 4);

    expect(together.results).toEqual(alone.results);
    expect(together.findings).toEqual(alone.findings);
    expect(together.verdicts).toEqual(alone.verdicts);
    expect(together.left).toEqual([]);
    expect(alone.most).toBe(1);
    expect(together.most).toBeGreaterThan(1);
    const total = together.results.length;
    const counts = Array.from({ length: total }, (_, index) => `${index + 1} of ${total}`);
    expect(together.progress.slice(1, total + 1)).toEqual(counts);
  });

  test.each([
    ['a budget is to be spent in the same order each time', { requestsLeft: () => 500 }],
    ['there are connections for one at a time only', { connectionsLeft: () => 20 }],
    ['answers are fast', { tempo: { latencyMs: () => 2 } }],
  ])('are replayed one after the other where %s', { timeout: 60_000 }, async (_title, changes) => {
    const { most } = await verified([], 4, changes);

    expect(most).toBe(1);
  });
});
