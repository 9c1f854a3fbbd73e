/** What Airlock says of one mutant: a fuzz run with a small budget, and a verification of the built-in contracts. */
import { verifyPacts } from '../../contracts/run/verify-pacts.ts';
import { allChecks } from '../../properties/checks/all-checks.ts';
import { fuzz } from '../../properties/engine/fuzz.ts';
import { phases } from '../../properties/model/case.ts';
import { openTarget } from '../../src/target/open-target.ts';
import type { OpenTarget } from '../../src/target/open-target.ts';
import { newRunId } from '../../src/target/run-id.ts';
import type { TargetOptions } from '../../src/target/target-options.ts';

export interface Judged {
  /** Requests until the first finding; absent where there was none. */
  readonly requests?: number;
  /** The check that found it first. */
  readonly check?: string;
  /** The run could not be done, which a user notices as well: the list is gone, or the server does not answer. */
  readonly problem?: string;
}

export type MutantTarget = Pick<TargetOptions, 'url' | 'workspaceId' | 'sourceId' | 'destinationId' | 'foreign'>;

export interface Limits {
  readonly maxRequests: number;
  readonly maxTimeMs: number;
  readonly homeDir: string;
  readonly seed: number;
}

/** As `airlock fuzz --max-requests N --max-findings 1` on the embedded backend. */
export async function judgeByFuzz(mutant: MutantTarget, limits: Limits): Promise<Judged> {
  const { maxRequests, maxTimeMs, homeDir, seed } = limits;
  return onTarget({ ...mutant, homeDir, maxRequests, tolerateFaults: true }, async (target, signal) => {
    let first: Judged = {};
    const { findings = [] } = await fuzz({
      target,
      emit(event) {
        if (event.type === 'finding' && event.finding.status === 'new' && first.requests === undefined)
          first = { requests: target.counts().total, check: event.finding.check };
      },
      signal,
      seed,
      phases,
      checks: allChecks.filter(({ optional }) => optional !== true),
      maxTimeMs,
      workers: 4,
      minAcceptance: 0,
      maxFindings: 1,
      shrink: false,
      strict: true,
      known: [],
      traps: new Set(),
    });
    const [found] = findings.filter(({ status }) => status === 'new');
    return first.requests === undefined && found !== undefined
      ? { requests: target.counts().total, check: found.check }
      : first;
  });
}

/** As `airlock verify` on the embedded backend. */
export async function judgeByVerify(
  mutant: MutantTarget,
  { homeDir, pact }: { readonly homeDir: string; readonly pact: string },
): Promise<Judged> {
  return onTarget({ ...mutant, homeDir, tolerateFaults: true }, async (target, signal) => {
    const { findings = [] } = await verifyPacts({ target: { ...target, traps: new Set() }, pact, signal });
    return findings[0] === undefined ? {} : { requests: target.counts().total, check: 'pact' };
  });
}

async function onTarget(
  options: TargetOptions,
  judge: (target: OpenTarget, signal: AbortSignal) => Promise<Judged>,
): Promise<Judged> {
  const { signal } = new AbortController();
  const optIns = { harmfulInputs: true, activeSchedules: true, refresh: true, reset: true };
  try {
    const target = await openTarget({ ...options, optIns, requestTimeoutMs: 2000 }, { signal, runId: newRunId() });
    try {
      return await judge(target, signal);
    } finally {
      await target.close();
    }
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}
