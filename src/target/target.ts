/** A server under test, reached with the run's credentials, rate limit, budget and consent. */
import type { Asker } from './asker.ts';
import type { Call, Exchange } from './exchange.ts';

export interface Target {
  /** Base address, ending in `/api`. */
  readonly url: string;
  readonly runId: string;
  readonly isLoopback: boolean;
  readonly consent: Consent;
  readonly fixtures: Fixtures;
  /** In whose name the run can ask besides its own; nobody else unless told otherwise. */
  readonly askers?: readonly Asker[];
  /** Requests say who asks. */
  readonly signsIn?: boolean;
  /**
   * Sends one call. Resolves for every outcome, a refused connection included.
   * @throws {BudgetSpentError} when the run's request budget is used up.
   * @throws {TargetLostError} when the target stopped answering and its health check fails as well.
   * @throws {ConsentError} when the run may not send the call; see `gate.ts`.
   */
  send(
    call: Call,
    options?: { readonly signal?: AbortSignal; readonly timeoutMs?: number; readonly as?: Asker },
  ): Promise<Exchange>;
  close(): Promise<void>;
}

/** What the run may do to the target; see `--allow-writes`, `--read-only` and the opt-ins. */
export interface Consent {
  /** The user has forbidden writes; no option can permit them. */
  readonly isReadOnly?: true;
  readonly writes: boolean;
  /** Inputs that damage released servers for everyone (T1–T11): allowed on loopback or by name. */
  readonly harmfulInputs: boolean;
  /** `active` status together with a basic or cron schedule. */
  readonly activeSchedules: boolean;
  /** `withRefreshedCatalog: true`, whichever connections use the source. */
  readonly refresh: boolean;
  /** The same for connections of the run, without anybody's consent: nothing else uses their source. */
  readonly ownRefresh?: true;
  /** The server is the run's own, so that a refresh disturbs nobody: what was there before is guarded all the same. */
  readonly isOwn?: true;
  /** Updates of a catalog without `skipReset: true`. */
  readonly reset: boolean;
}

/** What sandbox connections are built on. */
export interface Fixtures {
  readonly workspaceId: string;
  readonly sourceId: string;
  readonly destinationId: string;
  /** Ids of connections that were there before the run. They are only ever read. */
  readonly existingConnectionIds: readonly string[];
  /** Catalog id read from an existing connection of the source; none but this one and the other may be sent. */
  readonly sourceCatalogId?: string;
  /** Another one, where the first connections have two: one of them is not the newest. */
  readonly otherCatalogId?: string;
  /** Where refreshes are permitted: further sources of the workspace, those first of which the list shows a change. */
  readonly otherSources?: readonly OtherSource[];
  /** Tags of the workspace, read from the list; none where the release has none, or no connection has one. */
  readonly tags?: readonly object[];
  /** Catalog id of the destination, read from an existing connection to it; the only one that may be sent. */
  readonly destinationCatalogId?: string;
  /** Why no connection can be built: a fault of the target. The run then only reads, and source and destination are random ids. */
  readonly unfounded?: string;
  /** The list shows the source of every connection, and none has this one: a refresh reaches no connection but the run's. */
  readonly isSourceUnshared?: true;
  /** A second workspace with a source of its own, where the run knows one: for isolation checks. */
  readonly foreign?: ForeignFixtures;
}

/** A source of the workspace beside the one of the run. */
export interface OtherSource {
  readonly sourceId: string;
  /** Read from an existing connection of it; none but this one may be sent. */
  readonly sourceCatalogId: string;
}

/** Of a second workspace. Its connections are only ever read. */
export interface ForeignFixtures {
  readonly workspaceId: string;
  readonly sourceId: string;
  readonly destinationId: string;
  readonly connectionIds: readonly string[];
  /** A discovered catalog of its source, where one of its first connections has it. */
  readonly sourceCatalogId?: string;
}

/** Connections that the run itself creates, journalled before they are sent and deprecated at the end. */
export interface Sandbox {
  /** A name for the next connection, `airlock-<run>-<n>`; journalled before it is returned. */
  nextName(): string;
  /**
   * Records that a create was answered with this id, so that it is cleaned up. False for a connection that was there before the run: a server
   * that answers with one has made nothing, and the run leaves it alone.
   */
  created(name: string, connectionId: string): boolean;
  /** Deprecates connections that the run no longer needs, so that they do not pile up. */
  retire?(connectionIds: readonly string[]): Promise<void>;
  /** Deprecates what is left, verifies that the list no longer shows it and closes the journal. */
  clean(): Promise<{
    readonly created: number;
    readonly cleaned: number;
    readonly left: readonly string[];
    /** What no request of a run can remove: deprecated connections, and rows that operations of refused writes have, at most. */
    readonly stays?: { readonly connections: number; readonly operations: number };
  }>;
}
