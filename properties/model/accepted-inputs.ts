/** Permitted inputs that a server has accepted: later reads must show them, until a write replaces them. */
import { tokensOf } from '../../src/json/pointer.ts';
import { isObject } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import type { OperationId } from '../../schemas/operations.ts';
import { bundleOf } from '../arbitraries/member-bundles.ts';
import { isPermitted, writes } from './case.ts';
import type { InputLabel } from './case.ts';
import { lostValues } from './kept-values.ts';
import type { Turn } from './turn.ts';

export interface AcceptedInput {
  /** The operation that took it. */
  readonly operation: OperationId;
  readonly body: JsonObject;
  /** What it was answered with. */
  readonly answered: unknown;
  readonly label: InputLabel;
  /** The members of the body that the input is about. */
  readonly members: readonly string[];
}

/** What an answer must show, the newest first: its own input where it accepts one, and those from before that its body does not replace. */
export function inputsAfter(before: readonly AcceptedInput[], turn: Turn): readonly AcceptedInput[] {
  const { step, answer, body } = turn;
  if (!writes(step) || step.as !== undefined) return before;
  // What was stored after a 5xx, or by parallel writes, nobody knows.
  if (answer.status >= 500 || step.group !== undefined) return [];
  if (answer.status >= 300) return before;
  const sent = Object.keys(isObject(body) ? body : {});
  // A newer catalog id is another frame of the catalog.
  const replaced = new Set(sent.flatMap((key) => (key === 'sourceCatalogId' ? [key, 'syncCatalog'] : bundleOf(key))));
  return [...acceptedBy(turn), ...before.filter(({ members }) => members.every((member) => !replaced.has(member)))];
}

/** What reads after this answer must show: what it shows lost is reported there. */
export function inputsKept(before: readonly AcceptedInput[], turn: Turn): readonly AcceptedInput[] {
  const { answer, json } = turn;
  const inputs = inputsAfter(before, turn);
  if (answer.status !== 200 || !isObject(json)) return inputs;
  return inputs.filter(({ operation, ...input }) => lostValues(operation, { ...input, read: json }).length === 0);
}

function acceptedBy({ step, operation, body, json }: Turn): readonly AcceptedInput[] {
  if (!isPermitted(step) || !isObject(body)) return [];
  const { label } = step.intent;
  if (isNullInList(label)) return [];
  return [{ operation, body, answered: json, label, members: bundleOf(tokensOf(label.pointer)[0] ?? '') }];
}

/** Null in the place of an item: nobody can tell which list was meant. */
function isNullInList({ description, pointer }: InputLabel): boolean {
  return description.startsWith('null at ') && /\/\d+$/.test(pointer);
}
