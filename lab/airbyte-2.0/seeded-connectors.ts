/** The connectors of the recorded server, as reads show their versions. */
import type { JsonObject } from '../json-access.ts';
import type { Connector } from './tables.ts';

/** Source without a database. */
export const faker: Connector = {
  definitionId: 'dfd88b22-b603-4c3d-aad7-3701784586b1',
  name: 'Sample Data',
  version: version('source-faker', '6.2.24', {
    lastPublished: '2025-10-14T20:35:10.299+0000',
    cdkVersion: 'python:2.4.0',
  }),
};
/** Source of one stream. */
export const poke: Connector = {
  definitionId: '6371b14b-bc68-4236-bfbd-468e8df8e968',
  name: 'PokeAPI',
  version: version('source-pokeapi', '0.3.40', { lastPublished: '2025-10-14T20:37:59.911+0000' }),
};
/** Source with namespaces. */
export const postgresSource: Connector = {
  definitionId: 'decd338e-5647-4c0b-adf4-da0e75f5a750',
  name: 'Postgres',
  version: version('source-postgres', '3.7.0', {
    supportLevel: 'certified',
    lastPublished: '2025-08-13T03:16:47.930+0000',
  }),
};
/** The one connector that supports refreshes. */
export const postgresDestination: Connector = {
  definitionId: '25c5221d-dce2-4163-ade9-739ef790f503',
  name: 'Postgres',
  version: version('destination-postgres', '2.4.7', {
    supportsRefreshes: true,
    supportLevel: 'certified',
    lastPublished: '2025-08-29T22:18:26.769+0000',
  }),
};
/** Destination of most connections. */
export const localJson: Connector = {
  definitionId: 'a625d593-bba5-4a1c-a53d-2d246268a816',
  name: 'Local JSON',
  version: version('destination-local-json', '0.2.13', { lastPublished: '2025-06-12T03:43:07.848+0000' }),
};

function version(dockerRepository: string, dockerImageTag: string, members: JsonObject): JsonObject {
  return {
    dockerRepository: `airbyte/${dockerRepository}`,
    dockerImageTag,
    supportsRefreshes: false,
    isVersionOverrideApplied: false,
    supportLevel: 'community',
    supportState: 'supported',
    supportsFileTransfer: false,
    supportsDataActivation: false,
    ...members,
  };
}
