/**
 * How many mutants of the reference backend fuzz runs noticed, by the requests of the run. Written by `npm run bench -- mutants` with
 * `AIRLOCK_RATES`; docs/fuzz.md says how it is measured.
 */
export const detectionRates: DetectionRates = {
  measuredOn: '2026-11-28',
  mutants: 120,
  seed: 3021,
  steps: [
    { requests: 500, noticed: 71, of: 98, weakest: { operation: 'webBackendGetConnection', noticed: 22, of: 28 } },
    { requests: 2000, noticed: 94, of: 98, weakest: { operation: 'webBackendCreateConnection', noticed: 55, of: 58 } },
  ],
};

export interface DetectionRates {
  /** ISO day. */
  readonly measuredOn: string;
  /** Size of the random sample; those that nobody can notice are in it. */
  readonly mutants: number;
  /** Drew the sample, and was the seed of the runs. */
  readonly seed: number;
  /** Ascending. */
  readonly steps: readonly DetectionStep[];
}

export interface DetectionStep {
  /** Budget of each run. */
  readonly requests: number;
  readonly noticed: number;
  /** Of so many that somebody can notice. */
  readonly of: number;
  /** The operation through whose code the smallest share was noticed. */
  readonly weakest: { readonly operation: string; readonly noticed: number; readonly of: number };
}
