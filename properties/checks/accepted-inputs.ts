/** Permitted inputs that a server has accepted, and that no later write has replaced. */
import { tokensOf } from '../../src/json/pointer.ts';
import { isObject } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { bundleOf } from '../arbitraries/member-bundles.ts';
import { isPermitted, writes } from '../model/case.ts';
import type { InputLabel } from '../model/case.ts';
import { isSuccess } from './check.ts';
import type { Observation } from './check.ts';

export interface AcceptedInput {
  /** The operation that took it. */
  readonly operation: Observation['operation'];
  readonly body: JsonObject;
  /** What it was answered with. */
  readonly answered: unknown;
  readonly label: InputLabel;
  /** The members of the body that the input is about. */
  readonly members: readonly string[];
}

/** What an answer accepts; `undefined` where it is none to a permitted write, or refuses it. */
export function acceptedBy({ step, operation, answer, body, json }: Observation): AcceptedInput | undefined {
  if (!isPermitted(step) || !writes(step) || !isSuccess(answer) || !isObject(body)) return undefined;
  const { label } = step.intent;
  if (isNullInList(label)) return undefined;
  return { operation, body, answered: json, label, members: bundleOf(tokensOf(label.pointer)[0] ?? '') };
}

/** Null in the place of an item: nobody can tell which list was meant. */
function isNullInList({ description, pointer }: InputLabel): boolean {
  return description.startsWith('null at ') && /\/\d+$/.test(pointer);
}

/** The accepted inputs that a connection has, as far as the answers tell. */
export function inputsOf(handle: number | undefined, observations: readonly Observation[]): readonly AcceptedInput[] {
  if (handle === undefined) return [];
  const found: AcceptedInput[] = [];
  const replaced = new Set<string>();
  for (const observation of observations.toReversed()) {
    const { step, answer, body } = observation;
    if (step.handle !== handle || !writes(step)) continue;
    // What was stored after a 5xx, or by parallel writes, nobody knows.
    if (answer.status >= 500 || step.group !== undefined) return found;
    if (!isSuccess(answer)) continue;
    const input = acceptedBy(observation);
    if (input?.members.every((member) => !replaced.has(member)) === true) found.push(input);
    if (isObject(body)) for (const key of Object.keys(body).flatMap((one) => bundleOf(one))) replaced.add(key);
    // A newer catalog id is another frame of the catalog.
    if (isObject(body) && 'sourceCatalogId' in body) replaced.add('syncCatalog');
  }
  return found;
}
