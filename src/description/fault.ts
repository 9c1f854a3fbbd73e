/** What `spec check` reports. */
import type { RepairId } from '../../schemas/repairs.ts';

/** What is proved from the document alone, in the order of the report: a cause stands before what follows from it. */
export const contradictions = {
  'required-undeclared': 'a closed object requires a member that it does not declare',
  unsatisfiable: 'no value satisfies the model',
  'member-never-valid': 'an optional member can never be present',
  'null-default': 'the default is null where null is not allowed',
  'default-invalid': 'the default breaks its own schema',
  'example-invalid': 'an example breaks its own schema',
  'empty-enum': 'an enum without values',
  'duplicate-enum': 'an enum that lists a value twice',
  'enum-type': 'an enum value that breaks the rest of its schema',
  'crossed-bounds': 'a minimum above its maximum',
  'unresolvable-reference': 'a reference to nothing, or out of the document',
  'circular-reference': 'references that lead back to themselves',
  'impossible-all-of': 'an allOf whose parts exclude each other',
  'invalid-schema': 'a schema that validators refuse to compile',
  'security-undeclared': 'an operation uses a security scheme that is not declared',
} as const;

/** What the document leaves out, or says only in prose. */
export const gaps = {
  'security-unused': 'a security scheme is declared and no operation uses it',
  'undocumented-errors': 'an operation leaves out error statuses that every deployment answers',
  'optional-body': 'the body may be absent although its schema requires members',
  'untyped-schema': 'a model says nothing about its values',
  'integer-without-format': 'an integer without a size',
  'null-in-text': 'the text speaks of null, the schema forbids it',
  'repeated-text': 'a text says the same sentence twice',
  'misnamed-member': 'a text names a member that is spelled otherwise',
} as const;

export type RuleId = keyof typeof contradictions | keyof typeof gaps;

/** A broken rule and where. */
export interface FoundFault {
  readonly rule: RuleId;
  /** JSON pointer into the document. */
  readonly pointer: string;
  readonly reason: string;
  /** The smallest value that shows it, where a value can. */
  readonly witness?: unknown;
  /** Other places that take part in the contradiction. */
  readonly also?: readonly string[];
}

export interface Fault extends FoundFault {
  readonly kind: 'contradiction' | 'gap';
  /** What Airlock uses there instead. */
  readonly repairedBy?: RepairId;
}
