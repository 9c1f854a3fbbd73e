/** The workload of each test type, in the open model: arrivals do not wait for answers. */
import { defined } from './defined.ts';
import { fitted } from './limits.ts';
import type { Fitted } from './limits.ts';
import type { Settings, TestType } from './settings.ts';

/** The longest stall of the target that must be visible: there are enough virtual users for it from the start. */
const longestStallSeconds = 10;
/** A virtual user costs about 0.3 MB, so that high rates cover a shorter stall only. */
const affordableVus = 500;

interface Workload {
  readonly rate: number;
  readonly seconds: number;
  /** Rates relative to `rate`, with shares of the duration; absent for a constant rate. */
  readonly stages?: readonly (readonly [relative: number, share: number])[];
}

/** Iterations a second. A page polls the list every 60 s, so that 10/s stands for 600 open pages. */
const workloads: Readonly<Record<TestType, Workload>> = {
  smoke: { rate: 5, seconds: 6 },
  average: { rate: 10, seconds: 300 },
  stress: {
    rate: 30,
    seconds: 600,
    stages: [
      [1, 0.15],
      [1, 0.7],
      [0, 0.15],
    ],
  },
  spike: {
    rate: 60,
    seconds: 180,
    stages: [
      [0.1, 0.3],
      [1, 0.1],
      [1, 0.2],
      [0.1, 0.1],
      [0.1, 0.3],
    ],
  },
  soak: { rate: 8, seconds: 3600 },
  breakpoint: { rate: 200, seconds: 300, stages: [[1, 1]] },
};

/** The types whose rate is not constant. */
export const rampedTypes: ReadonlySet<string> = new Set(
  Object.entries(workloads).flatMap(([type, { stages }]) => (stages === undefined ? [] : [type])),
);

export interface Plan extends Fitted {
  readonly vus: number;
}

/** The plan of a test type within the bounds of the settings. @throws {Error} for a budget too small for one arrival. */
export function planFor(type: TestType, settings: Settings): Plan {
  const { rate: usualRate, seconds: usualSeconds, stages: usualStages } = workloads[type];
  const rate = settings.rate ?? usualRate;
  const seconds = settings.durationSeconds ?? usualSeconds;
  const stages = usualStages?.map(([relative, share]) => ({
    target: Math.round(rate * relative),
    seconds: Math.max(1, Math.round(seconds * share)),
  }));
  const plan = fitted({ rate, seconds, ...defined({ stages }) }, settings);
  const enough = Math.min(
    plan.rate * longestStallSeconds,
    Math.max(affordableVus, plan.rate * 2),
    plan.maxArrivals ?? Number.POSITIVE_INFINITY,
  );
  return { ...plan, vus: settings.vus ?? Math.ceil(enough) };
}
