import type { LoadOperation, TestType } from '../../load/settings.ts';
import type { Description } from '../../schemas/description.ts';
import type { Emit } from '../report/events.ts';
import type { Pace } from '../target/pace.ts';
import type { TargetOptions } from '../target/target-options.ts';
import type { Segment } from './execution-segment.ts';
import type { K6 } from './find-k6.ts';
import type { Latency } from './measurements.ts';
import type { Outputs } from './outputs.ts';

/** One load test: its target, its schedule and its bounds. */
export interface LoadOptions {
  readonly k6: K6;
  /** Names the run in the logs of the target. */
  readonly runId?: string;
  readonly type: TestType;
  readonly target: TargetOptions;
  readonly operation: LoadOperation;
  readonly rate?: number;
  readonly vus?: number;
  readonly durationSeconds?: number;
  /** k6 syntax by metric. */
  readonly thresholds?: Readonly<Record<string, readonly string[]>>;
  /** A second target, loaded in turn with the first. */
  readonly base?: TargetOptions;
  readonly seed?: number;
  /** Validates sampled answers; Airlock's own description by default. */
  readonly description?: Description;
  /** The share of the schedule that this process is to send; the rest is sent by others. */
  readonly segment?: Segment;
  /** Where the raw points are to stay; `.gz` compresses them. */
  readonly pointsFile?: string;
  /** Where k6 sends its points besides. */
  readonly outputs?: Outputs;
  /** Keeps every request in memory, for comparisons by block. */
  readonly keepRequests?: boolean;
  /** How long k6 may go on after its schedule before it is killed. */
  readonly graceMs?: number;
  /** The pace of the run: the schedule is cut to fit it, and the requests of k6 count. */
  readonly pace?: Pace;
  /** Told of the length of the schedule, in ms, before k6 starts. */
  readonly onPlanned?: (ms: number) => void;
  /** Told of what was measured, by operation and arm. */
  readonly onMeasured?: (latencies: readonly Latency[]) => void;
  readonly emit: Emit;
  readonly signal: AbortSignal;
}
