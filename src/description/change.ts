/** What `spec diff` reports: one change each, with its effect on those who send and on those who read. */
import type { OperationId } from '../../schemas/operations.ts';
import type { Direction } from './reachable-part.ts';

/** `risky`: breaks readers that are strict about enums, closed objects or types; others do not notice. */
export type ChangeClass = 'breaking' | 'risky' | 'harmless';

export type ChangeKind =
  | 'operation-added'
  | 'operation-removed'
  | 'body-added'
  | 'body-removed'
  | 'body-required'
  | 'body-optional'
  | 'status-added'
  | 'status-removed'
  | 'model-added'
  | 'model-removed'
  | 'model-renamed'
  | 'member-added'
  | 'member-removed'
  | 'required-added'
  | 'required-removed'
  | 'type-changed'
  | 'alternative-added'
  | 'alternative-removed'
  | 'enum-value-added'
  | 'enum-value-removed'
  | 'nullable-added'
  | 'nullable-removed'
  | 'closed'
  | 'opened'
  | 'constraint-changed'
  | 'default-changed';

export interface Effect {
  readonly direction: Direction;
  readonly class: ChangeClass;
  readonly reason: string;
}

export interface Change {
  readonly kind: ChangeKind;
  /** A model, a place inside one such as `StreamTransform.updateStream`, or an operation's path. */
  readonly scope: string;
  /** The member, enum value, form of a union or status that came or went. */
  readonly member?: string;
  readonly from?: string;
  readonly to?: string;
  /** Into the new document; into the old one for what was removed. */
  readonly pointer: string;
  readonly operations: readonly OperationId[];
  readonly effects: readonly Effect[];
  /** The worst of the effects. */
  readonly class: ChangeClass;
  readonly consumers: readonly ConsumerEffect[];
}

export interface ConsumerEffect {
  readonly consumer: string;
  readonly class: ChangeClass;
  readonly readBy: readonly Reading[];
}

/** Where a consumer's pact uses the value that changed. */
export interface Reading {
  readonly interaction: string;
  readonly operation: OperationId;
  readonly direction: Direction;
  /** JSON pointer into the body; `*` stands for every item. */
  readonly place: string;
  /** Where the consumer's code reads it, as far as the contract says so. */
  readonly usedBy?: string;
}

const ranks: readonly ChangeClass[] = ['harmless', 'risky', 'breaking'];

export function worst(classes: readonly ChangeClass[]): ChangeClass {
  return ranks[Math.max(0, ...classes.map((value) => ranks.indexOf(value)))] ?? 'harmless';
}
