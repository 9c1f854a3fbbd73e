/** The answers that show nothing of anybody. */
import { member } from '../../src/json/json.ts';

/** Whether an answer of 200 is what an operation may say of an id that it knows nothing of. */
export function isNeutral(operation: string, json: unknown): boolean {
  if (operation === 'getStateType') return json === 'not_set';
  if (operation === 'webBackendGetWorkspaceState')
    return ['hasConnections', 'hasSources', 'hasDestinations'].every((key) => member(json, key) === false);
  const connections = member(json, 'connections');
  return (
    operation === 'webBackendListConnectionsForWorkspace' && Array.isArray(connections) && connections.length === 0
  );
}
