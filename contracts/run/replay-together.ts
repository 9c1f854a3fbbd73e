/** Replays several interactions of pacts at a time, with the results of one at a time, in their order. */
import type { JsonObject } from '../../src/json/json.ts';
import { createsConnection, isBesideOthers } from './beside-others.ts';
import type { LoadedPact } from './load-pacts.ts';
import { replayPacts } from './replay-pacts.ts';
import type { Replayed, ReplayOptions } from './replay-pacts.ts';

export interface TogetherOptions extends ReplayOptions {
  /** Interactions at a time, at most. */
  readonly atOnce: number;
  /** Connections that may still be created; without a bound unless told. */
  readonly connectionsLeft?: () => number;
}

/** One interaction of one of the pacts. */
interface Place {
  readonly pact: LoadedPact;
  readonly interaction: JsonObject;
}

type Result = Replayed['results'][number];

/** Fewer are not worth a verifier of their own, which takes a second to start. */
const leastPerLane = 4;

/** @throws as `replayPacts` */
export async function replayTogether(options: TogetherOptions, pacts: readonly LoadedPact[]): Promise<Replayed> {
  const { atOnce, connectionsLeft = () => Number.POSITIVE_INFINITY } = options;
  const places = pacts.flatMap((pact) => pact.replayed.map((interaction): Place => ({ pact, interaction })));
  const beside = places.filter(({ interaction }) => isBesideOthers(interaction));
  const count = Math.min(atOnce, Math.floor(beside.length / leastPerLane));
  // Which of them would go without a connection must not depend on who was faster.
  const isScarce = connectionsLeft() < places.filter(({ interaction }) => createsConnection(interaction)).length;
  if (count < 2 || isScarce) return replayPacts(options, pacts);
  const found = new Map<Place, Result>();
  const lanes = Array.from({ length: count }, (_, lane) => beside.filter((_place, index) => index % count === lane));
  for (const [lane, replayed] of (await replayLanes(lanes, options)).entries())
    for (const [index, result] of (replayed?.results ?? []).entries()) {
      const place = lanes[lane]?.[index];
      if (place !== undefined) found.set(place, result);
    }
  if (options.signal?.aborted === true) return { results: inOrder(places, found), leftOut: [], lost: [] };
  let again = connectionsLeft();
  const rest = places.filter((place) => {
    const result = found.get(place);
    if (result === undefined) return true;
    // Others may have been in its way: what it does alone counts.
    again -= createsConnection(place.interaction) ? 1 : 0;
    return isDoubtful(result) && again >= 0;
  });
  if (rest.length === 0) return { results: inOrder(places, found), leftOut: [], lost: [] };
  const { results, leftOut, lost } = await replayPacts(options, pactsOf(rest));
  if (results.length !== rest.length) {
    for (const place of rest) found.delete(place);
    return { results: [...inOrder(places, found), ...results], leftOut, lost };
  }
  for (const [index, place] of rest.entries()) {
    const result = results[index];
    if (result !== undefined) found.set(place, result);
  }
  return { results: inOrder(places, found), leftOut, lost };
}

/** `undefined` for a lane of which Pact's account cannot be trusted: its interactions are replayed with the rest. */
async function replayLanes(
  lanes: readonly (readonly Place[])[],
  options: TogetherOptions,
): Promise<readonly (Replayed | undefined)[]> {
  const over = new AbortController();
  const signal = options.signal === undefined ? over.signal : AbortSignal.any([options.signal, over.signal]);
  const settled = await Promise.allSettled(
    lanes.map(async (lane) => {
      try {
        const replayed = await replayPacts({ ...options, signal }, pactsOf(lane));
        const isWhole =
          replayed.results.length === lane.length && replayed.results.every(({ segment }) => segment !== undefined);
        return isWhole && replayed.lost.length === 0 ? replayed : undefined;
      } catch (error) {
        // What is wrong with a pact is said by the run of the rest.
        if (error instanceof TypeError) return undefined;
        over.abort();
        throw error;
      }
    }),
  );
  const failed = settled.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
  return settled.map((one) => (one.status === 'fulfilled' ? one.value : undefined));
}

/** The pacts with these interactions alone. */
function pactsOf(places: readonly Place[]): readonly LoadedPact[] {
  return [...Map.groupBy(places, ({ pact }) => pact)].map(([pact, own]) => ({
    ...pact,
    replayed: own.map(({ interaction }) => interaction),
  }));
}

function inOrder(places: readonly Place[], found: ReadonlyMap<Place, Result>): readonly Result[] {
  return places.flatMap((place) => found.get(place) ?? []);
}

/** What needs a consent that the run has not got is the same whoever else is there. */
function isDoubtful({ result, segment }: Result): boolean {
  return segment?.unreachable === undefined ? result.result !== 'OK' : segment.unreachable.kind === 'refused';
}
