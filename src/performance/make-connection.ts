/** Sandbox connections with a catalog of a given size. */
import { permission } from '../target/consent-guard.ts';
import { TargetUnusableError, UnansweredError } from '../target/errors.ts';
import { catalogOf } from '../target/catalog-of.ts';
import { isAnswer } from '../target/exchange.ts';
import type { OpenTarget } from '../target/open-target.ts';

/**
 * @returns its id.
 * @throws {UnansweredError} when the create is not answered in time.
 * @throws {TargetUnusableError} when the run may not write, or the target does not make it.
 */
export async function makeConnection(target: OpenTarget, streams: number): Promise<string> {
  const { fixtures, sandbox, consent } = target;
  if (!consent.writes)
    throw new TargetUnusableError(
      `Cannot load workspace ${fixtures.workspaceId}: it needs connections of its own, and the run may not create any; ${permission(consent, 'writes')}`,
    );
  const name = sandbox.nextName();
  const { outcome, durationMs } = await target.send({
    operation: 'webBackendCreateConnection',
    body: {
      name,
      sourceId: fixtures.sourceId,
      destinationId: fixtures.destinationId,
      status: 'inactive',
      scheduleType: 'manual',
      syncCatalog: catalogOf(streams),
    },
  });
  if (!isAnswer(outcome) && outcome.reason === 'timeout')
    throw new UnansweredError(`Cannot create a connection with ${streams} streams: it was not answered`, durationMs);
  const id: unknown =
    isAnswer(outcome) && outcome.json.ok ? Reflect.get(Object(outcome.json.value), 'connectionId') : undefined;
  if (typeof id !== 'string')
    throw new TargetUnusableError(
      `Cannot create a connection with ${streams} streams: it was answered with ${isAnswer(outcome) ? outcome.status : outcome.reason}`,
    );
  if (!sandbox.created(name, id))
    throw new TargetUnusableError(`Cannot create a connection: the target answered with ${id}, which was there before`);
  return id;
}
