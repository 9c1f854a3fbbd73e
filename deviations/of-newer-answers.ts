/** Answers of newer servers hold what the description does not know yet. */
import type { Deviation, Matcher } from './deviation.ts';
import { ofShownState, reads, writes } from './wordings.ts';

export const ofNewerAnswers = [
  {
    id: 'newer-stream-members',
    title: 'Streams carry members that the closed models do not know',
    from: '2024-04-18',
    operations: reads,
    condition: 'The server is newer than the description in use.',
    evidence: 'ed8e7a5280, 9edcf2e334, b7f1ed0787, 48143f29e7, c807f373e1, 76fc9d9476, 511bfd5373, ec44051796.',
    matches: [
      {
        checks: ['response-schema'],
        operations: reads,
        statuses: [200],
        pointer:
          '^/syncCatalog/streams/\\d+/(stream/(isResumable|isFileBased)|config/(syncId|generationId|minimumGenerationId|hashedFields|mappers|includeFiles|namespace|destinationObjectName))$',
      },
    ],
  },
  {
    id: 'newer-enum-values',
    title: 'Answers carry enum values that the description does not know',
    from: '2023-05-23',
    operations: [...reads, 'webBackendListConnectionsForWorkspace'],
    condition: 'The server is newer than the description in use.',
    evidence: '46a2ce56fb, e95c551c42, 29091d1187, 37d38e81fb, 227f2d1f88.',
    matches: [
      newerValue('/nonBreakingChangesPreference', ['propagate_columns', 'propagate_fully']),
      newerValue('/syncCatalog/streams/*/config/destinationSyncMode', ['overwrite_dedup', 'update', 'soft_delete']),
      newerValue('/status', ['locked']),
      newerValue('/latestSyncJobStatus', ['queued']),
      newerValue('/connections/*/status', ['locked']),
      newerValue('/connections/*/latestSyncJobStatus', ['queued']),
    ],
  },
  {
    id: 'update-stream-is-object',
    title: 'updateStream of a catalog difference is an object',
    from: '2024-05-02',
    operations: ['webBackendGetConnection'],
    condition: 'A refresh that finds a changed stream.',
    evidence: '62fb37b69a.',
    matches: [
      {
        checks: ['response-schema'],
        operations: ['webBackendGetConnection'],
        statuses: [200],
        pointer: '^/catalogDiff/transforms/\\d+/updateStream$',
        response: [{ pointer: '/catalogDiff/transforms/*/updateStream/fieldTransforms', is: 'present' }],
      },
    ],
  },
  {
    id: 'operator-blocks-dropped',
    title: 'Normalization and dbt operations come back without their block',
    from: '2024-07-01',
    operations: reads,
    condition: 'An operation of type normalization or dbt was sent.',
    evidence: 'ec6908ab70, 9b71521aed: the types are kept, their bodies are gone.',
    matches: [
      {
        checks: ofShownState,
        operations: reads,
        statuses: [200],
        pointer: '^/operations(/|$)',
        response: [
          { pointer: '/operations/*/operatorConfiguration/operatorType', is: { oneOf: ['normalization', 'dbt'] } },
          { pointer: '/operations/*/operatorConfiguration/normalization', is: 'nowhere' },
          { pointer: '/operations/*/operatorConfiguration/dbt', is: 'nowhere' },
        ],
        earlier: {
          operations: writes,
          request: [
            { pointer: '/operations/*/operatorConfiguration/operatorType', is: { oneOf: ['normalization', 'dbt'] } },
          ],
        },
      },
    ],
  },
] as const satisfies readonly Deviation[];

/** An answer that breaks its schema at a place where it holds one of the values that a later release added. */
function newerValue(place: string, values: readonly string[]): Matcher {
  return {
    checks: ['response-schema'],
    operations: [...reads, 'webBackendListConnectionsForWorkspace'],
    statuses: [200],
    pointer: `^${place.replaceAll('*', '\\d+')}$`,
    response: [{ pointer: place, is: { oneOf: values } }],
  };
}
