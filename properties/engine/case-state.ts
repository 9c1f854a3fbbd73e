/** What the steps of a case have shown so far, and what the next one sends. */
import { isObject, member, textAt } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { WebBackendConnectionRead } from '../../schemas/connection.ts';
import { operations } from '../../schemas/operations.ts';
import { namePrefix } from '../../src/target/sandbox.ts';
import { unknownId } from '../../src/target/unknown-id.ts';
import { placeholders } from '../arbitraries/generation-context.ts';
import { isOfOperation } from '../checks/check.ts';
import type { AnyObservation, KnownConnection, Observation, Past } from '../checks/check.ts';
import { isList } from '../checks/listed-connections.ts';
import { isRefresh } from '../checks/refresh-diff.ts';
import { isLabelled } from '../model/case.ts';
import type { CaseStep, OperationStep } from '../model/case.ts';
import { idOf, newerReadMembers } from '../model/read-back.ts';
import { isAboutExisting } from './is-about-existing.ts';
import type { RunContext } from './run-context.ts';
import { substitute } from './substitute.ts';
import type { Substitutions } from './substitute.ts';
import { substitutionsFor } from './substitutions-for.ts';

const declaredReadMembers: ReadonlySet<string> = new Set([
  ...Object.keys(WebBackendConnectionRead.properties),
  ...newerReadMembers,
]);

/** The connections of one case, and what was seen of them. */
export class CaseState implements Past {
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
    this.#refreshesSeen = context.refreshes?.begun ?? 0;
    this.onlyReads = !context.target.consent.writes;
    this.ids = {
      workspaceId: fixtures.workspaceId,
      sourceId: fixtures.sourceId,
      destinationId: fixtures.destinationId,
      unknownId,
      ...(fixtures.foreign === undefined ? {} : { foreignWorkspaceId: fixtures.foreign.workspaceId }),
    };
    this.#substitutions = substitutionsFor(
      context,
      (handle) => this.#known.get(handle),
      () => this.observations.findLast(isList)?.json,
    );
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

  /** Refreshes of other cases that are known of already. */
  #refreshesSeen: number;
  #ownRefreshes = 0;

  /**
   * To be asked before an answer is judged and after it is learnt: since a refresh of another case began, nothing is known for sure of connections of the
   * source.
   */
  noteRefreshes(): void {
    const { begun = 0, underway = 0 } = this.#context.refreshes ?? {};
    const others = begun - this.#ownRefreshes;
    if (others === this.#refreshesSeen && underway === 0) return;
    this.#refreshesSeen = others;
    this.#doubtAll();
  }

  #doubtAll(): void {
    for (const [handle, each] of this.#known) this.#known.set(handle, { ...each, uncertain: true });
  }

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
    // There is no place to go on from.
    if (textAt(step.body, 'cursor') === placeholders.lastListed && this.#substitutions.lastListed() === undefined)
      return undefined;
    const body = this.#marked(step, substitute(step.body, this.#substitutions));
    if (isLabelled(step) && isObject(body)) this.#noteMalformed(body);
    if (member(body, 'withRefreshedCatalog') === true) this.#ownRefreshes += 1;
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
    const isAboutPrefix = 'label' in intent && intent.label.pointer === '/prefix';
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
      this.#doubtAll();
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

  /** A write that was refused must have changed nothing; of one that was taken nothing is known for sure. */
  learnFromStranger({ operation, step, answer, json, ...observation }: AnyObservation): void {
    const isRefused = answer.status >= 400 && answer.status < 500;
    if (operation === 'webBackendCreateConnection') {
      const connectionId = answer.status === 200 ? textAt(json, 'connectionId') : undefined;
      if (connectionId !== undefined && this.#context.sandbox.created('', connectionId))
        this.created.push(connectionId);
      const whole = { ...observation, operation, step, answer, json };
      if (isRefused && isOfOperation(whole)) this.observations.push(whole);
      if (!isRefused) this.#othersWritten(undefined);
    }
    const known = step.handle === undefined ? undefined : this.#known.get(step.handle);
    if (operation !== 'webBackendUpdateConnection' || known === undefined) return;
    this.#known.set(
      known.handle,
      isRefused ? { ...known, refusedSince: known.refusedSince + 1 } : { ...known, uncertain: true },
    );
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
