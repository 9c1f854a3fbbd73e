/** Replays pacts against a target and says which consumer breaks, where, and what it uses the place for. */
import { defined } from '../../src/json/defined.ts';
import { pactFolder } from '../../src/description/built-in-pacts.ts';
import type { Description } from '../../schemas/description.ts';
import type { Emit } from '../../src/report/events.ts';
import type { StepResult } from '../../src/report/report.ts';
import type { Tempo } from '../../src/target/tempo.ts';
import type { StateTarget } from '../states/state.ts';
import { generationFor } from '../generation.ts';
import type { Generation } from '../generation.ts';
import { findingsOf } from './broken-contracts.ts';
import { providerName } from '../interaction.ts';
import { judgeInteractions } from './judge-interactions.ts';
import { leftOutVerdicts } from './left-out.ts';
import { loadPacts, meaningOf } from './load-pacts.ts';
import type { LoadedPact, LoadedPacts } from './load-pacts.ts';
import { pactsOfGenerations } from './pacts-of-generations.ts';
import { replayTogether } from './replay-together.ts';
import type { PactSource } from './run-verifier.ts';
import { verifyResult } from './verify-result.ts';
import { doubtsOf, verifyVerdicts } from './verify-verdicts.ts';
import { withCredentialsOfTheRun } from './with-credentials-of-the-run.ts';

export interface VerifyTarget extends StateTarget {
  readonly url: string;
  readonly authKind?: 'basic' | 'bearer';
  /** Of the budget; infinite without one. */
  readonly requestsLeft?: () => number;
  readonly connectionsLeft?: () => number;
  /** What its answers take. */
  readonly tempo?: Pick<Tempo, 'latencyMs'>;
}

export interface VerifyPactsOptions {
  readonly target: VerifyTarget;
  /** A file or a folder; `pacts` unless told otherwise, and the built-in ones where that is not there. Not together with a broker. */
  readonly pact?: string;
  /** Of which generations the pacts of built-in consumers are replayed; that of 2023 unless told otherwise. */
  readonly generations?: readonly Generation[];
  readonly broker?: Extract<PactSource, { kind: 'broker' }>;
  /** Whose pacts are replayed; `airbyte-web-backend` unless told otherwise. */
  readonly provider?: string;
  /** Another release: interactions with operations that it lacks are skipped, and provider states obey its schemas. */
  readonly description?: Description;
  readonly providerVersion?: string;
  readonly providerBranch?: string;
  /** Interactions at a time on a slow target; 4 unless told otherwise. */
  readonly atOnce?: number;
  readonly emit?: Emit;
  readonly signal?: AbortSignal;
}

/** @throws {TypeError} when there is nothing to verify. */
export async function verifyPacts(options: VerifyPactsOptions): Promise<StepResult> {
  const { target, broker, emit, signal, provider = providerName } = options;
  const { pacts, leftOut } = broker === undefined ? pactsOf(options, provider) : { pacts: [], leftOut: [] };
  const own = target.authKind === undefined ? { pacts, leftOut: [] } : withCredentialsOfTheRun(pacts);
  emit?.({ type: 'phase-started', phase: 'verify' });
  const began = performance.now();
  const replayed = await replayTogether(
    {
      ...options,
      provider,
      atOnce: atOnceOn(options),
      onBegin: countedTo(own.pacts, emit),
      ...defined({ connectionsLeft: target.connectionsLeft }),
    },
    own.pacts,
  );
  const judged = judgeInteractions(replayed.results);
  const findings = findingsOf(
    judged.filter(({ verdict }) => verdict === 'broken'),
    { meaning: meaningOf(pacts), url: target.url, ...defined({ authKind: target.authKind }) },
  );
  for (const finding of findings) emit?.({ type: 'finding', finding });
  const unused = [...leftOut, ...own.leftOut, ...replayed.leftOut];
  const declared = pacts.reduce((sum, { interactions }) => sum + interactions.length, 0);
  const verdicts = [
    ...verifyVerdicts(judged, findings),
    ...leftOutVerdicts(unused),
    ...doubtsOf(judged, { ...replayed, isPublished: broker?.publish === true, declared }),
  ];
  return {
    ...verifyResult({ judged, findings, leftOut: unused, durationMs: performance.now() - began }),
    // What was not replayed before an interruption says nothing against the run.
    verdicts: signal?.aborted === true ? verdicts.filter(({ code }) => code !== 6) : verdicts,
  };
}

/** Where answers are faster, one verifier is done before a second one has started. */
const slowMs = 30;

/** One at a time where that is as fast, where a budget is to be spent in the same order each time, and for a broker, which wants one account of all. */
function atOnceOn({ target, broker, atOnce = 4 }: VerifyPactsOptions): number {
  const { requestsLeft, tempo } = target;
  const isBounded = Number.isFinite(requestsLeft?.() ?? Number.POSITIVE_INFINITY);
  const answerMs = tempo?.latencyMs('webBackendGetConnection') ?? 0;
  return broker !== undefined || isBounded || answerMs < slowMs ? 1 : atOnce;
}

/** Tells how many interactions have begun; those of a broker are not known before. */
function countedTo(pacts: readonly LoadedPact[], emit: Emit | undefined): () => void {
  const total = pacts.reduce((sum, { replayed }) => sum + replayed.length, 0);
  let number = 0;
  emit?.({ type: 'progress', phase: 'verify', note: "starting Pact's verifier" });
  return () => {
    number += 1;
    // What fails among others is replayed once more.
    emit?.({
      type: 'progress',
      phase: 'verify',
      ...(total === 0 ? { number } : { number: Math.min(number, total), total }),
    });
  };
}

function pactsOf({ pact, generations = [generationFor()], emit }: VerifyPactsOptions, provider: string): LoadedPacts {
  const { path, isBuiltIn } = pact === undefined ? pactFolder() : { path: pact, isBuiltIn: false };
  if (isBuiltIn)
    emit?.({
      type: 'notice',
      level: 'info',
      text: 'Pacts of the built-in consumers: there is no folder pacts here, and no --pact',
    });
  return pactsOfGenerations(path, loadPacts(path, provider), generations);
}
