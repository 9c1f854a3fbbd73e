/** Finds the workspace of a run that was given none. */
import { TargetUnusableError } from './errors.ts';
import type { Answer, Failure } from './exchange.ts';
import { ChoiceError, itemsOf, onlyOne } from './only-one.ts';
import type { Chosen, Read } from './only-one.ts';

/** The one organization of an Airbyte that somebody runs for himself. */
const organizationId = '00000000-0000-0000-0000-000000000000';

/** Lists of workspaces: the first is gone since 2025 and for administrators only before; 2.0 has the second. */
export const workspaceLists = [
  { path: '/v1/workspaces/list', body: {} },
  { path: '/v1/workspaces/list_by_organization_id', body: { organizationId } },
] as const;

/** Where a person finds the id: every release has it in the addresses of its web page. */
const whereItStands =
  'open a connection in the web page: the address has the id after /workspaces/; pass it as --workspace or AIRLOCK_WORKSPACE';

/**
 * @param judge throws for an answer of something else than this API, and for refused credentials.
 * @throws {TargetUnusableError} where there is none, or the target is not usable.
 * @throws {ChoiceError} where there are several, or the target does not list them.
 */
export async function findWorkspace(
  url: string,
  read: Read,
  judge: { readonly first: (outcome: Answer | Failure) => void; readonly last: () => Promise<void> },
): Promise<Chosen> {
  const refusals: string[] = [];
  for (const { path, body } of workspaceLists) {
    const outcome = await read(path, body);
    const found = itemsOf(outcome, 'workspace');
    const chosen = found === undefined ? undefined : onlyOne('workspace', url, found);
    if (chosen !== undefined) return chosen;
    if (found !== undefined)
      throw new TargetUnusableError(`Cannot find a workspace: ${url} has none; make one in its web page`);
    judge.first(outcome);
    refusals.push(`POST ${path} ${outcome.kind === 'answer' ? `was answered with ${outcome.status}` : 'failed'}`);
  }
  await judge.last();
  throw new ChoiceError(`Cannot find a workspace: the target lists none (${refusals.join(', ')}); ${whereItStands}`, {
    kind: 'workspace',
    found: [],
  });
}
