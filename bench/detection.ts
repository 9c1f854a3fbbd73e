/** Requests and seconds until each planted fault is found, over several seeds. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faultIds, faults } from '../lab/faults.ts';
import { proveFault } from '../lab/selftest/prove-fault.ts';
import type { MatrixRow } from '../lab/selftest/prove-fault.ts';

const seeds = Number(process.env['AIRLOCK_BENCH_SEEDS'] ?? '3');
const slowest = 15;

/** By fault the median over the seeds until every claiming check has caught it, and the faults that take longest. */
export async function run(): Promise<void> {
  const homeDir = await mkdtemp(join(tmpdir(), 'airlock-bench-'));
  const signal = new AbortController().signal;
  const rows: { fault: string; seconds: number; requests: number; missed: number }[] = [];
  for (const fault of faultIds.filter((id) => faults[id].caughtBy.length > 0)) {
    const proofs: MatrixRow[] = [];
    for (let seed = 1; seed <= seeds; seed += 1)
      proofs.push(await proveFault(fault, { seed, limitMs: 20_000, homeDir, signal }));
    rows.push({
      fault,
      seconds: Number(median(proofs.map((proof) => proof.seconds)).toFixed(2)),
      requests: median(proofs.map((proof) => proof.requests)),
      missed: proofs.filter(({ claimedBy, caughtBy }) => !claimedBy.every((check) => caughtBy.includes(check))).length,
    });
  }
  await rm(homeDir, { recursive: true, force: true });
  const missed = rows.reduce((sum, row) => sum + row.missed, 0);
  console.log(
    `${rows.length} faults, ${seeds} seeds: median ${median(rows.map(({ seconds }) => seconds))} s and ${median(rows.map(({ requests }) => requests))} requests; ${missed} of ${rows.length * seeds} proofs not within 20 s; the ${slowest} slowest:`,
  );
  console.table(rows.toSorted((left, right) => right.seconds - left.seconds).slice(0, slowest));
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;
}
