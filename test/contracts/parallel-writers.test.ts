import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { consumers } from '../../contracts/consumers.ts';
import type { PactInteraction } from '../../contracts/run/consumer-test.ts';
import { mergePact, pactFileName } from '../../contracts/run/merge-pact.ts';

const workers = 6;
/** AIRLOCK_LONG asks for the twenty runs of the claim; one is enough to notice that it is broken. */
const runs = process.env['AIRLOCK_LONG'] === undefined ? 1 : 20;

test.each(Array.from({ length: runs }, (_, run) => run + 1))(
  'six processes at once lose no interaction (run %i)',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'airlock-parallel-'));

    try {
      await Promise.all(
        Array.from({ length: workers }, (_, worker) =>
          promisify(execFile)(process.execPath, [
            join(import.meta.dirname, 'part-writer.ts'),
            folder,
            String(worker),
            String(workers),
          ]),
        ),
      );

      for (const consumer of consumers) {
        const parts = consumer.interactions.map((declared, index) => ({
          declared,
          written: JSON.parse(readFileSync(join(folder, `${consumer.name}-${index}.part`), 'utf8')) as PactInteraction, // written just now
        }));
        const committed = join(import.meta.dirname, '../../pacts', pactFileName(consumer.name));
        expect(mergePact(consumer, parts)).toBe(readFileSync(committed, 'utf8'));
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
