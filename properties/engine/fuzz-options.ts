import type { TrapId } from '../../schemas/traps.ts';
import type { Description } from '../../schemas/description.ts';
import type { Emit } from '../../src/report/events.ts';
import type { Finding } from '../../src/report/report.ts';
import type { Tempo } from '../../src/target/tempo.ts';
import type { Sandbox, Target } from '../../src/target/target.ts';
import type { CorpusStream } from '../arbitraries/generation-context.ts';
import type { Check } from '../checks/check.ts';
import type { Phase } from '../model/case.ts';
import type { CaseViolation } from './case-violation.ts';
import type { GrowthThresholds } from '../growth/sample.ts';
import type { KnownFinding } from './known-findings.ts';
import type { Asked } from './phase-coverage.ts';

/** A target, and what a run may still ask of it. */
export interface FuzzTarget extends Target {
  readonly sandbox: Sandbox;
  readonly authKind?: 'basic' | 'bearer';
  /** A hash per connection that was there before the run; `undefined` when that cannot be had. */
  digestExisting(): Promise<ReadonlyMap<string, string> | undefined>;
  /** Of the budget; infinite without one. */
  requestsLeft(): number;
  /** Connections that may still be created; infinite without a bound. */
  connectionsLeft(): number;
  /** What its answers cost. */
  readonly tempo: Tempo;
}

/** What a run of generated cases is given. */
export interface FuzzOptions {
  readonly target: FuzzTarget;
  readonly emit: Emit;
  readonly signal: AbortSignal;
  readonly seed: number;
  readonly phases: readonly Phase[];
  readonly checks: readonly Check[];
  readonly maxTimeMs: number;
  /** Cases per phase and worker. */
  readonly maxExamples?: number;
  /** Leaves the systematic pass out: it is the same for every seed, and what is drawn is not. */
  readonly onlyDrawn?: boolean;
  readonly workers: number;
  readonly minAcceptance: number;
  readonly maxFindings?: number;
  readonly shrink: boolean;
  readonly strict: boolean;
  /** The summary of a green run names what was not exercised; otherwise it counts it. */
  readonly verbose?: boolean;
  readonly known: readonly KnownFinding[];
  readonly corpus?: readonly CorpusStream[];
  /** Another release than the one of `schemas/`: what is generated, and what the referee goes by. */
  readonly description?: Description;
  /** What damages the target, by its release; without it, whatever damages any release needs consent. */
  readonly traps?: ReadonlySet<TrapId>;
  /** Only cases that touch one of these operations. */
  readonly operations?: readonly string[];
  /** Phases and checks that were asked for by name: the run has failed when one of them was not exercised. */
  readonly asked?: Pick<Asked, 'phases' | 'checks'>;
  /** Told of every violation at once, before it is shrunk; later ones of the same kind included. */
  readonly onViolation?: (violation: CaseViolation) => void;
  /** Latencies that are worth a finding of `growth`; others than a person notices prove the check in little time. */
  readonly growthThresholds?: GrowthThresholds;
  /** Explains findings that a released Airbyte is known for. */
  readonly deviationOf?: (finding: Finding) => string | undefined;
}
