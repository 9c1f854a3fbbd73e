/** Controlled experiments for each suspicion: only what they show as well is a finding. */
import { Bench } from './bench.ts';
import type { Place } from './bench.ts';
import type { Confirmation } from './confirmation.ts';
import { lookAtRepetitions, repetitionsFor } from './repetition-look.ts';
import type { GrowthThresholds } from './sample.ts';
import { lookAtCatalogs, lookAtConnections, requestsOfSizeLook } from './size-looks.ts';
import { lookAtSteps, msOfStepsLook, requestsOfStepsLook } from './steps-look.ts';
import type { Suspicion } from './suspicions.ts';

/** `undefined` when the experiments do not all show it. `isCut` when there was no time, budget or consent to finish them. */
interface Looked {
  readonly confirmed?: Confirmation;
  readonly isCut: boolean;
}

const lookers = {
  streams: lookAtCatalogs,
  fields: lookAtCatalogs,
  connections: lookAtConnections,
  writes: lookAtSteps,
  calls: lookAtSteps,
  'now-and-then': lookAtRepetitions,
};

/** All must show it: a busy neighbour that happens to fit one experiment hardly fits the next. */
const experiments = { streams: 2, fields: 2, connections: 2, writes: 1, calls: 1, 'now-and-then': 2 } as const;

export async function secondLook(suspicion: Suspicion, thresholds: GrowthThresholds, place: Place): Promise<Looked> {
  let confirmed: Confirmation | undefined;
  for (let experiment = 0; experiment < experiments[suspicion.kind]; experiment += 1) {
    const bench = new Bench(place);
    try {
      confirmed = await lookers[suspicion.kind](bench, suspicion as never, thresholds); // each takes its own kind
    } finally {
      await bench.retireTo(0);
    }
    if (confirmed === undefined) return { isCut: !bench.mayGoOn() };
  }
  return { ...(confirmed === undefined ? {} : { confirmed }), isCut: false };
}

/** Requests that a look sends at most. */
export function requestsOfLook(suspicion: Suspicion, thresholds: GrowthThresholds): number {
  return experiments[suspicion.kind] * requestsOfExperiment(suspicion, thresholds);
}

function requestsOfExperiment(suspicion: Suspicion, thresholds: GrowthThresholds): number {
  if ('trend' in suspicion) return requestsOfStepsLook(suspicion, thresholds);
  // Each with its control, and one that is asked meanwhile.
  return suspicion.kind === 'now-and-then' ? 3 * repetitionsFor(suspicion.mode) : requestsOfSizeLook[suspicion.kind];
}

/** How long a look takes, in ms, by what the run has shown. */
export function msOfLook(suspicion: Suspicion, thresholds: GrowthThresholds): number {
  if ('law' in suspicion) return 2 * 2 * 7 * (suspicion.law.sizes.at(-1)?.medianMs ?? 0);
  if ('trend' in suspicion) return msOfStepsLook(suspicion, thresholds);
  const { mode } = suspicion;
  return 2 * (8 * mode.slowMs + 2 * repetitionsFor(mode) * mode.medianMs);
}
