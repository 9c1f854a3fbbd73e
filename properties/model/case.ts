/** A test case: concrete steps with placeholders instead of ids, so that it can be shrunk, stored and replayed on any target. */
import type { OperationId } from '../../schemas/operations.ts';
import { operations } from '../../schemas/operations.ts';
import type { Asker } from '../../src/target/asker.ts';
import { rulePlaceOf } from './place.ts';

export type CaseStep = OperationStep | RawStep;

/** A call of an operation. */
export interface OperationStep {
  readonly operation: OperationId;
  /** JSON with placeholders. */
  readonly body?: unknown;
  /** The connection that a create makes, or that the step is about. */
  readonly handle?: number;
  /** What is expected of the answer. */
  readonly intent: Intent;
  /** Steps with the same number are sent together. */
  readonly group?: number;
  /** How long an answer is waited for, where that is less than the run does otherwise. */
  readonly patienceMs?: number;
  /** Who asks, where it is not the user of the run. */
  readonly as?: Asker;
  readonly raw?: never;
}

/** A request of the transport phase: bytes of any kind, whatever they are aimed at. */
export interface RawStep {
  readonly operation: 'transport';
  readonly raw: RawRequest;
  readonly intent: RawIntent;
  readonly body?: never;
  readonly handle?: never;
  readonly group?: never;
  readonly patienceMs?: never;
  readonly as?: never;
}

export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyBase64?: string;
  readonly aim?: OperationId;
  /** Statuses that are right. */
  readonly accept: readonly number[];
}

/**
 * `valid` must be accepted, `invalid` must be refused; `permitted` may be either, as conforming servers differ, but what is accepted is
 * kept; `unknown` names an id that nothing has; `foreign` names one of another workspace or connection: refused or answered, and nothing of
 * the other shown or changed; `stranger` is valid, and asked by somebody who must not see the workspace.
 */
export type Intent =
  | { readonly kind: 'valid' | 'unknown' | 'foreign' | 'stranger' }
  | LabelledIntent<'invalid'>
  | LabelledIntent<'permitted'>;

interface LabelledIntent<Kind extends 'invalid' | 'permitted'> {
  readonly kind: Kind;
  readonly label: InputLabel;
  readonly mend?: Mend;
}

/** The statuses that are right are listed in the request. */
interface RawIntent {
  readonly kind: 'transport';
  readonly label: string;
}

/** What makes a labelled body valid again: by JSON pointer the value that was there before, none where there was none. */
export type Mend = readonly { readonly pointer: string; readonly value?: unknown }[];

/** What is special about a body that is not valid, and where. */
export interface InputLabel {
  readonly kind: 'schema' | 'semantic';
  readonly keyword: string;
  readonly pointer: string;
  readonly description: string;
}

/** The rule that a body departs from, whatever the value and whichever item of a list it is in. */
export function ruleOf({ kind, keyword, pointer, description }: InputLabel): string {
  return kind === 'semantic' ? description : `${keyword} ${rulePlaceOf(pointer) || 'the root'}`;
}

/** Whether the step must be accepted. */
export function isValid(step: CaseStep): step is OperationStep & { readonly intent: { readonly kind: 'valid' } } {
  return step.intent.kind === 'valid';
}

/** Whether the step breaks a rule on purpose, and must be refused. */
export function isInvalid(step: CaseStep): step is OperationStep & { readonly intent: LabelledIntent<'invalid'> } {
  return step.intent.kind === 'invalid';
}

/** Whether the step sends what a server may accept or refuse. */
export function isPermitted(step: CaseStep): step is OperationStep & { readonly intent: LabelledIntent<'permitted'> } {
  return step.intent.kind === 'permitted';
}

/** Whether the step departs from what every server accepts, and says where. */
export function isLabelled(
  step: CaseStep,
): step is OperationStep & { readonly intent: LabelledIntent<'invalid' | 'permitted'> } {
  return isInvalid(step) || isPermitted(step);
}

/** Whether the step calls an operation that writes. */
export function writes(step: CaseStep): boolean {
  return step.raw === undefined && operations[step.operation].writes;
}

/** Whether the step is expected to make a connection. */
export function creates({ operation, intent }: CaseStep): boolean {
  return operation === operations.webBackendCreateConnection.id && intent.kind !== 'invalid';
}

export interface Case {
  readonly phase: Phase;
  readonly steps: readonly CaseStep[];
  /** Shard and number in it: with the seed this says which case it is. */
  readonly path: string;
}

export const phases = ['valid', 'invalid', 'sequences', 'concurrency', 'transport'] as const;
export type Phase = (typeof phases)[number];
