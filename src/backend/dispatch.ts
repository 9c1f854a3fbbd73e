/** From a parsed body to an answer: what performs the operation, and the hooks around it. */
import type { OperationId } from '../../schemas/operations.ts';
import type { BackendAnswer, BackendCall, BackendHooks, HookContext } from './hooks.ts';
import type { Perform } from './perform.ts';
import { generator } from '../statistics/generator.ts';
import { Refusal } from './refusal.ts';
import type { Store } from './store.ts';
import { refuseStrangers } from './users.ts';
import type { BackendUser } from './users.ts';

export type Dispatch = (
  operation: OperationId,
  body: unknown,
  user?: BackendUser,
) => BackendAnswer | Promise<BackendAnswer>;

export interface Dispatcher {
  readonly dispatch: Dispatch;
  hooks(): readonly BackendHooks[];
  /** Replaces the hooks; what they remembered is forgotten. */
  setHooks(hooks: readonly BackendHooks[]): void;
}

export function dispatcherFor(store: Store, perform: Perform, seed: number): Dispatcher {
  let hooks: readonly BackendHooks[] = [];
  let context: HookContext = { store, memory: new Map(), random: generator(seed) };
  return {
    hooks: () => hooks,
    setHooks(next) {
      hooks = next;
      context = { store, memory: new Map(), random: generator(seed) };
    },
    dispatch(operation, body, user) {
      const call: BackendCall = { operation, body, user };
      const work = (): unknown => {
        refuseStrangers(call, store);
        return perform(operation, call.body);
      };
      // Without hooks there is nothing to wait for: the fuzzer's speed depends on this path.
      return hooks.length === 0 ? answered(work) : hooked(call, hooks, context, work);
    },
  };
}

function answered(work: () => unknown): BackendAnswer {
  try {
    return success(work());
  } catch (error) {
    return refusal(error);
  }
}

async function hooked(
  call: BackendCall,
  all: readonly BackendHooks[],
  context: HookContext,
  work: () => unknown,
): Promise<BackendAnswer> {
  const hooks = all.filter(({ operation = 'any' }) => operation === 'any' || operation === call.operation);
  for (const { receive } of hooks) receive?.(call, context);
  const chain = hooks.reduceRight<() => unknown>(
    (next, hook) => (hook.handle === undefined ? next : () => hook.handle?.(call, next, context)),
    work,
  );
  let answer: BackendAnswer;
  try {
    // Stored values must not be changed by a hook that edits its answer.
    answer = success(copied(await chain()));
  } catch (error) {
    answer = refusal(error);
  }
  for (const hook of hooks) hook.answer?.(answer, call, context);
  return answer;
}

/** Lists and plain objects; what is written as it is, such as an integer beyond those of JavaScript, stays itself. */
function copied(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copied);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]): [string, unknown] => [key, copied(child)]));
}

function success(body: unknown): BackendAnswer {
  return { status: 200, body, contentType: 'application/json' };
}

function refusal(error: unknown): BackendAnswer {
  if (error instanceof Refusal)
    return { status: error.status, body: { ...error.body }, contentType: 'application/json' };
  return { status: 500, body: { message: 'Internal Server Error' }, contentType: 'application/json' };
}
