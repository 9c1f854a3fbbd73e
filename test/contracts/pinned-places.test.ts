/** Pact drops rules silently where others stand above them: every place that a pact pins is taken away once, and must be missed. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { consumers } from '../../contracts/consumers.ts';
import type { Interaction } from '../../contracts/interaction.ts';
import { exampleOf } from '../../contracts/matchers.ts';
import { pinnedPlaces } from '../../contracts/pinned-places.ts';
import { pactFileName } from '../../contracts/run/merge-pact.ts';
import { verifyPacts } from '../../contracts/run/verify-pacts.ts';
import type { VerifyTarget } from '../../contracts/run/verify-pacts.ts';

const folder = mkdtempSync(join(tmpdir(), 'airlock-pinned-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** One interaction of a pact, asked for once more with a place of its answer corrupted. */
interface Corrupted {
  readonly interaction: Interaction;
  readonly place: string;
  readonly how: 'whole' | 'without' | 'null';
}

/** AIRLOCK_LONG asks for every place of every interaction: more than a thousand. Otherwise each place of an operation is corrupted once. */
const isLong = process.env['AIRLOCK_LONG'] !== undefined;

describe.each(consumers)('the pact of $name', (consumer) => {
  const whole = consumer.interactions.map((interaction): Corrupted => ({ interaction, place: '', how: 'whole' }));
  const everyPlace = consumer.interactions.flatMap((interaction) =>
    pinnedPlaces(interaction.response).flatMap((place): readonly Corrupted[] => {
      // A bare string has no place that could go.
      if (place === '') return [];
      return [{ interaction, place, how: interaction.withoutNulls === undefined ? 'without' : 'null' }];
    }),
  );

  const corrupted = isLong ? everyPlace : firstOfEach(everyPlace);

  test('holds for every one of its own examples', async () => {
    expect(await verdictsOn(consumer.name, whole)).toEqual(whole.map(() => 'verified'));
  });

  test(
    'is broken by every place that is gone, or null where none may be',
    { timeout: isLong ? 900_000 : 120_000 },
    async () => {
      const verdicts = await verdictsOn(consumer.name, corrupted);

      const missed = corrupted.filter((_, index) => verdicts[index] !== 'broken');
      expect(corrupted.length).toBeGreaterThan(70);
      expect(missed.map(({ interaction, place, how }) => `${interaction.description}: ${how} ${place}`)).toEqual([]);
    },
  );
});

function firstOfEach(corrupted: readonly Corrupted[]): readonly Corrupted[] {
  const first = new Map<string, Corrupted>();
  for (const one of corrupted) {
    const { operation, status } = one.interaction;
    const key = [operation, status, one.how, one.place].join(' ');
    if (!first.has(key)) first.set(key, one);
  }
  return [...first.values()];
}

/** In the order asked: what verify says of each, by a provider that answers the corrupted example. */
async function verdictsOn(consumer: string, asked: readonly Corrupted[]): Promise<readonly string[]> {
  const pact = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../pacts', pactFileName(consumer)), 'utf8'),
  ) as Pact; // committed
  const file = join(folder, pactFileName(consumer));
  const interactions = asked.map(({ interaction }, index) => {
    const declared = pact.interactions.find(
      ({ description, comments }) =>
        description === interaction.description && comments.operation === interaction.operation,
    );
    const { request } = declared ?? {};
    return {
      ...declared,
      description: String(index),
      providerStates: [],
      request: { ...request, generators: {}, headers: { ...request?.headers, 'X-Asked': [String(index)] } },
    };
  });
  writeFileSync(file, JSON.stringify({ ...pact, interactions }));
  const { sections = {} } = await verifyPacts({ target: corruptingTarget(asked), pact: file });
  const { results } = sections['verify'] as {
    readonly results: readonly { readonly description: string; readonly verdict: string }[];
  };
  const byIndex = new Map(results.map(({ description, verdict }) => [description, verdict]));
  return asked.map((_, index) => byIndex.get(String(index)) ?? 'not replayed');
}

interface Pact {
  readonly interactions: readonly {
    readonly description: string;
    readonly comments: { readonly operation: string };
    readonly request: { readonly headers?: object };
  }[];
}

function corruptingTarget(asked: readonly Corrupted[]): VerifyTarget {
  return {
    url: 'http://127.0.0.1/api',
    consent: { writes: true, harmfulInputs: true, activeSchedules: true, refresh: true, reset: true },
    fixtures: { workspaceId: '', sourceId: '', destinationId: '', existingConnectionIds: [] },
    sandbox: {
      nextName: () => 'airlock-test-1',
      created: () => true,
      clean: async () => ({ created: 0, cleaned: 0, left: [] }),
    },
    send: async (call) => {
      const one = asked[Number(call.headers?.['x-asked'])];
      if (one === undefined)
        return {
          id: 'none',
          call,
          durationMs: 0,
          startedAt: 0,
          outcome: { kind: 'failure', reason: 'refused', message: 'nobody asked' },
        };
      const value = corruptedExample(one);
      // Of an error the page of 2.0 may read the status alone.
      const text = JSON.stringify(value) ?? '';
      return {
        id: String(call.headers?.['x-asked']),
        call,
        durationMs: 0,
        startedAt: 0,
        outcome: {
          kind: 'answer',
          status: one.interaction.status,
          headers: { 'content-type': 'application/json' },
          text,
          json: { ok: true, value },
        },
      };
    },
  };
}

function corruptedExample({ interaction, place, how }: Corrupted): unknown {
  if (interaction.response === undefined) return undefined;
  const example: unknown = structuredClone(exampleOf(interaction.response));
  if (how === 'whole') return example;
  const keys = place.split('/').slice(1);
  const last = keys.at(-1) ?? '';
  const parent = keys
    .slice(0, -1)
    .reduce<unknown>((node, key) => Reflect.get(Object(node), key === '*' ? 0 : key), example);
  if (Array.isArray(parent)) parent.length = 0;
  else if (how === 'null') Reflect.set(Object(parent), last, null);
  else Reflect.deleteProperty(Object(parent), last);
  return example;
}
