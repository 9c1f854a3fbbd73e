/** What Airlock says of one mutant: a fuzz run with a small budget, and a verification of the built-in contracts. */
import { join } from 'node:path';
import { generationFor } from '../../contracts/generation.ts';
import { verifyPacts } from '../../contracts/run/verify-pacts.ts';
import { deviationFor } from '../../deviations/deviations.ts';
import { allChecks, checksAgainst } from '../../properties/checks/all-checks.ts';
import { fuzz } from '../../properties/engine/fuzz.ts';
import { phases } from '../../properties/model/case.ts';
import { releaseDayOf } from '../../schemas/built-in-releases.ts';
import { trapsAt } from '../../schemas/traps.ts';
import { builtInDescription } from '../../src/description/built-in-description.ts';
import { defined } from '../../src/json/defined.ts';
import { openTarget } from '../../src/target/open-target.ts';
import type { OpenTarget } from '../../src/target/open-target.ts';
import { newRunId } from '../../src/target/run-id.ts';
import type { TargetOptions } from '../../src/target/target-options.ts';
import type { Population } from './populations.ts';

export interface Judged {
  /** Requests until the first finding showed itself; absent where there was none. */
  readonly requests?: number;
  /** The check that found it, and the operation whose answer it is about. */
  readonly check?: string;
  readonly operation?: string;
  /** Tried again, it did not come back. */
  readonly isGone?: true;
  /** Without a finding the run did not end with 0, which a user notices as well: `exit 6: …`. */
  readonly problem?: string;
  /** It does not serve at all: nobody could miss it, and it counts for nothing. */
  readonly unserved?: string;
}

export type MutantTarget = Pick<TargetOptions, 'url' | 'workspaceId' | 'sourceId' | 'destinationId' | 'foreign'>;

export interface Limits {
  /** Infinite where only the time counts. */
  readonly maxRequests: number;
  readonly maxTimeMs: number;
  readonly homeDir: string;
  readonly seed: number;
}

const pact = join(import.meta.dirname, '../../pacts');

/** As `airlock fuzz --max-requests N --max-findings 1 --no-shrink`, with the consents of the embedded backend. */
export async function judgeByFuzz(mutant: MutantTarget, limits: Limits, population: Population): Promise<Judged> {
  const { maxRequests, maxTimeMs, homeDir, seed } = limits;
  const { description, day, traps } = judgementOf(population);
  const checks = description === undefined ? allChecks : checksAgainst(description.operations);
  const budget = Number.isFinite(maxRequests) ? { maxRequests } : {};
  return onTarget({ ...mutant, homeDir, ...budget, tolerateFaults: true }, population, async (target, signal) => {
    const shown = new Map<string, number>();
    const { findings = [], verdicts = [] } = await fuzz({
      target,
      emit: () => undefined,
      signal,
      seed,
      phases,
      checks: checks.filter(({ optional }) => optional !== true),
      maxTimeMs,
      workers: 4,
      minAcceptance: 0.9,
      maxFindings: 1,
      shrink: false,
      strict: false,
      known: [],
      traps,
      ...defined({ description }),
      deviationOf: (finding) => (day === undefined ? undefined : deviationFor(finding, { release: day })?.id),
      onViolation({ check }) {
        if (!shown.has(check.id)) shown.set(check.id, target.counts().total);
      },
    });
    const found = findings.find(({ status }) => status === 'new');
    if (found !== undefined)
      return {
        requests: shown.get(found.check) ?? target.counts().total,
        check: found.check,
        operation: found.operation,
        ...(found.reproduction === 'gone' ? { isGone: true as const } : {}),
      };
    const unfounded = target.fixtures.unfounded;
    const [verdict] = [...verdicts, ...(unfounded === undefined ? [] : [{ code: 3, reason: unfounded }])];
    return verdict === undefined ? {} : { problem: `exit ${verdict.code}: ${verdict.reason}` };
  });
}

/** As `airlock verify`. */
export async function judgeByVerify(
  mutant: MutantTarget,
  { homeDir }: Pick<Limits, 'homeDir'>,
  population: Population,
): Promise<Judged> {
  const { description, day, traps } = judgementOf(population);
  const generations = [generationFor(day === undefined ? {} : { day })];
  return onTarget({ ...mutant, homeDir, tolerateFaults: true }, population, async (target, signal) => {
    const { findings = [], verdicts = [] } = await verifyPacts({
      target: { ...target, traps },
      pact,
      generations,
      signal,
      ...defined({ description }),
    });
    const [found] = findings;
    const [verdict] = verdicts;
    if (found !== undefined) return { requests: target.counts().total, check: 'pact', operation: found.operation };
    return verdict === undefined ? {} : { problem: `exit ${verdict.code}: ${verdict.reason}` };
  });
}

function judgementOf({ release }: Population) {
  if (release === undefined) return { traps: new Set<never>() };
  const day = releaseDayOf(release === '2.0' ? '2.0.0' : '0.44.5');
  return {
    traps: trapsAt(day),
    ...defined({ day, description: release === '2.0' ? builtInDescription(release) : undefined }),
  };
}

async function onTarget(
  options: TargetOptions,
  { release }: Population,
  judge: (target: OpenTarget, signal: AbortSignal) => Promise<Judged>,
): Promise<Judged> {
  const { signal } = new AbortController();
  // What damages a released server shows itself as a defect that it is known for.
  const own = { isOwn: true, optIns: { harmfulInputs: release === undefined, refresh: true } } as const;
  try {
    const target = await openTarget({ ...options, ...own }, { signal, runId: newRunId() });
    try {
      return await judge(target, signal);
    } finally {
      await target.close();
    }
  } catch (error) {
    return { problem: `exit 3: ${error instanceof Error ? error.message : String(error)}` };
  }
}
