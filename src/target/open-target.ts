/** Opens a target: checks that it can be tested, finds what to build on, and gives a run its only way to reach it. */
import { defined } from '../json/defined.ts';
import type { TrapId } from '../../schemas/traps.ts';
import type { OperationId } from '../../schemas/operations.ts';
import { signsIn, strangersOf } from './asker.ts';
import type { Asker } from './asker.ts';
import { targetAddressOf } from '../client/address.ts';
import { createHttp } from '../client/http.ts';
import type { Report } from '../report/report.ts';
import { connectionBudget } from './connection-budget.ts';
import { consentOf, isLoopbackTarget } from './consent-guard.ts';
import { digestConnections, digestCost, digestSample } from './digest.ts';
import type { Digest } from './digest.ts';
import type { Answer, Exchange, Failure } from './exchange.ts';
import { discoverFixtures } from './fixtures.ts';
import { foreignFixtures } from './foreign-fixtures.ts';
import { gateOf } from './gate.ts';
import type { Rights } from './gate.ts';
import { assertCanKeepJournals, journalFor } from './journal.ts';
import type { Ask } from './list-connections.ts';
import type { OnChosen, Read } from './only-one.ts';
import { paceOf } from './pace.ts';
import { RequestCounts } from './request-counts.ts';
import type { Pace } from './pace.ts';
import { namePrefix, sandboxOf } from './sandbox.ts';
import type { RunSandbox } from './sandbox.ts';
import { operationRows } from './operation-rows.ts';
import type { OperationRows } from './operation-rows.ts';
import { removersOver } from './removal.ts';
import { sweeperOf } from './sweeper.ts';
import type { Consent, Target } from './target.ts';
import type { TargetOptions } from './target-options.ts';
import { Tempo } from './tempo.ts';
import { wireOf } from './wire.ts';
import type { Wire } from './wire.ts';

export interface OpenTarget extends Target {
  readonly sandbox: RunSandbox;
  readonly authKind?: 'basic' | 'bearer';
  /** Requests so far, by operation and status. */
  counts(): Report['requests'];
  /** What is left of the budget after cleaning up; infinite without a budget. */
  requestsLeft(): number;
  /** Connections that may still be created; infinite without a bound. */
  connectionsLeft(): number;
  /** Says what damages the target, as soon as its release is known: what no consent permits there is not sent from then on. */
  heed(traps: ReadonlySet<TrapId>): void;
  /** What its answers cost so far. */
  readonly tempo: Tempo;
  /** What answers have shown of the operations of the run's connections. */
  readonly operationRows: OperationRows;
  /** A digest of every connection that was there before the run, those of a second workspace included, without members that change by themselves; `undefined` when the target does not answer. */
  digestExisting(): Promise<Digest | undefined>;
}

export interface OpenHooks {
  readonly signal: AbortSignal;
  readonly runId: string;
  readonly onExchange?: (exchange: Exchange) => void;
  /** Called with secrets that the target hands out, so that they can be masked. */
  readonly onSecret?: (secret: string) => void;
  /** Called with what nobody named and the target has only one of. */
  readonly onChosen?: OnChosen;
  /** The pace of the run, if it opens several targets or sends in other ways; else the target gets its own. */
  readonly pace?: Pace;
  /** True for connections of an earlier run, which may be written as well. */
  readonly owns?: (connectionId: string) => boolean;
}

/** @throws {TargetUnusableError} with one line that says what to do. */
export async function openTarget(given: TargetOptions, hooks: OpenHooks): Promise<OpenTarget> {
  const options = withNormalAddress(given);
  const base = new URL(options.url);
  for (const [option, id] of [
    ['--workspace', options.workspaceId],
    ['--source', options.sourceId],
    ['--destination', options.destinationId],
    ['--other-workspace', options.foreign?.workspaceId],
    ['--other-source', options.foreign?.sourceId],
    ['--other-destination', options.foreign?.destinationId],
  ] as const)
    if (id !== undefined && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id))
      throw new TypeError(`Cannot use ${option} "${id}": expected a UUID`);
  const http = createHttp({
    timeoutMs: options.requestTimeoutMs ?? 10_000,
    connections: options.maxInFlight ?? 4,
    ...defined({ tls: options.tls, proxy: options.proxy }),
  });
  const pace = hooks.pace ?? paceOf(options);
  const isLoopback = isLoopbackTarget(base.hostname, options.proxy);
  let rights: Rights = {
    // Discovery only reads.
    consent: consentOf({ ...options, readOnly: true }, isLoopback),
    isLoopback,
    mark: namePrefix(hooks.runId),
    owns: () => false,
    ownsOperation: () => false,
    wasThere: () => false,
    noteUnnamed: () => false,
  };
  const gate = gateOf(pathPrefixOf(base), () => rights);
  const rows = operationRows((id) => rights.owns(id));
  const onExchange = (exchange: Exchange): void => {
    rows.note(exchange);
    hooks.onExchange?.(exchange);
  };
  const tempo = new Tempo();
  const counts = new RequestCounts();
  const wire = wireOf(base, options, { ...hooks, onExchange, gate, pace, tempo, counts }, http);
  // A refusal is quick: it says nothing of what an answer takes. The letter keeps the ids of requests apart.
  const strangers = new Map(
    [...strangersOf(options)].map(([asker, as]): readonly [Asker, Wire] => [
      asker,
      wireOf(base, as, { ...hooks, runId: `${hooks.runId}-${asker}`, gate, pace, tempo: new Tempo(), counts }, http),
    ]),
  );
  const askVia =
    (sender: Wire) =>
    async (operation: OperationId, body: unknown): Promise<Answer | Failure> =>
      (await sender.exchange({ operation, body }, { signal: hooks.signal })).outcome;
  const ask = askVia(wire);
  const other = strangers.get('other');
  try {
    const fixtures =
      options.withoutFixtures === true
        ? emptyFixtures(options)
        : {
            ...(await discoverFixtures(options, {
              ask,
              read: readerOf(wire, hooks.signal),
              onChosen: hooks.onChosen,
            })),
            ...(await foreignFixtures(options, { ask, ...defined({ askOther: other && askVia(other) }) })),
          };
    const { workspaceId, existingConnectionIds: ids, foreign } = fixtures;
    const there = [...ids, ...(foreign?.connectionIds ?? [])];
    const permitted = {
      ...consentOf({ ...options, readOnly: options.readOnly === true || fixtures.unfounded !== undefined }, isLoopback),
      ...(options.readOnly === true ? ({ isReadOnly: true } as const) : {}),
    };
    const consent: Consent =
      permitted.writes && fixtures.isSourceUnshared === true ? { ...permitted, ownRefresh: true } : permitted;
    const { homeDir = '.airlock' } = options;
    if (consent.writes) assertCanKeepJournals(homeDir);
    const journal = journalFor(homeDir, {
      runId: hooks.runId,
      url: options.url,
      workspaceId,
      startedAt: new Date().toISOString(),
      there,
    });
    // Nobody can send a request to a server that is gone by then: its credentials are not worth a word.
    const authKind =
      options.isOwn === true
        ? undefined
        : options.auth !== undefined
          ? 'basic'
          : options.token !== undefined || options.clientId !== undefined
            ? 'bearer'
            : undefined;
    const sandbox = sandboxOf({ runId: hooks.runId, workspaceId, there }, journal, {
      rows,
      send: sweeperOf(wire),
      ...(consent.harmfulInputs ? { remove: removersOver((call) => wire.exchange(call, { free: true })) } : {}),
    });
    rights = {
      ...rights,
      consent,
      owns: (id) => sandbox.owns(id) || hooks.owns?.(id) === true,
      ownsOperation: (id) => rows.owns(id),
      wasThere: (id) => sandbox.wasThere(id),
      noteUnnamed: () => sandbox.noteUnnamed(),
    };
    const connections = connectionBudget(pace.connections, { maxConnections: options.maxConnections, isLoopback });
    let digests = 0;
    let isForeignHidden = false;
    const sample = digestSample(pace.maxRequests);
    // Cleaning up, and the second look at what was there before, come out of the same budget.
    pace.reserve(
      () =>
        sandbox.cleaningCost() +
        (digests === 1 ? digestCost(ids.length, sample) + digestCost(foreign?.connectionIds.length ?? 0, sample) : 0),
    );
    return {
      url: options.url,
      runId: hooks.runId,
      isLoopback,
      consent,
      fixtures,
      ...defined({ authKind }),
      signsIn: signsIn(options),
      sandbox,
      operationRows: rows,
      askers: [...strangers.keys()],
      counts: () => counts.summed(),
      requestsLeft: () => pace.left(),
      connectionsLeft: () => connections.left(),
      heed(traps) {
        rights = { ...rights, traps };
      },
      tempo,
      async digestExisting() {
        const isFirst = digests === 0;
        digests += 1;
        const asking = (sender: Wire): Ask =>
          isFirst
            ? askVia(sender)
            : async (operation, body) => (await sender.exchange({ operation, body }, { free: true })).outcome;
        const own = await digestConnections({ workspaceId, ids, sample }, asking(wire));
        if (foreign === undefined || own === undefined || isForeignHidden) return own;
        const theirs = await digestConnections(
          { workspaceId: foreign.workspaceId, ids: foreign.connectionIds, sample },
          asking(other ?? wire),
        );
        isForeignHidden = theirs === undefined && isFirst;
        if (theirs === undefined) return isFirst ? own : undefined;
        return new Map([...own, ...theirs]);
      },
      async send(call, { as, ...sendOptions } = {}) {
        const sender = as === undefined ? wire : strangers.get(as);
        if (sender === undefined)
          throw new TypeError(`Cannot ask as ${as ?? 'nobody'}: the run has no such credentials`);
        return connections.counted(call, () => sender.exchange(call, sendOptions));
      },
      close: () => http.close(),
    };
  } catch (error) {
    await http.close();
    throw error;
  }
}

function readerOf(wire: Wire, signal: AbortSignal): Read {
  return async (path, body) => {
    const headers = { 'content-type': 'application/json' };
    const call = {
      operation: 'transport',
      method: 'POST',
      path,
      headers,
      body: Buffer.from(JSON.stringify(body)),
    } as const;
    return (await wire.exchange(call, { signal })).outcome;
  };
}

/** A user in the address signs in, unless other credentials are given. @throws {TypeError} */
function withNormalAddress(options: TargetOptions): TargetOptions {
  const { url, auth } = targetAddressOf(options.url);
  const hasWayIn = [options.auth, options.token, options.clientId].some((way) => way !== undefined);
  return { ...options, url, ...defined({ auth: hasWayIn ? undefined : auth }) };
}

function pathPrefixOf(base: URL): string {
  return base.pathname.replace(/\/$/, '');
}

function emptyFixtures(options: TargetOptions): Target['fixtures'] {
  return {
    workspaceId: options.workspaceId ?? '',
    sourceId: options.sourceId ?? '',
    destinationId: options.destinationId ?? '',
    existingConnectionIds: [],
  };
}
