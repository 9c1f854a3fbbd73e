/** What a provider state is made of, and what it leaves to the requests that follow. */
import type { Description } from '../../schemas/description.ts';
import type { TrapId } from '../../schemas/traps.ts';
import type { Sandbox, Target } from '../../src/target/target.ts';
import type { StateParameters } from './connection-body.ts';

/** What requests may take from the state, by the name in `fromProviderState`. */
export type StateValues = Readonly<Record<string, string>>;

export type StateTarget = Pick<Target, 'send' | 'consent' | 'fixtures'> & {
  readonly sandbox: Sandbox;
  /** Of the target's release, where it is not ours: what it requires and we do not know is filled in. */
  readonly description?: Description;
  /** What damages servers of its release; without it, all that damages any. */
  readonly traps?: ReadonlySet<TrapId>;
};

export interface ReachedState {
  readonly values: StateValues;
  /** Connections to take away again when the interaction is over. */
  readonly created: readonly string[];
}

export type StateHandler = (parameters: StateParameters) => Promise<ReachedState>;

export function workspaceValues({ consent, fixtures, sandbox }: StateTarget): StateValues {
  return {
    workspaceId: fixtures.workspaceId,
    sourceId: fixtures.sourceId,
    destinationId: fixtures.destinationId,
    // Taking a name opens the journal; a run that may not write needs none.
    name: consent.writes ? sandbox.nextName() : 'airlock-read-only',
  };
}
