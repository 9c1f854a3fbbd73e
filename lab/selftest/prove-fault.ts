/** One fault planted in a backend of its own, fuzzed until the checks that claim it have caught it. */
import type { Check } from '../../properties/checks/check.ts';
import { growth } from '../../properties/checks/growth.ts';
import { allChecks, checksAgainst } from '../../properties/checks/all-checks.ts';
import type { GrowthThresholds } from '../../properties/growth/sample.ts';
import { fuzz } from '../../properties/engine/fuzz.ts';
import { phases } from '../../properties/model/case.ts';
import type { Phase } from '../../properties/model/case.ts';
import type { Description } from '../../schemas/description.ts';
import { builtInDescription } from '../../src/description/built-in-description.ts';
import { defined } from '../../src/json/defined.ts';
import { faults, releaseOfFaults } from '../faults.ts';
import type { FaultId } from '../faults.ts';
import type { LatitudeId } from '../latitudes.ts';
import { startServer } from '../start-server.ts';
import { openTarget } from '../../src/target/open-target.ts';
import { newRunId } from '../../src/target/run-id.ts';
import type { OpenTarget } from '../../src/target/open-target.ts';

export interface MatrixRow {
  readonly fault: FaultId;
  readonly title: string;
  readonly kind: string;
  readonly claimedBy: readonly string[];
  readonly caughtBy: readonly string[];
  readonly seconds: number;
  readonly requests: number;
}

export interface ProofOptions {
  readonly seed: number;
  readonly limitMs: number;
  /** For journals. */
  readonly homeDir: string;
  readonly signal: AbortSignal;
}

/** Cases per phase and worker in the first round; every round doubles it. */
const firstRound = 3;
/** Of the backend without faults. */
const cleanExamples = 12;
const workers = 2;

export async function proveFault(fault: FaultId, { limitMs, ...given }: ProofOptions): Promise<MatrixRow> {
  const {
    title,
    kind,
    caughtBy: claimedBy,
  }: { title: string; kind: string; caughtBy: readonly string[] } = faults[fault];
  // Series of latencies take more answers than any other check.
  const isGrowth = claimedBy.includes('growth');
  const options = { ...given, limitMs: isGrowth ? growthTimes * limitMs : limitMs };
  const caught = new Set<string>();
  const began = performance.now();
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  const isDone = (): boolean => claimedBy.every((check) => caught.has(check));
  let requests = 0;
  const release = releaseOfFaults([fault]);
  const description = release === undefined ? undefined : builtInDescription(release);
  await withBackend([fault], options, async (target) => {
    for (let round = 0; !isDone() && !signal.aborted && remaining(began, options) > 0; round += 1) {
      const { findings = [] } = await fuzzRound(target, {
        seed: options.seed + round,
        examples: (isGrowth ? 3 : 1) * firstRound * 2 ** round,
        order: isGrowth ? timedPhases : orderFor(kind),
        ...(isGrowth ? { checks: [growth], growthThresholds: quickly } : {}),
        ...defined({ description }),
        maxTimeMs: remaining(began, options),
        signal,
        onCheck(check) {
          caught.add(check);
          if (isDone()) stop.abort();
        },
      });
      for (const { check } of findings) caught.add(check);
    }
    requests = target.counts().total;
  });
  return {
    fault,
    title,
    kind,
    claimedBy,
    caughtBy: [...caught],
    seconds: (performance.now() - began) / 1000,
    requests,
  };
}

export interface CleanOptions extends ProofOptions {
  readonly latitudes?: readonly LatitudeId[];
  /** Without the systematic pass, which is the same for every seed. */
  readonly onlyDrawn?: boolean;
}

/** What is found on a backend without faults, whatever it does differently and rightly so: there should be nothing. */
export async function cleanRun({ onlyDrawn = false, ...options }: CleanOptions): Promise<readonly string[]> {
  return withBackend([], options, async (target) => {
    const { findings = [] } = await fuzzRound(target, {
      seed: options.seed,
      examples: cleanExamples,
      onlyDrawn,
      order: phases,
      // Released servers do not name the offending properties either.
      checks: allChecks.filter(({ optional }) => optional !== true),
      maxTimeMs: options.limitMs,
      signal: options.signal,
      onCheck: () => undefined,
    });
    return findings.map(({ signature, title }) => `${signature} (${title})`);
  });
}

interface Round {
  readonly seed: number;
  readonly examples: number;
  readonly order: readonly Phase[];
  readonly maxTimeMs: number;
  readonly signal: AbortSignal;
  readonly checks?: readonly Check[];
  readonly description?: Description;
  readonly growthThresholds?: GrowthThresholds;
  readonly onlyDrawn?: boolean;
  readonly onCheck: (check: string) => void;
}

function fuzzRound(
  target: OpenTarget,
  { seed, examples, order, maxTimeMs, signal, description, checks, growthThresholds, onlyDrawn, onCheck }: Round,
): ReturnType<typeof fuzz> {
  return fuzz({
    target,
    emit: () => undefined,
    signal,
    seed,
    phases: order,
    checks: checks ?? (description === undefined ? allChecks : checksAgainst(description.operations)),
    ...defined({ description, growthThresholds, onlyDrawn }),
    maxTimeMs,
    maxExamples: examples,
    workers,
    minAcceptance: 0,
    shrink: false,
    strict: true,
    known: [],
    onViolation: ({ check }) => onCheck(check.id),
  });
}

/** Faults of `growth` wait for less than a person notices: nobody should have to wait for the proof. */
const quickly = { largestMs: 120, slowMs: 200, slowerMs: 100 } as const;

/** Those whose requests are valid: only their latencies are watched. */
const timedPhases = ['valid', 'sequences'] as const satisfies readonly Phase[];

const growthTimes = 3;

/** What a fault is about says where to look first. */
const firstPhase: Readonly<Record<string, Phase>> = {
  concurrency: 'concurrency',
  status: 'invalid',
  isolation: 'sequences',
  combination: 'sequences',
  permitted: 'invalid',
};

function orderFor(kind: string): readonly Phase[] {
  const first = firstPhase[kind];
  return first === undefined ? phases : [first, ...phases.filter((phase) => phase !== first)];
}

function remaining(began: number, { limitMs }: ProofOptions): number {
  return limitMs - (performance.now() - began);
}

async function withBackend<Result>(
  planted: readonly FaultId[],
  { homeDir, signal, latitudes = [] }: ProofOptions & { readonly latitudes?: readonly LatitudeId[] },
  use: (target: OpenTarget) => Promise<Result>,
): Promise<Result> {
  const answersAs = releaseOfFaults(planted);
  const [token, otherToken] = ['user-of-the-home-workspace', 'user-of-the-foreign-workspace'];
  const backend = await startServer({
    latitudes,
    auth: { token },
    otherAuth: { token: otherToken },
    ...defined({ answersAs }),
  });
  const { url, workspaceId, sourceId, destinationId } = backend;
  const foreign = {
    workspaceId: backend.foreignWorkspaceId,
    sourceId: backend.foreignSourceId,
    destinationId: backend.foreignDestinationId,
  };
  try {
    const target = await openTarget(
      {
        url,
        workspaceId,
        sourceId,
        destinationId,
        foreign,
        token,
        other: { token: otherToken },
        homeDir,
        // The backend is ours and gone in a moment: everything may be tried.
        optIns: { harmfulInputs: true, activeSchedules: true, refresh: true, reset: true },
      },
      { signal, runId: newRunId() },
    );
    try {
      // Only now: a target that is broken from the start is refused rather than tested.
      backend.setFaults(planted);
      return await use(target);
    } finally {
      await target.close();
    }
  } finally {
    await backend.close();
  }
}
