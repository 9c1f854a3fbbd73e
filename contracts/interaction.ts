/** What a consumer needs, as data: one request, the answer it relies on, and where it reads each part of it. */
import type { OperationId } from '../schemas/operations.ts';
import type { Generation } from './generation.ts';

export type ConsumerName = 'airbyte-webapp' | 'airbyte-config-api-client' | 'airbyte-webapp-2.0';

/** The one provider of every pact. */
export const providerName = 'airbyte-web-backend';

/** What must be the case on the provider; a handler in `states/` reaches it. */
export interface ProviderState {
  readonly name: StateName;
  readonly params?: Readonly<Record<string, string | number | boolean>>;
}

export type StateName =
  | 'a workspace'
  | 'a connection exists'
  | 'a deprecated connection exists'
  | 'a connection whose source schema changed'
  | 'a connection that has synced exists'
  | 'a connection with a tag exists'
  | 'a connection on a discovered source exists'
  | 'a tag exists'
  | 'the source was discovered'
  | 'there is no such connection'
  | 'there is no such source';

/**
 * By JSON pointer (`*` for any position of a list, a trailing `/**` for everything below) what the consumer
 * does with the field: what breaks when it goes away. The key `status` speaks of the status of the answer.
 */
export type Reads = Readonly<Record<string, string>>;

export interface Interaction {
  readonly consumer: ConsumerName;
  /** Completes "a consumer makes a request to …"; unique together with the states. */
  readonly description: string;
  readonly operation: OperationId;
  readonly states: readonly ProviderState[];
  /** The body with matchers and values from the provider state; absent where the consumer sends none. */
  readonly request?: unknown;
  /** Set where the consumer really sends a body that breaks the schema, such as an id typed into the address bar. */
  readonly breaksSchema?: true;
  readonly status: number;
  /** All statuses that conforming servers answer with, where there is more than one. */
  readonly statuses?: readonly number[];
  /** The body with matchers; absent where the consumer reads nothing of it, not even whether there is one. */
  readonly response?: unknown;
  readonly reads: Reads;
  /**
   * Pact paths of objects whose members, known or not, must not be null. Nothing else is then asked of these objects, so that
   * there has to be a second interaction that does; see `noneNull`.
   */
  readonly withoutNulls?: readonly string[];
}

/**
 * The same request once more, for which no member of the objects may be null: Pact cannot ask for both at once. A rule for an object also
 * switches off those for objects further below than its members, which need an interaction of their own.
 */
export function noneNull(interaction: Interaction, ...objects: readonly NullFree[]): readonly Interaction[] {
  return [
    interaction,
    ...objects.map(({ what = 'it', paths }) => ({
      ...interaction,
      description: `${interaction.description}, none of ${what} null`,
      withoutNulls: paths,
    })),
  ];
}

/** Objects of an answer, by their Pact paths, and what they are called in the description. */
interface NullFree {
  readonly what?: string;
  readonly paths: readonly string[];
}

/** A status of an operation for which there is no interaction, and why a contract must not pin one. */
export interface Omission {
  /** Whose operations are meant. */
  readonly generation: Generation;
  readonly operation: OperationId;
  readonly status: number;
  readonly reason: string;
}

/** One consumer with all that it relies on. */
export interface Consumer {
  readonly name: ConsumerName;
  readonly generation: Generation;
  /** Sent with every request, beside what the client itself sends. */
  readonly headers: Readonly<Record<string, string>>;
  readonly interactions: readonly Interaction[];
  /**
   * How many places may be pinned that the consumer never reads. They are there only because the description requires
   * them, so that an example without them would be no valid answer.
   */
  readonly unreadBudget: number;
  /**
   * The consumer validates no answer, so that its examples hold only what it reads, without what the description requires
   * beside that: what it never reads may go away.
   */
  readonly hasPartialExamples?: true;
}

/** Moves reads below a pointer: the fields of a list item to `/connections/*`. */
export function readsBelow(pointer: string, reads: Reads): Reads {
  return Object.fromEntries(Object.entries(reads).map(([key, use]) => [`${pointer}${key}`, use]));
}
