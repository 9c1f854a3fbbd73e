/**
 * Runs one case on a target: sends its steps, keeps what the answers show, and lets every check look at each of them.
 */
import { defined } from '../../src/json/defined.ts';
import { isObject, member } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { WebBackendConnectionRead } from '../../schemas/connection.ts';
import { operations } from '../../schemas/operations.ts';
import { ConsentError } from '../../src/target/errors.ts';
import { isAnswer } from '../../src/target/exchange.ts';
import type { Call, Exchange, Failure, OperationCall, RawCall } from '../../src/target/exchange.ts';
import { namePrefix } from '../../src/target/sandbox.ts';
import { unknownId } from '../../src/target/unknown-id.ts';
import { accessRefused } from '../../src/target/access-refused.ts';
import { blaming, noServerError } from '../checks/no-server-error.ts';
import { isRefresh } from '../checks/refresh-diff.ts';
import { mayBeRefused } from '../checks/valid-accepted.ts';
import { isOfOperation, judge } from '../checks/check.ts';
import type { AnyObservation, KnownConnection, Observation, Past } from '../checks/check.ts';
import type { Case, CaseStep, OperationStep, RawStep } from '../model/case.ts';
import { idOf } from '../model/read-back.ts';
import type { CaseViolation } from './case-violation.ts';
import { catalogToSend } from './catalog-to-send.ts';
import { distinct } from './group-by-cause.ts';
import type { RunContext } from './run-context.ts';
import { substitute } from './substitute.ts';
import type { Substitutions } from './substitute.ts';

export interface CaseRun {
  readonly violations: readonly CaseViolation[];
  readonly exchanges: readonly Exchange[];
  readonly observations: readonly AnyObservation[];
  /** Positions in the case by the id of the exchange; steps that were not sent have none. */
  readonly positions: ReadonlyMap<string, number>;
  /** How often each check had something to say, by operation and status. */
  readonly evaluated: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Connections that the case made. */
  readonly created: readonly string[];
  /** Ids of exchanges whose refusal would be no fault: they do not count for the acceptance. */
  readonly mayBeRefused: ReadonlySet<string>;
}

const declaredReadMembers: ReadonlySet<string> = new Set(Object.keys(WebBackendConnectionRead.properties));

export async function runCase(testCase: Case, context: RunContext): Promise<CaseRun> {
  const run = await sendAndCheck(testCase, context);
  await context.finished?.(run.created);
  return run;
}

async function sendAndCheck(testCase: Case, context: RunContext): Promise<CaseRun> {
  const state = new CaseState(context);
  const observations: AnyObservation[] = [];
  const violations: CaseViolation[] = [];
  const exchanges: Exchange[] = [];
  const positions = new Map<string, number>();
  const evaluated = new Map<string, Map<string, number>>();
  const refusable = new Set<string>();
  const result = (): CaseRun => ({
    mayBeRefused: refusable,
    violations,
    exchanges,
    observations,
    positions,
    evaluated,
    created: state.created,
  });
  for (const batch of batchesOf(testCase.steps)) {
    if (context.signal?.aborted === true) break;
    state.beginBatch();
    // Bodies are filled before anything is sent: steps of one batch know nothing of each other.
    const prepared = batch.map(({ step, index }) => ({ step, index, body: state.fill(step) }));
    const sent = await Promise.all(
      prepared.map(async (one) => ({ ...one, exchange: await sendStep(one.step, one.body, context) })),
    );
    // In the order of the answers: what was answered last is what a later read shows.
    const answered = sent
      .filter(({ exchange }) => exchange !== undefined)
      .toSorted((left, right) => endOf(left.exchange) - endOf(right.exchange));
    for (const { step, index, body, exchange } of answered) {
      if (exchange === undefined) continue;
      exchanges.push(exchange);
      positions.set(exchange.id, index);
      if (!isAnswer(exchange.outcome)) {
        const unanswered = violationOf(exchange.outcome, step, index);
        if (unanswered !== undefined && context.checks.includes(noServerError)) violations.push(unanswered);
        return result();
      }
      const { outcome: answer } = exchange;
      const observation: AnyObservation = {
        step,
        operation: step.operation,
        body,
        answer,
        json: answer.json.ok ? answer.json.value : undefined,
        id: exchange.id,
      };
      if (mayBeRefused(observation, state)) refusable.add(exchange.id);
      const judged = judgedBy(evaluated, `${step.operation} ${answer.status}`);
      for (const check of context.checks) {
        const found = judge(check, observation, state);
        if (found === undefined) continue;
        judged.set(check.id, (judged.get(check.id) ?? 0) + 1);
        if (found.length === 0) continue;
        const placed = found.map((violation) => ({
          ...violation,
          check,
          operation: step.operation,
          status: answer.status,
          index,
        }));
        violations.push(...distinct(placed));
      }
      observations.push(observation);
      if (isOfOperation(observation)) state.learn(observation);
    }
  }
  return result();
}

/**
 * Notes flags that a server of 2023 switches for every connection, and bodies that break its lists (T5 and T1). This
 * runs before the request is sent, because another case may see the effect before the answer arrives.
 */
function noteSideEffects({ operation, body }: OperationCall, { sideEffects }: RunContext): void {
  if (sideEffects === undefined) return;
  if (!operations[operation].writes || !isObject(body)) return;
  const noted = (kind: string): unknown => sideEffects.has(kind) || sideEffects.set(kind, { operation, request: body });
  for (const flag of ['notifySchemaChanges', 'notifySchemaChangesByEmail']) if (body[flag] !== undefined) noted(flag);
  const streams = member(body['syncCatalog'], 'streams');
  const isNameless =
    Array.isArray(streams) &&
    streams.some(
      (entry) =>
        isObject(member(entry, 'stream')) &&
        (member(member(entry, 'stream'), 'name') ?? null) === null &&
        member(member(entry, 'config'), 'selected') === true,
    );
  if (isNameless) noted('nameless stream');
}

function judgedBy(evaluated: Map<string, Map<string, number>>, place: string): Map<string, number> {
  const known = evaluated.get(place);
  if (known !== undefined) return known;
  const fresh = new Map<string, number>();
  evaluated.set(place, fresh);
  return fresh;
}

const mayHangUp: ReadonlySet<Failure['reason']> = new Set(['reset', 'protocol', 'truncated']);

/** A request that the server let go of is an error of the server; one that we gave up is not. */
function violationOf({ reason, message }: Failure, step: CaseStep, index: number): CaseViolation | undefined {
  if (reason === 'aborted') return undefined;
  // A server may answer 413 and hang up while a too large body is still being written.
  // The write then fails before the answer is read.
  if (step.raw?.accept.includes(413) === true && mayHangUp.has(reason)) return undefined;
  return {
    check: noServerError,
    ...blaming(step, `${step.operation} got no answer: ${reason}`),
    expected: 'an answer',
    received: message,
    kind: reason,
    operation: step.operation,
    status: 0,
    index,
  };
}

/** `undefined` for a step that cannot be sent: it has no connection to be about, or the run has no consent for it. */
async function sendStep(step: CaseStep, body: unknown, context: RunContext): Promise<Exchange | undefined> {
  const { target, signal } = context;
  const call = step.raw === undefined ? operationCallOf(step, body, context) : rawCallOf(step);
  if (call === undefined) return undefined;
  try {
    const exchange = await target.send(call, signal === undefined ? {} : { signal });
    if (!isAnswer(exchange.outcome)) return exchange;
    const { status } = exchange.outcome;
    // The waiting that it asked for was cut short.
    if ((status === 429 || status === 503) && signal?.aborted === true) return undefined;
    const refused = accessRefused(exchange.outcome, step.operation);
    if (refused !== undefined) throw refused;
    return exchange;
  } catch (error) {
    if (!(error instanceof ConsentError)) throw error;
    if (!error.isPermittable) context.refused?.(error.message);
    return undefined;
  }
}

interface PlacedStep {
  readonly step: CaseStep;
  readonly index: number;
}

/** Neighbours with the same group go together; everything else alone. */
function batchesOf(steps: readonly CaseStep[]): readonly (readonly PlacedStep[])[] {
  const batches: PlacedStep[][] = [];
  for (const [index, step] of steps.entries()) {
    const last = batches.at(-1);
    if (step.group !== undefined && last?.[0]?.step.group === step.group) last.push({ step, index });
    else batches.push([{ step, index }]);
  }
  return batches;
}

function endOf(exchange: Exchange | undefined): number {
  return exchange === undefined ? 0 : (exchange.endedAt ?? exchange.startedAt + exchange.durationMs);
}

function isAboutExisting({ body }: OperationStep): boolean {
  const id = member(body, 'connectionId');
  return typeof id === 'string' && id.startsWith('{{existing:');
}

function rawCallOf({ operation, raw: { method, path, headers, bodyBase64 } }: RawStep): RawCall {
  return {
    operation,
    method,
    path,
    headers,
    ...(bodyBase64 === undefined ? {} : { body: Buffer.from(bodyBase64, 'base64') }),
  };
}

/** `undefined` when the connection of a step does not exist: its create was refused, or the workspace has none. */
function operationCallOf(step: OperationStep, body: unknown, context: RunContext): Call | undefined {
  const needsConnection =
    (step.handle !== undefined && step.operation !== operations.webBackendCreateConnection.id) || isAboutExisting(step);
  if (needsConnection && body === undefined) return undefined;
  const call: OperationCall = { operation: step.operation, ...defined({ body }) };
  noteSideEffects(call, context);
  return call;
}

class CaseState implements Past {
  readonly ids: Past['ids'];
  readonly declaredReadMembers = declaredReadMembers;
  readonly onlyReads: boolean;
  readonly observations: Observation[] = [];
  readonly created: string[] = [];
  readonly #known = new Map<number, KnownConnection>();
  readonly #substitutions: Substitutions;
  readonly #context: RunContext;

  constructor(context: RunContext) {
    const { fixtures } = context.target;
    this.#context = context;
    this.onlyReads = !context.target.consent.writes;
    this.ids = {
      workspaceId: fixtures.workspaceId,
      sourceId: fixtures.sourceId,
      destinationId: fixtures.destinationId,
      unknownId,
      ...(fixtures.foreign === undefined ? {} : { foreignWorkspaceId: fixtures.foreign.workspaceId }),
    };
    this.#substitutions = {
      workspace: fixtures.workspaceId,
      source: fixtures.sourceId,
      destination: fixtures.destinationId,
      unknown: unknownId,
      ...(fixtures.foreign === undefined
        ? {}
        : {
            foreignWorkspace: fixtures.foreign.workspaceId,
            foreignSource: fixtures.foreign.sourceId,
            foreignDestination: fixtures.foreign.destinationId,
          }),
      connection: (handle) => this.#known.get(handle)?.connectionId,
      existing: (number) => fixtures.existingConnectionIds[number % fixtures.existingConnectionIds.length],
      operation: (handle, index) => {
        const list = member(this.#known.get(handle)?.read, 'operations');
        const id = Array.isArray(list) ? member(list[index], 'operationId') : undefined;
        return typeof id === 'string' ? id : undefined;
      },
      ...defined({ catalog: fixtures.sourceCatalogId }),
      syncCatalog: (handle, selectAll) => catalogToSend(this.#known.get(handle)?.read['syncCatalog'], selectAll),
      name: (handle) => {
        const earlier = handle === undefined ? undefined : this.#known.get(handle)?.createBody['name'];
        return typeof earlier === 'string' ? earlier : context.sandbox.nextName();
      },
    };
  }

  connection(handle: number): KnownConnection | undefined {
    return this.#known.get(handle);
  }

  connections(): readonly KnownConnection[] {
    return [...this.#known.values()];
  }

  foreignSources(): ReadonlySet<string> {
    return this.#context.foreignSources ?? new Set();
  }

  mayBeMalformed({ connectionId, name }: JsonObject): boolean {
    const malformed = this.#context.malformed ?? new Set();
    return malformed.has(idOf(connectionId)) || (typeof name === 'string' && malformed.has(name));
  }

  groupBodies(group: number, handle: number | undefined): readonly JsonObject[] {
    return this.#groupBodies
      .filter((entry) => entry.group === group && entry.handle === handle)
      .map(({ body }) => body);
  }

  #groupBodies: { readonly group: number; readonly handle: number | undefined; readonly body: JsonObject }[] = [];

  /** Remembers what was known before steps that run together. */
  beginBatch(): void {
    for (const [handle, known] of this.#known) this.#known.set(handle, { ...known, stable: known.read });
  }

  /** The body to send; `undefined` for none, or when it needs a connection that does not exist. */
  fill(step: CaseStep): unknown {
    if (step.raw !== undefined || step.body === undefined) return undefined;
    if (
      step.handle !== undefined &&
      step.operation !== operations.webBackendCreateConnection.id &&
      !this.#known.has(step.handle)
    )
      return undefined;
    // A get without its id damages released servers: nothing is sent where there is nothing to read.
    if (isAboutExisting(step) && this.#context.target.fixtures.existingConnectionIds.length === 0) return undefined;
    const body = this.#marked(step, substitute(step.body, this.#substitutions));
    if (step.intent.kind === 'invalid' && isObject(body)) this.#noteMalformed(body);
    if (step.group !== undefined && step.operation === operations.webBackendUpdateConnection.id && isObject(body))
      this.#groupBodies.push({ group: step.group, handle: step.handle, body });
    return body;
  }

  /**
   * Puts the mark of the run into every create. Where the name is what is broken, the prefix carries it: if the server
   * accepts the body, cleaning up must recognise the connection.
   */
  #marked({ operation, intent }: OperationStep, body: unknown): unknown {
    const { target, sandbox } = this.#context;
    const isMarked = (name: unknown): boolean =>
      typeof name === 'string'
        ? name.startsWith(namePrefix(target.runId))
        : Array.isArray(name) && name.every(isMarked);
    if (operation !== operations.webBackendCreateConnection.id || !isObject(body) || isMarked(body['name']))
      return body;
    const isAboutPrefix = intent.kind === 'invalid' && intent.label.pointer === '/prefix';
    return isAboutPrefix ? body : { ...body, prefix: sandbox.nextName() };
  }

  /** Before it is sent: another case may see what it leaves behind before its answer is here. */
  #noteMalformed({ connectionId, name }: JsonObject): void {
    if (typeof connectionId === 'string') this.#context.malformed?.add(connectionId.toLowerCase());
    if (typeof name === 'string') this.#context.malformed?.add(name);
  }

  learn(observation: Observation): void {
    const { operation, step, answer, json, body } = observation;
    this.observations.push(observation);
    if (
      operation === 'webBackendCreateConnection' &&
      answer.status === 200 &&
      isObject(json) &&
      typeof json['connectionId'] === 'string'
    ) {
      this.#context.sandbox.created('', json['connectionId']);
      this.created.push(json['connectionId']);
      this.#othersWritten(step.handle);
      if (step.handle !== undefined)
        this.#known.set(step.handle, {
          handle: step.handle,
          connectionId: json['connectionId'],
          createBody: isObject(body) ? body : {},
          read: json,
          readBy: 'create',
          refusedSince: 0,
          othersWrittenSince: 0,
          deprecated: json['status'] === 'deprecated',
          uncertain: step.intent.kind !== 'valid',
        });
      return;
    }
    // It may have changed every connection of the source.
    if (isRefresh(observation)) {
      for (const [handle, each] of this.#known) this.#known.set(handle, { ...each, uncertain: true });
      return;
    }
    const known = step.handle === undefined ? undefined : this.#known.get(step.handle);
    if (known === undefined) return;
    if (operation === 'webBackendUpdateConnection') this.#learnUpdate(known, observation);
    // What a broken get was answered with need not be the connection.
    const isRead = operation === 'webBackendGetConnection' && answer.status === 200 && step.intent.kind === 'valid';
    if (isRead && isObject(json) && step.group === undefined)
      this.#known.set(known.handle, {
        ...known,
        read: json,
        readBy: 'get',
        refusedSince: 0,
        othersWrittenSince: 0,
        deprecated: json['status'] === 'deprecated',
        uncertain: false,
      });
  }

  #learnUpdate(known: KnownConnection, { answer, json, body, step }: Observation): void {
    if (answer.status === 200 && isObject(json)) {
      this.#othersWritten(known.handle);
      // Among parallel updates the one answered last need not be the one carried out last.
      const uncertain = step.group !== undefined || step.intent.kind !== 'valid';
      this.#known.set(known.handle, {
        ...known,
        read: json,
        readBy: 'update',
        refusedSince: 0,
        othersWrittenSince: 0,
        deprecated: json['status'] === 'deprecated',
        uncertain,
        beforeUpdate: known.read,
        ...(isObject(body) ? { lastUpdate: body } : {}),
      });
      return;
    }
    // After a 5xx anything may have been stored: the next get tells.
    this.#known.set(
      known.handle,
      answer.status < 500 ? { ...known, refusedSince: known.refusedSince + 1 } : { ...known, uncertain: true },
    );
  }

  #othersWritten(writer: number | undefined): void {
    for (const [handle, known] of this.#known)
      if (handle !== writer) this.#known.set(handle, { ...known, othersWrittenSince: known.othersWrittenSince + 1 });
  }
}
