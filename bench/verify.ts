/** How long the pacts take to verify on the embedded backend, in another process's view, and where the time goes. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyPacts } from '../contracts/run/verify-pacts.ts';
import { startBackend } from '../src/backend/start-backend.ts';
import { openTarget } from '../src/target/open-target.ts';

const runs = 5;

export async function run(): Promise<void> {
  const homeDir = mkdtempSync(join(tmpdir(), 'airlock-bench-'));
  const backend = await startBackend();
  const totals: number[] = [];
  const exchanges: number[] = [];
  let interactions = 0;
  try {
    for (let index = 0; index < runs; index += 1) {
      let inExchangesMs = 0;
      const target = await openTarget(
        { ...backend, optIns: { refresh: true, harmfulInputs: true }, homeDir },
        {
          signal: new AbortController().signal,
          runId: `bench${index}`,
          onExchange: ({ durationMs }) => (inExchangesMs += durationMs),
        },
      );
      inExchangesMs = 0;
      const began = performance.now();
      const result = await verifyPacts({ target, pact: join(import.meta.dirname, '../pacts') });
      totals.push(performance.now() - began);
      exchanges.push(inExchangesMs);
      interactions = result.checks?.['pact']?.evaluated ?? 0;
      await target.sandbox.clean();
      await target.close();
    }
  } finally {
    await backend.close();
    rmSync(homeDir, { recursive: true, force: true });
  }
  const total = median(totals);
  const inExchanges = median(exchanges);
  console.log(`${interactions} interactions, median of ${runs} runs: ${total.toFixed(0)} ms`);
  console.log(`  requests to the provider, states and teardown included  ${inExchanges.toFixed(0)} ms`);
  console.log(`  starting Pact's verifier, matching, bridge              ${(total - inExchanges).toFixed(0)} ms`);
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;
}
