/** What the steps of a case have shown so far, and what the next one sends. */
import { defined } from '../../src/json/defined.ts';
import { isObject, member, textAt } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { operations } from '../../schemas/operations.ts';
import { namePrefix } from '../../src/target/sandbox.ts';
import { placeholders } from '../arbitraries/generation-context.ts';
import { fixturesOf } from '../arbitraries/on-source.ts';
import type { Judged, Observation, Past } from '../checks/check.ts';
import { isList } from '../checks/listed-connections.ts';
import { isLabelled } from '../model/case.ts';
import type { Case, CaseStep, OperationStep } from '../model/case.ts';
import { lawsOf } from '../model/laws.ts';
import { idOf } from '../model/read-back.ts';
import type { Turn } from '../model/turn.ts';
import { isRefresh, refreshed, step } from '../model/worlds.ts';
import type { KnownConnection, Worlds } from '../model/worlds.ts';
import type { RunContext } from './run-context.ts';
import { substitute } from './substitute.ts';
import { substitutionsFor } from './substitutions-for.ts';
import type { Substitutions } from './substitutions-for.ts';

/** The connections of one case, and what was seen of them. */
export class CaseState implements Past {
  readonly target: Past['target'];
  readonly observations: Observation[] = [];
  readonly created: string[] = [];
  #worlds: Worlds = new Map();
  #next: Worlds = new Map();
  #judged: ReadonlyMap<Turn, Judged> = new Map();
  readonly #substitutions: Substitutions;
  readonly #updateNames = new Map<string, string>();
  readonly #context: RunContext;

  constructor(context: RunContext, testCase: Pick<Case, 'steps'>) {
    this.#context = context;
    const { consent, signsIn, fixtures } = context.target;
    this.target = { consent, ...defined({ signsIn }), fixtures: fixturesOf(testCase.steps, fixtures) };
    this.#refreshesSeen = context.refreshes.begun;
    this.#substitutions = substitutionsFor(
      this.target.fixtures,
      context.sandbox,
      (handle) => this.#worlds.get(handle),
      {
        list: () => this.observations.findLast(isList)?.json,
        refresh: () => this.observations.findLast(isRefresh)?.json,
      },
    );
  }

  connection(handle: number): KnownConnection | undefined {
    return this.#worlds.get(handle);
  }

  connections(): readonly KnownConnection[] {
    return [...this.#worlds.values()];
  }

  isOfRun(connectionId: unknown): boolean {
    return this.#context.made.has(idOf(connectionId));
  }

  mayBeMalformed({ connectionId, name }: JsonObject): boolean {
    const { malformed } = this.#context;
    return malformed.has(idOf(connectionId)) || (typeof name === 'string' && malformed.has(name));
  }

  /** Refreshes of other cases that are known of already. */
  #refreshesSeen: number;
  #ownRefreshes = 0;

  /** Since a refresh of another case began, connections of the source may be switched off. */
  #noteRefreshes(): void {
    const { begun, underway } = this.#context.refreshes;
    const others = begun - this.#ownRefreshes;
    if (others === this.#refreshesSeen && underway === 0) return;
    this.#refreshesSeen = others;
    this.#worlds = refreshed(this.#worlds);
  }

  /** Holds answers against what is known. They are of one step, or of steps that were sent together. */
  judge(turns: readonly Turn[]): void {
    this.#noteRefreshes();
    const { worlds, judgements } = step(this.#worlds, turns);
    this.#judged = new Map(
      [...judgements].map(([turn, judgement]) => [turn, { ...judgement, laws: lawsOf(turn, judgement) }]),
    );
    this.#next = worlds;
  }

  judged(now: Observation): Judged | undefined {
    return this.#judged.get(now);
  }

  /** From now on what the answers have shown is known. */
  settle(): void {
    this.#worlds = this.#next;
    this.#noteRefreshes();
  }

  /** The body to send; `undefined` for none, or when it needs a connection that does not exist. */
  fill(step: CaseStep): unknown {
    if (step.raw !== undefined || step.body === undefined) return undefined;
    if (
      step.handle !== undefined &&
      step.operation !== operations.webBackendCreateConnection.id &&
      !this.#worlds.has(step.handle)
    )
      return undefined;
    // A get without its id damages released servers: nothing is sent where there is nothing to read.
    if (isAboutExisting(step) && this.target.fixtures.existingConnectionIds.length === 0) return undefined;
    // There is no place to go on from.
    if (
      textAt(step.body, 'cursor') === placeholders.lastListed &&
      substitute(placeholders.lastListed, this.#substitutions) === undefined
    )
      return undefined;
    const body = this.#marked(step, substitute(step.body, this.#substitutionsOf(step)));
    if (isLabelled(step) && isObject(body)) this.#noteMalformed(body);
    if (member(body, 'withRefreshedCatalog') === true) this.#ownRefreshes += 1;
    return body;
  }

  /** An update that is sent again is the same update: its name is the one that it had. Creates get names of their own. */
  #substitutionsOf({ operation, body }: OperationStep): Substitutions {
    if (operation !== operations.webBackendUpdateConnection.id) return this.#substitutions;
    const name = (): string => {
      const key = JSON.stringify(body);
      const known = this.#updateNames.get(key) ?? this.#context.sandbox.nextName();
      this.#updateNames.set(key, known);
      return known;
    };
    return { ...this.#substitutions, name };
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
    if (typeof connectionId === 'string') this.#context.malformed.add(connectionId.toLowerCase());
    if (typeof name === 'string') this.#context.malformed.add(name);
  }

  /** Of what a stranger has asked for only a refused create counts later on: its name must not be listed. */
  learn(observation: Observation): void {
    const { operation, answer, json, step } = observation;
    const isCreate = operation === operations.webBackendCreateConnection.id;
    const isRefused = answer.status >= 400 && answer.status < 500;
    if (step.as === undefined || (isCreate && isRefused)) this.observations.push(observation);
    const id = textAt(json, 'connectionId');
    if (!isCreate || answer.status !== 200 || id === undefined) return;
    this.#context.made.add(idOf(id));
    // Others may have been answered with a connection that is none of ours.
    if (this.#context.sandbox.created('', id) || step.as === undefined) this.created.push(id);
  }
}

/** Whether the step reads a connection that was there before the run. */
function isAboutExisting({ body }: OperationStep): boolean {
  return textAt(body, 'connectionId')?.startsWith('{{existing:') === true;
}
