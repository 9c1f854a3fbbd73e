/** Where the web page of 2.0.0 reads what it gets (airbyte-platform v2.0.0, airbyte-webapp/src). */
import { readsBelow } from '../interaction.ts';
import type { Reads } from '../interaction.ts';

export const rowReads: Reads = {
  '/connectionId': 'key and link of the row; that of the last row is the next cursor (ConnectionTable.tsx)',
  '/name': 'name column (ConnectionTable.tsx)',
  '/status': 'switch of the row (StateSwitchCell.tsx)',
  '/schemaChange': '"breaking" disables the switch and shows a warning (StateSwitchCell.tsx)',
  '/source/sourceId': 'link of the source column (ConnectionTable.tsx)',
  '/source/name': 'source column (ConnectionTable.tsx)',
  '/source/sourceName': 'connector; its presence tells a source from a destination (EntityTable/utils.tsx)',
  '/destination/destinationId': 'link of the destination column (ConnectionTable.tsx)',
  '/destination/name': 'destination column (ConnectionTable.tsx)',
  '/destination/destinationName': 'connector of the destination column (ConnectionTable.tsx)',
  '/tags': 'tags column, which asks for its length without a guard (TagsCell.tsx)',
};

/** What every page of one connection reads. */
export const readReads: Reads = {
  '/connectionId': 'key of the page and of the cache (useGetConnection)',
  '/name': 'title of the page (ConnectionTitleBlock)',
  '/status': '"deprecated" makes the page read-only, "active" enables the sync button (ConnectionEditService.tsx)',
  '/sourceId': 'look-up of the version of the source connector (ConnectionStatusMessages.tsx)',
  '/destinationId': 'look-up of the version of the destination connector (ConnectionStatusMessages.tsx)',
  '/source/sourceId': 'follow-up requests about the source (ConnectionTitleBlock)',
  '/source/sourceDefinitionId': 'follow-up requests: definition, version and specification (formConfig.tsx)',
  '/source/name': 'header (ConnectionTitleBlock)',
  '/source/sourceName': 'header, analytics (ConnectionTitleBlock)',
  '/destination/destinationId': 'follow-up requests about the destination (ConnectionTitleBlock)',
  '/destination/destinationDefinitionId': 'follow-up requests: definition, version and specification (formConfig.tsx)',
  '/destination/name': 'header (ConnectionTitleBlock)',
  '/destination/destinationName': 'header, analytics (ConnectionTitleBlock)',
  '/destinationActorDefinitionVersion/supportsDataActivation':
    'which tabs there are; the whole page crashes without it (pages/connections)',
  '/schemaChange': 'banners of breaking and other changes, icon on the tab (pages/connections)',
  '/syncCatalog/streams': 'rows of the stream table (SyncCatalogTable)',
};

/** The same where the streams themselves are read, by what their configuration has. */
export function readReadsWith(...config: readonly string[]): Reads {
  const { '/syncCatalog/streams': _, ...rest } = readReads;
  const wanted = ['syncMode', 'destinationSyncMode', ...config];
  return {
    ...rest,
    '/syncCatalog/streams/*/stream/name': 'row of the stream table (SyncCatalogTable)',
    ...Object.fromEntries(wanted.map((key) => [`/syncCatalog/streams/*/config/${key}`, configReads[key] ?? ''])),
  };
}

const configReads: Reads = {
  syncMode: 'menu of sync modes; another word blocks saving (ConnectionForm/schemas)',
  destinationSyncMode: 'menu of sync modes; another word blocks saving (ConnectionForm/schemas)',
  'cursorField/*': 'chosen cursor (SyncCatalogTable)',
  'primaryKey/*/*': 'chosen key (SyncCatalogTable)',
  fieldSelectionEnabled: 'which fields are ticked (SyncCatalogTable)',
  'selectedFields/*/fieldPath/*': 'which fields are ticked (SyncCatalogTable)',
  'mappers/*/id': 'a mapping that is edited is matched with the stored one by its id (MappingContext)',
  'mappers/*/type': 'form of the mapping; another word blocks saving (MappingContext)',
  'mappers/*/mapperConfiguration/targetField': 'form of the mapping (MappingContext)',
  'mappers/*/mapperConfiguration/method': 'form of the mapping (MappingContext)',
  'mappers/*/mapperConfiguration/fieldNameSuffix': 'sent back with the mapping (MappingContext)',
};

export const hashingMapperReads = [
  'mappers/*/id',
  'mappers/*/type',
  'mappers/*/mapperConfiguration/targetField',
  'mappers/*/mapperConfiguration/method',
  'mappers/*/mapperConfiguration/fieldNameSuffix',
] as const;

export const basicScheduleReads: Reads = {
  '/scheduleType': 'frequency; without it the form shows 24 hours (formConfig.tsx)',
  '/scheduleData/basicSchedule/timeUnit': 'frequency (formConfig.tsx)',
  '/scheduleData/basicSchedule/units': 'frequency (formConfig.tsx)',
};

export const cronScheduleReads: Reads = {
  '/scheduleType': 'frequency; without it the form shows 24 hours (formConfig.tsx)',
  '/scheduleData/cron/cronExpression': 'cron field of the form (formConfig.tsx)',
  '/scheduleData/cron/cronTimeZone': 'time zone of the form (formConfig.tsx)',
};

export const manualScheduleReads: Reads = {
  '/scheduleType': 'a manual connection without it is shown, and saved, with a schedule of 24 hours (formConfig.tsx)',
};

export const tagReads: Reads = {
  '/tags/*/tagId': 'sent back whole with the next change (TagsCell.tsx, SelectConnectionTags)',
  '/tags/*/name': 'badge of the tag; sent back whole with the next change (SelectConnectionTags)',
  '/tags/*/color': 'badge of the tag; sent back whole with the next change (SelectConnectionTags)',
  '/tags/*/workspaceId': 'sent back whole with the next change (SelectConnectionTags)',
};

export const dbtCloudReads: Reads = readsBelow('/operations/*', {
  '/operationId': 'sent back, so that the operation is kept (core/api/hooks/cloud/dbtCloud.ts)',
  '/name': 'sent back (core/api/hooks/cloud/dbtCloud.ts)',
  '/workspaceId': 'sent back (core/api/hooks/cloud/dbtCloud.ts)',
  '/operatorConfiguration/operatorType': 'which operations are webhooks (core/api/hooks/cloud/dbtCloud.ts)',
  '/operatorConfiguration/webhook/webhookType':
    'which are dbt Cloud jobs; another one throws (core/api/hooks/cloud/dbtCloud.ts)',
  '/operatorConfiguration/webhook/dbtCloud/accountId': 'card of dbt Cloud jobs (core/api/hooks/cloud/dbtCloud.ts)',
  '/operatorConfiguration/webhook/dbtCloud/jobId': 'card of dbt Cloud jobs (core/api/hooks/cloud/dbtCloud.ts)',
});

/** Of errors that are no problems: neither `message` nor any other member of the body is read. */
export const statusReads: Reads = {
  status: 'the text of the error comes from the status alone (core/errors)',
};

export const problemReads: Reads = {
  status: 'any other status than success',
  '/type': 'tells a problem from other errors; below error:cron-validation the schedule field shows it (core/errors)',
  '/title': 'tells a problem from other errors; its text where there is no better one (core/errors)',
};
