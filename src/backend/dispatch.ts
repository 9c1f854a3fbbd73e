/** From a parsed body to an answer: what performs the operation, and the faults that are switched on. */
import type { OperationId } from '../../schemas/operations.ts';
import type { FaultContext, FaultHooks, FaultyAnswer, FaultyCall } from './fault.ts';
import type { Perform } from './perform.ts';
import { Refusal } from './refusal.ts';
import type { Store } from './store.ts';

export type Dispatch = (operation: OperationId, body: unknown) => FaultyAnswer | Promise<FaultyAnswer>;

/** A fault, or a latitude: those are about every operation. */
type Reach = FaultHooks & { readonly operation?: OperationId | 'any' };

export interface Dispatcher {
  readonly dispatch: Dispatch;
  /** Replaces the set of faults; what they remembered is forgotten. */
  setFaults(faults: readonly Reach[]): void;
}

export function dispatcherFor(store: Store, perform: Perform, seed: number): Dispatcher {
  let faults: readonly Reach[] = [];
  let context: FaultContext = { store, memory: new Map(), random: generator(seed) };
  return {
    setFaults(next) {
      faults = next;
      context = { store, memory: new Map(), random: generator(seed) };
    },
    dispatch(operation, body) {
      // Without faults there is nothing to wait for: the fuzzer's speed depends on this path.
      if (faults.length === 0) return answered(() => perform(operation, body));
      return faulty({ operation, body }, faults, context, perform);
    },
  };
}

function answered(work: () => unknown): FaultyAnswer {
  try {
    return success(work());
  } catch (error) {
    return refusal(error);
  }
}

async function faulty(
  call: FaultyCall,
  faults: readonly Reach[],
  context: FaultContext,
  perform: Perform,
): Promise<FaultyAnswer> {
  const hooks = faults.filter(({ operation = 'any' }) => operation === 'any' || operation === call.operation);
  for (const { receive } of hooks) receive?.(call, context);
  const chain = hooks.reduceRight<() => unknown>(
    (next, hook) => (hook.handle === undefined ? next : () => hook.handle?.(call, next, context)),
    () => perform(call.operation, call.body),
  );
  let answer: FaultyAnswer;
  try {
    // Stored values must not be changed by a fault that edits its answer.
    answer = success(structuredClone(await chain()));
  } catch (error) {
    answer = refusal(error);
  }
  for (const hook of hooks) hook.answer?.(answer, call, context);
  return answer;
}

function success(body: unknown): FaultyAnswer {
  return { status: 200, body, contentType: 'application/json' };
}

function refusal(error: unknown): FaultyAnswer {
  if (error instanceof Refusal)
    return { status: error.status, body: { ...error.body }, contentType: 'application/json' };
  return { status: 500, body: { message: 'Internal Server Error' }, contentType: 'application/json' };
}

/** Mulberry32. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
