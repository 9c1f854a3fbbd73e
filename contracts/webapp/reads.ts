/** Where the web page reads what it gets (airbyte-platform 8a7ba2f710, airbyte-webapp/src). */
import { OperatorType } from '../../schemas/operation.ts';
import { readsBelow } from '../interaction.ts';
import type { Reads } from '../interaction.ts';

/** A row of the connections table; create and update answers are pushed into the same cache as if they were rows. */
export const listItemReads: Reads = {
  '/connectionId': 'links to the connection, key of the row and of cache updates (ConnectionTable.tsx)',
  '/name': 'name column; sorting calls toLowerCase on it (ConnectionTable.tsx)',
  '/status': 'switch in the table (StatusCell.tsx)',
  '/isSyncing': 'label of manual connections (StatusCell.tsx)',
  '/schemaChange': 'change icon; "breaking" disables the switch (ChangesStatusIcon.tsx)',
  '/source/sourceId': 'grouping by source; tells source from destination snippets (EntityTable/utils.tsx)',
  '/source/name': 'source column (ConnectionTable.tsx)',
  '/source/sourceName': 'connector column (ConnectionTable.tsx)',
  '/source/sourceDefinitionId': 'analytics of the switch (StatusCell.tsx)',
  '/destination/destinationId': 'grouping by destination (EntityTable/utils.tsx)',
  '/destination/name': 'destination column (ConnectionTable.tsx)',
  '/destination/destinationName': 'connector column (ConnectionTable.tsx)',
  '/destination/destinationDefinitionId': 'analytics of the switch (StatusCell.tsx)',
};

/** What every page of one connection reads beside the row. */
export const readReads: Reads = {
  ...listItemReads,
  '/sourceId': 'look-up of the source specification (ConnectionFormService.tsx)',
  '/destinationId': 'look-up of the destination specification (ConnectionFormService.tsx)',
  '/scheduleType': 'form and lateness (formConfig.tsx, StreamStatus)',
  '/notifySchemaChanges': 'switch in the settings (SettingsPage)',
  '/nonBreakingChangesPreference': 'choice in the form, fallback "ignore" (formConfig.tsx)',
};

/** The catalog editor. */
export const streamReads: Reads = {
  '/stream/name': 'row of the catalog editor, key of the stream (CatalogTree)',
  '/stream/namespace': 'row of the catalog editor, key of the stream (CatalogTree)',
  '/stream/jsonSchema': 'tree of fields (StreamFieldTable)',
  '/stream/supportedSyncModes': 'choice of sync modes (SyncModeSelect)',
  '/stream/supportedSyncModes/*': 'choice of sync modes (SyncModeSelect)',
  '/config/selected': 'switch of the stream (CatalogTreeTableRow)',
  '/config/syncMode': 'chosen sync mode (SyncModeSelect)',
  '/config/destinationSyncMode': 'chosen sync mode (SyncModeSelect)',
  '/config/cursorField/*': 'chosen cursor (StreamFieldTable)',
  '/config/primaryKey/*/*': 'chosen key (StreamFieldTable)',
  '/config/fieldSelectionEnabled': 'field selection (StreamFieldTable)',
  '/config/selectedFields/*/fieldPath/*': 'field selection (StreamFieldTable)',
};

/** Cards below the form; the objects are sent back by the next update. */
const operationReads: Reads = {
  '/operationId': 'sent back in the update, so that the operation is kept (ConnectionFormService.tsx)',
  '/name': 'sent back in the update (ConnectionFormService.tsx)',
  '/workspaceId': 'sent back in the update (ConnectionFormService.tsx)',
  '/operatorConfiguration/operatorType': 'which card it belongs to (TransformationView)',
  '/operatorConfiguration/normalization/option': 'choice in the normalization card (NormalizationField)',
  '/operatorConfiguration/dbt/gitRepoUrl': 'row of the custom transformation card (TransformationHookForm)',
  '/operatorConfiguration/dbt/gitRepoBranch': 'form of the custom transformation (TransformationForm)',
  '/operatorConfiguration/dbt/dockerImage': 'form of the custom transformation (TransformationForm)',
  '/operatorConfiguration/dbt/dbtArguments': 'form of the custom transformation (TransformationForm)',
  '/operatorConfiguration/webhook/webhookType': 'which operations are dbt Cloud jobs (dbtCloud.ts)',
  '/operatorConfiguration/webhook/dbtCloud/accountId': 'row of the dbt Cloud card (dbtCloud.ts)',
  '/operatorConfiguration/webhook/dbtCloud/jobId': 'row of the dbt Cloud card (dbtCloud.ts)',
};

/** The same for operations of one type, below the answer's `/operations/*`. */
export function operationReadsOf(type: OperatorType): Reads {
  const others = OperatorType.enum.filter((other) => other !== type);
  return readsBelow(
    '/operations/*',
    Object.fromEntries(
      Object.entries(operationReads).filter(([key]) => !others.some((other) => key.includes(`/${other}/`))),
    ),
  );
}

export const errorReads: Reads = {
  '/message': 'the text of the error view, else the page shows a generic one (core/request/AirbyteRequestService.ts)',
};
