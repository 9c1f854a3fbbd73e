/** What a check is: a law about answers, its exceptions, and a function from what happened to violations. */
import type { JsonObject } from '../../src/json/json.ts';
import type { OperationId } from '../../schemas/operations.ts';
import type { Severity } from '../../src/report/report.ts';
import type { Answer } from '../../src/target/exchange.ts';
import type { Target } from '../../src/target/target.ts';
import type { CaseStep, OperationStep } from '../model/case.ts';
import type { Law } from '../model/laws.ts';
import type { Difference } from '../model/read-back.ts';
import type { Judgement, KnownConnection } from '../model/worlds.ts';

/** Most checks judge answers of operations alone. */
export type Check =
  | (CheckOf<Observation> & { readonly judgesRaw?: never })
  /** Judges answers to the raw requests of the transport phase as well. */
  | (CheckOf<AnyObservation> & { readonly judgesRaw: true });

interface CheckOf<Judged> {
  readonly id: string;
  /** The law, in a few short sentences. */
  readonly law: string;
  /** What a failed check means for whoever uses the server, in one sentence. */
  readonly meaning: string;
  /** What it allows nevertheless. */
  readonly exceptions?: string;
  readonly severity: Severity;
  /** Judges answers to those who must not see the workspace as well. */
  readonly judgesStrangers?: true;
  /** Not part of a run unless asked for. */
  readonly optional?: boolean;
  /** A member of the requests of newer releases without which the law has nothing to say. */
  readonly needs?: { readonly operation: OperationId; readonly member: string };
  /**
   * Every way in which the answer breaks the law; places that are alike may be named more than once. `undefined` where the law has nothing to
   * say about the answer, which then does not count as evaluated.
   */
  inspect(now: Judged, past: Past): readonly Violation[] | undefined;
}

export interface Violation {
  readonly title: string;
  readonly expected: string;
  readonly received: string;
  /** Where in the answer; part of the signature with list positions removed. */
  readonly pointer?: string;
  /** Tells kinds of the same check apart where the pointer does not. */
  readonly kind?: string;
  /** The rule that the request was made to break, where the answer may be due to it; part of the signature. */
  readonly rule?: string;
  /** What else tells defects of one kind apart, such as the message of the answer; part of the signature. */
  readonly detail?: string;
  /** Set where the title says what the defect comes from. */
  readonly blames?: Blame;
  /**
   * Set where answers are compared that show what others may change, and change back, meanwhile: other cases of the run, or whoever else uses
   * the workspace. It is a finding only if the case shows it again.
   */
  readonly mayBeOthers?: true;
  /** Set where the answer as a whole went wrong, and this may be one part of it. */
  readonly cause?: Cause;
}

/** What a title blames, and how to tell whether it is right: the case without it must not show the same. */
export interface Blame {
  readonly what: 'mistake' | 'members' | 'write' | 'writes-between' | 'parallel';
  /** The title that blames nothing. */
  readonly otherwise: string;
}

/** One way of going wrong that shows at several places of one answer: together they are one finding. */
export interface Cause {
  /** The kind of that finding. */
  readonly name: string;
  /** Id of the check whose finding it is, whichever checks see a part of it. */
  readonly check: string;
  readonly title: string;
  readonly expected: string;
}

/** A call of an operation and its answer. */
export interface Observation extends AnyObservation {
  readonly step: OperationStep;
  readonly operation: OperationId;
}

/** One step, which may be a raw request, and its answer. */
export interface AnyObservation {
  readonly step: CaseStep;
  readonly operation: CaseStep['operation'];
  /** The body as sent, placeholders replaced. */
  readonly body: unknown;
  readonly answer: Answer;
  /** The parsed body, `undefined` where it is not JSON. */
  readonly json: unknown;
  /** Position of the step in its case. */
  readonly index: number;
}

/** What the steps before have shown. */
export interface Past {
  readonly target: Pick<Target, 'fixtures' | 'consent' | 'signsIn'>;
  connection(handle: number): KnownConnection | undefined;
  connections(): readonly KnownConnection[];
  /** Of operations only. */
  readonly observations: readonly Observation[];
  /** Whether an invalid write to the connection was sent by any case: what the list shows of it says nothing of its own. */
  mayBeMalformed(connection: JsonObject): boolean;
  /** Whether any case made the connection: others may delete it and take it back at any time. */
  isOfRun(connectionId: unknown): boolean;
  /** What the oracle says of the answer; `undefined` where it shows no connection of the case. */
  judged(now: Observation): Judged | undefined;
}

/** Of an answer that shows a connection. */
export interface Judged extends Judgement {
  readonly laws: ReadonlyMap<Law, readonly Difference[]>;
}

/** Taken, if not with the status that it should have: which one is the business of `declared-status`. */
export function isSuccess({ status }: Pick<Answer, 'status'>): boolean {
  return status >= 200 && status < 300;
}

/** What the check objects to; `undefined` where it has nothing to say about the observation. */
export function judge(check: Check, now: AnyObservation, past: Past): readonly Violation[] | undefined {
  if (check.judgesRaw === true) return check.inspect(now, past);
  return isOfOperation(now) ? check.inspect(now, past) : undefined;
}

export function isOfOperation(observation: AnyObservation): observation is Observation {
  return observation.step.raw === undefined;
}
