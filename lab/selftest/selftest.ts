/** Every fault of the reference backend against every check, and the backend without faults against all of them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faults as faultTable } from '../faults.ts';
import type { FaultId } from '../faults.ts';
import { latitudeIds } from '../latitudes.ts';
import { counted } from '../../src/text/counted.ts';
import { timeInWords } from '../../src/text/time-in-words.ts';
import type { Emit } from '../../src/report/events.ts';
import type { StepResult, Verdict } from '../../src/report/report.ts';
import { cleanRun, proveFault } from './prove-fault.ts';
import type { MatrixRow } from './prove-fault.ts';
import { releasedRun, releasedServers } from './released-run.ts';
import type { ReleasedRun } from './released-run.ts';

export interface SelftestOptions {
  readonly faults: readonly string[];
  /** Seeds for the backend without faults. */
  readonly cleanRuns: number;
  readonly seed: number;
  readonly limitMs: number;
  readonly emit: Emit;
  readonly signal: AbortSignal;
}

export async function selftest(options: SelftestOptions): Promise<StepResult> {
  const { emit, signal, seed } = options;
  const homeDir = await mkdtemp(join(tmpdir(), 'airlock-selftest-'));
  const matrix: MatrixRow[] = [];
  const noise: string[] = [];
  const released: ReleasedRun[] = [];
  let clean = 0;
  try {
    emit({ type: 'notice', level: 'info', text: lengthOf(options) });
    emit({ type: 'phase-started', phase: 'faults' });
    for (const [index, fault] of options.faults.entries()) {
      if (signal.aborted) break;
      const note = `${fault}${missed(matrix)}`;
      emit({ type: 'progress', phase: 'faults', number: index + 1, total: options.faults.length, note });
      matrix.push(await proveFault(fault as FaultId, { seed, limitMs: options.limitMs, homeDir, signal })); // chosen from the table's keys
    }
    emit({
      type: 'phase-finished',
      phase: 'faults',
      ok: matrix.every(isCaught),
      summary: `${matrix.filter(isCaught).length} of ${matrix.length} faults caught`,
    });
    // Without clean runs the faults are all that was asked for.
    const isWhole = options.cleanRuns > 0;
    const cleanTotal = latitudeIds.length + options.cleanRuns;
    if (isWhole) emit({ type: 'phase-started', phase: 'clean' });
    for (const [index, latitude] of (isWhole ? latitudeIds : []).entries()) {
      if (signal.aborted) break;
      emit({
        type: 'progress',
        phase: 'clean',
        number: index + 1,
        total: cleanTotal,
        note: latitude,
        findings: noise.length,
      });
      const findings = await cleanRun({
        seed: seed + index,
        limitMs: options.limitMs,
        homeDir,
        signal,
        latitudes: [latitude],
      });
      noise.push(...findings.map((finding) => `latitude ${latitude}: ${finding}`));
    }
    for (let run = 0; run < options.cleanRuns && !signal.aborted; run += 1) {
      const number = latitudeIds.length + run + 1;
      emit({
        type: 'progress',
        phase: 'clean',
        number,
        total: cleanTotal,
        note: `seed ${seed + run}`,
        findings: noise.length,
      });
      const findings = await cleanRun({
        seed: seed + run,
        limitMs: options.limitMs,
        homeDir,
        signal,
        onlyDrawn: run > 0,
      });
      noise.push(...findings.map((finding) => `seed ${seed + run}: ${finding}`));
      clean += 1;
    }
    if (isWhole)
      emit({
        type: 'phase-finished',
        phase: 'clean',
        ok: noise.length === 0,
        summary: `${noise.length} findings over ${clean} seeds and ${latitudeIds.length} latitudes without faults`,
      });
    if (isWhole) emit({ type: 'phase-started', phase: 'released servers' });
    for (const [index, server] of (isWhole ? releasedServers : []).entries()) {
      if (signal.aborted) break;
      const total = releasedServers.length;
      emit({
        type: 'progress',
        phase: 'released servers',
        number: index + 1,
        total,
        note: server,
        findings: noise.length,
      });
      const run = await releasedRun(server, { seed, limitMs: options.limitMs, homeDir, signal });
      noise.push(...run.findings.map((finding) => `${server}: ${finding}`));
      released.push(run);
    }
    if (isWhole)
      emit({
        type: 'phase-finished',
        phase: 'released servers',
        ok: released.every(({ findings }) => findings.length === 0),
        summary: released.map(releasedLine).join('; '),
      });
  } finally {
    await rm(homeDir, { recursive: true, force: true });
  }
  return {
    seed,
    sections: {
      selftest: {
        matrix,
        clean: { seeds: clean, latitudes: clean === 0 ? [] : latitudeIds, findings: noise, released },
      },
    },
    verdicts: verdictsOf(matrix, noise),
    summary: [...summaryOf(matrix, clean, noise), ...released.map((run) => `          ${releasedLine(run)}`)],
  };
}

function releasedLine({ server, explained, findings }: ReleasedRun): string {
  return `${server}: ${counted(findings.length, 'finding')}, and what ${counted(explained.length, 'deviation')} of its release ${explained.length === 1 ? 'explains' : 'explain'}`;
}

/** A run takes about this long on an idle machine of two processors, a fault less. */
const msOfRun = 3000;
const msOfFault = 1500;

/** How much there is to do, and how long that takes at most. */
function lengthOf({ faults, cleanRuns }: SelftestOptions): string {
  const runs = cleanRuns === 0 ? 0 : latitudeIds.length + cleanRuns + releasedServers.length;
  const rest = runs === 0 ? '' : ` and ${runs} runs on backends without faults`;
  return `${counted(faults.length, 'fault')}${rest}: about ${timeInWords(faults.length * msOfFault + runs * msOfRun)}`;
}

function missed(matrix: readonly MatrixRow[]): string {
  const count = matrix.filter((row) => !isCaught(row)).length;
  return count === 0 ? '' : `, ${count} missed so far`;
}

/** Caught means: by every check that claims it. */
function isCaught({ claimedBy, caughtBy }: MatrixRow): boolean {
  return claimedBy.every((check) => caughtBy.includes(check));
}

function verdictsOf(matrix: readonly MatrixRow[], noise: readonly string[]): readonly Verdict[] {
  const missed = matrix.filter((row) => !isCaught(row)).map(({ fault }) => fault);
  return [
    ...(missed.length === 0
      ? []
      : [
          {
            code: 1 as const,
            reason: `${missed.length} of ${matrix.length} faults were not caught by the checks that claim them: ${missed.slice(0, 5).join(', ')}; try one alone with: airlock selftest --faults ${missed[0] ?? ''}`,
          },
        ]),
    ...(noise.length === 0
      ? []
      : [
          { code: 1 as const, reason: `The backend without faults raised ${noise.length} findings: ${noise[0] ?? ''}` },
        ]),
  ];
}

function summaryOf(matrix: readonly MatrixRow[], clean: number, noise: readonly string[]): readonly string[] {
  const width = Math.max(5, ...matrix.map(({ fault }) => fault.length));
  const rows = matrix.map((row) => {
    const missing = row.claimedBy.filter((check) => !row.caughtBy.includes(check));
    const others = row.caughtBy.filter((check) => !row.claimedBy.includes(check));
    const seen = [
      ...row.claimedBy.filter((check) => row.caughtBy.includes(check)),
      ...(others.length === 0 ? [] : [`(${others.join(', ')})`]),
    ].join(', ');
    return `  ${isCaught(row) ? 'ok    ' : 'MISSED'} ${row.fault.padEnd(width)} ${row.seconds.toFixed(1).padStart(5)} s ${String(row.requests).padStart(6)} requests  ${seen}${missing.length === 0 ? '' : `  not by: ${missing.join(', ')}`}`;
  });
  const real = matrix.filter(({ fault }) => 'real' in faultTable[fault]).length;
  return [
    `selftest  ${matrix.filter(isCaught).length} of ${matrix.length} faults caught (${real} of them real defects of Airbyte)${clean === 0 ? '' : `; ${noise.length} findings over ${clean} seeds and ${latitudeIds.length} latitudes without faults`}`,
    `          median ${median(matrix.map(({ seconds }) => seconds)).toFixed(2)} s and ${Math.round(median(matrix.map(({ requests }) => requests)))} requests until every claiming check has caught a fault`,
    ...rows,
    ...noise,
  ];
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
