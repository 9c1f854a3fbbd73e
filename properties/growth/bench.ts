/** Sends the requests of a second look, one at a time, on connections of its own. */
import type { OperationId } from '../../schemas/operations.ts';
import { operations } from '../../schemas/operations.ts';
import { member } from '../../src/json/json.ts';
import { catalogOf } from '../../src/target/catalog-of.ts';
import { isAnswer } from '../../src/target/exchange.ts';
import type { Exchange, OperationCall } from '../../src/target/exchange.ts';
import type { Sandbox, Target } from '../../src/target/target.ts';

export interface Place {
  readonly target: Pick<Target, 'send' | 'fixtures'>;
  readonly sandbox: Sandbox;
  readonly signal?: AbortSignal;
  /** Whether time and budget are left for further requests. */
  readonly mayGoOn: () => boolean;
}

/** What a request is about. */
export interface About {
  readonly connectionId?: string;
  /** One unless told otherwise, and fifteen fields each. */
  readonly streams?: number;
  readonly fields?: number;
}

export class Bench {
  readonly #place: Place;
  readonly #made: string[] = [];
  readonly #counts = new Map<OperationId, number>();

  constructor(place: Place) {
    this.#place = place;
  }

  mayGoOn(): boolean {
    return this.#place.signal?.aborted !== true && this.#place.mayGoOn();
  }

  /** `undefined` when there is no time or budget left, or the request was refused. */
  async call(operation: OperationId, about: About): Promise<Exchange | undefined> {
    if (!this.mayGoOn()) return undefined;
    const { target, sandbox, signal } = this.#place;
    const name = operation === 'webBackendCreateConnection' ? sandbox.nextName() : undefined;
    const exchange = await target.send(
      this.#callOf(operation, { ...about, name }),
      signal === undefined ? {} : { signal },
    );
    const { outcome } = exchange;
    if (!isAnswer(outcome)) return outcome.reason === 'timeout' ? exchange : undefined;
    if (outcome.status !== 200) return undefined;
    this.#counts.set(operation, this.countOf(operation) + 1);
    if (name !== undefined && outcome.json.ok) {
      const id = member(outcome.json.value, 'connectionId');
      if (typeof id !== 'string' || !sandbox.created(name, id)) return undefined;
      this.#made.push(id);
    }
    return exchange;
  }

  /** Calls that were accepted. */
  countOf(operation: OperationId): number {
    return this.#counts.get(operation) ?? 0;
  }

  /** The id of a new connection. */
  async create(about: Omit<About, 'connectionId'> = {}): Promise<string | undefined> {
    const before = this.#made.length;
    await this.call('webBackendCreateConnection', about);
    return this.#made[before];
  }

  /** Deprecates the newest of its connections until so many are left. */
  async retireTo(left: number): Promise<void> {
    await this.#place.sandbox.retire?.(this.#made.splice(left));
  }

  made(): number {
    return this.#made.length;
  }

  #callOf(
    operation: OperationId,
    { connectionId, streams = 1, name, ...width }: About & { readonly name: string | undefined },
  ): OperationCall {
    const { workspaceId, sourceId, destinationId } = this.#place.target.fixtures;
    if (operation === 'webBackendCreateConnection') {
      const syncCatalog = catalogOf(streams, width);
      return {
        operation,
        body: { name, sourceId, destinationId, status: 'inactive', scheduleType: 'manual', syncCatalog },
      };
    }
    if (operation === 'webBackendUpdateConnection')
      return { operation, body: { connectionId, skipReset: true, syncCatalog: catalogOf(streams, width) } };
    if (operation === 'webBackendGetConnection' || operation === 'getStateType')
      return { operation, body: { connectionId } };
    return operations[operation].body === 'none' ? { operation } : { operation, body: { workspaceId } };
  }
}

export function latencyOf({ durationMs, latencyMs = durationMs }: Exchange): number {
  return latencyMs;
}

export function waited(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

/** Whether the operation is about one connection. */
export function needsConnection(operation: OperationId): boolean {
  return ['webBackendGetConnection', 'webBackendUpdateConnection', 'getStateType'].includes(operation);
}
