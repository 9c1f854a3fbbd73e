/** Null for every member of an update: it is refused, or leaves the member alone. */
import type { GenerationContext } from '../arbitraries/generation-context.ts';
import { get, list, permittedUpdate } from '../arbitraries/steps.ts';
import type { Steps } from '../arbitraries/steps.ts';
import type { OperationStep } from '../model/case.ts';
import { declaredMembers, isFlagAllowed } from './member-values.ts';
import { wholeCreate } from './valid-pass.ts';

const updates = 'webBackendUpdateConnection';
/** Without effect on what is read. */
const needless: ReadonlySet<string> = new Set(['connectionId', 'skipReset']);

/** On a connection that has them all: what null takes away is missed. */
export function nullWalk(context: GenerationContext): Steps {
  const members = Object.keys(declaredMembers(updates, context)).filter(
    (member) => !needless.has(member) && (!member.startsWith('notify') || isFlagAllowed(context, updates)),
  );
  return [wholeCreate(1, context), get(1), ...members.map(nulled), get(1), list];
}

function nulled(member: string): OperationStep {
  const place = { keyword: 'null', pointer: `/${member}` };
  return permittedUpdate(1, { [member]: null }, `null for ${member}`, place);
}
