/** What the run knows of a second workspace. */
import { defined } from '../json/defined.ts';
import { textAt } from '../json/json.ts';
import { causeOf } from './cause-of.ts';
import { catalogShownBy } from './discovered-catalog.ts';
import { TargetUnusableError } from './errors.ts';
import type { Answer, Failure } from './exchange.ts';
import { isList, listConnections } from './list-connections.ts';
import type { Ask } from './list-connections.ts';
import type { Fixtures } from './target.ts';
import type { TargetOptions } from './target-options.ts';

/**
 * Asked as the second user where there is one, whose workspace it may be. The connections that it shows are read by nobody else.
 * @throws {TargetUnusableError} when the second user is refused, or nothing shows a source and a destination.
 */
export async function foreignFixtures(
  { foreign, other, withoutCatalog = false }: TargetOptions,
  { ask, askOther }: { readonly ask: Ask; readonly askOther?: Ask },
): Promise<Pick<Fixtures, 'foreign'>> {
  if (withoutCatalog) return {};
  const option = other?.token === undefined ? '--other-auth' : '--other-token';
  if (foreign === undefined) {
    // Wrong credentials would be refused everywhere, and prove nothing.
    if (askOther !== undefined) refuseIfUnknown(await askOther('webBackendListGeographies', undefined), option);
    return {};
  }
  const { workspaceId } = foreign;
  const asked = askOther ?? ask;
  const { connections, outcome } = await listConnections(asked, workspaceId);
  if (askOther !== undefined) refuseIfUnknown(outcome, option);
  const connectionIds = connections.flatMap((item) => textAt(item, 'connectionId') ?? []);
  const [first] = connections;
  const sourceId = foreign.sourceId ?? textAt(first?.['source'], 'sourceId');
  const destinationId = foreign.destinationId ?? textAt(first?.['destination'], 'destinationId');
  if (sourceId === undefined || destinationId === undefined)
    throw new TargetUnusableError(
      `Cannot use --other-workspace ${workspaceId}: ${isList(outcome) ? 'it shows no connection' : listed(outcome)}; pass --other-source UUID and --other-destination UUID`,
    );
  const sourceCatalogId = await catalogOf(sourceId, connectionIds.slice(0, connectionsLookedAt), asked);
  return { foreign: { workspaceId, sourceId, destinationId, connectionIds, ...defined({ sourceCatalogId }) } };
}

const connectionsLookedAt = 3;

async function catalogOf(sourceId: string, ids: readonly string[], ask: Ask): Promise<string | undefined> {
  for (const connectionId of ids) {
    const catalogId = await catalogShownBy(connectionId, sourceId, ask);
    if (catalogId !== undefined) return catalogId;
  }
  return undefined;
}

/** Not a 403: a user who may see nothing is a user. */
function refuseIfUnknown(outcome: Answer | Failure, option: string): void {
  if (outcome.kind === 'answer' && outcome.status === 401)
    throw new TargetUnusableError(
      `Cannot use ${option}: the target answered 401; check it, for whoever is unknown is refused everywhere`,
    );
}

function listed(outcome: Answer | Failure): string {
  return outcome.kind === 'answer' ? `listing it was answered with ${outcome.status}` : causeOf(outcome);
}
