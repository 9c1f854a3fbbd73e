/** A test case: concrete steps with placeholders instead of ids, so that it can be shrunk, stored and replayed on any target. */
import type { OperationId } from '../../schemas/operations.ts';
import { rulePlaceOf } from './place.ts';

export interface CaseStep {
  readonly operation: OperationId | 'transport';
  /** JSON with placeholders. */
  readonly body?: unknown;
  /** Bytes for a step of the transport phase. */
  readonly raw?: RawStep;
  /** The connection that a create makes, or that the step is about. */
  readonly handle?: number;
  /** What is expected of the answer. */
  readonly intent: Intent;
  /** Steps with the same number are sent together. */
  readonly group?: number;
}

export interface RawStep {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyBase64?: string;
  readonly aim?: OperationId;
  /** Statuses that are right. */
  readonly accept: readonly number[];
}

/**
 * `valid` must be accepted; `invalid` must be refused unless lenient; `unknown` names an id that nothing has;
 * `transport` carries its own list of statuses.
 */
export type Intent =
  | { readonly kind: 'valid' }
  | { readonly kind: 'invalid'; readonly label: InvalidLabel; readonly lenient: boolean; readonly mend?: Mend }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'transport'; readonly label: string };

/** What makes a broken body valid again: by JSON pointer the value that was there before, none where there was none. */
export type Mend = readonly { readonly pointer: string; readonly value?: unknown }[];

export interface InvalidLabel {
  readonly kind: 'schema' | 'semantic';
  readonly keyword: string;
  readonly pointer: string;
  readonly description: string;
}

/** The rule that is broken, whatever the value that breaks it and whichever item of a list it is in. */
export function ruleOf({ kind, keyword, pointer, description }: InvalidLabel): string {
  return kind === 'semantic' ? description : `${keyword} ${rulePlaceOf(pointer) || 'the root'}`;
}

export interface Case {
  readonly phase: Phase;
  readonly steps: readonly CaseStep[];
  /** Shard and number in it: with the seed this says which case it is. */
  readonly path: string;
}

export const phases = ['valid', 'invalid', 'sequences', 'concurrency', 'transport'] as const;
export type Phase = (typeof phases)[number];
