/** A connection of the sandbox on a catalog that the source has outgrown: one that an existing connection still uses. */
import { isObject, listAt, member, textAt } from '../../src/json/json.ts';
import { permission } from '../../src/target/consent-guard.ts';
import { ask, listed } from './ask.ts';
import { connectionBody } from './connection-body.ts';
import type { StateParameters } from './connection-body.ts';
import { create } from './existing-connection.ts';
import type { ReachedState, StateTarget } from './state.ts';
import { StateUnreachableError } from './state-unreachable.ts';

/** With the parameter `transform` a refresh finds at least one change of that kind, and not only streams that came or went. */
export async function changedSource(target: StateTarget, { transform }: StateParameters): Promise<ReachedState> {
  const state = 'a connection whose source schema changed';
  if (!target.consent.writes || !target.consent.refresh)
    throw new StateUnreachableError(
      state,
      'not-allowed',
      `a refresh changes every connection of the source; ${permission(target.consent, 'refresh')}`,
    );
  const outgrown = (await listed(target, state)).find(({ schemaChange }) => schemaChange === 'non_breaking');
  const read =
    outgrown === undefined
      ? undefined
      : await ask(target, state, 'webBackendGetConnection', { connectionId: outgrown['connectionId'] });
  const catalogId = textAt(read, 'catalogId');
  if (!isObject(read) || catalogId === undefined)
    throw new StateUnreachableError(
      state,
      'not-allowed',
      'no connection of the workspace shows a change of its source',
    );
  const reached = await create(target, state, {
    ...connectionBody({}, target.fixtures),
    sourceId: read['sourceId'],
    destinationId: read['destinationId'],
    sourceCatalogId: catalogId,
    syncCatalog: selectedOnly(read['syncCatalog']),
  });
  if (transform === undefined) return reached;
  const refreshed = await ask(target, state, 'webBackendGetConnection', {
    connectionId: reached.values['connectionId'],
    withRefreshedCatalog: true,
  });
  if (listAt(member(refreshed, 'catalogDiff'), 'transforms').some((one) => member(one, 'transformType') === transform))
    return reached;
  throw new StateUnreachableError(state, 'not-allowed', `a refresh finds no ${JSON.stringify(transform)}`);
}

function selectedOnly(catalog: unknown): unknown {
  return {
    streams: listAt(catalog, 'streams')
      .filter(isObject)
      .filter(({ config }) => isObject(config) && config['selected'] === true),
  };
}
