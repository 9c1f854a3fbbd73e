/** The rows of the server of release 2.0.0. A row is replaced, never changed in place. */
import type { JsonObject } from '../json-access.ts';

/** A source or a destination. */
export interface ActorRow {
  readonly id: string;
  readonly workspaceId: string;
  readonly name: string;
  readonly connector: Connector;
  readonly configuration: JsonObject;
  readonly tombstoned: boolean;
  /** Epoch seconds. */
  readonly createdAt: number;
}

/** A source, and what its discoveries find. */
export interface SourceRow extends ActorRow {
  /** What a discovery finds: the id of the catalog that has exactly these streams. */
  readonly discovers: string;
  /** The catalog that the newest discovery found; none before the first. */
  readonly newestCatalogId?: string;
}

/** A definition, which several actors share. */
export interface Connector {
  readonly definitionId: string;
  readonly name: string;
  /** As reads show it. */
  readonly version: JsonObject;
}

/** A tag of a workspace. */
export interface TagRow {
  readonly tagId: string;
  readonly workspaceId: string;
  readonly name: string;
  readonly color: string;
}

/** An operation; blocks of normalization and dbt are dropped. */
export interface OperationRow {
  readonly operationId: string;
  readonly workspaceId: string;
  readonly name: string;
  readonly operatorType: string;
  readonly webhook?: WebhookRow;
}

/** What is stored of a webhook: an address, from which reads take the ids of dbt Cloud. */
export interface WebhookRow {
  readonly webhookConfigId?: string;
  readonly executionUrl: string;
}

/** One stream as it is stored and read back. */
export interface StreamRow {
  readonly stream: JsonObject;
  readonly config: JsonObject;
}

/** The schedule as it is read back. */
export interface ScheduleRow {
  readonly scheduleType: string;
  readonly scheduleData?: JsonObject;
}

/** A connection; absent members are null in the table. */
export interface ConnectionRow extends ScheduleRow {
  readonly connectionId: string;
  readonly sourceId: string;
  readonly destinationId: string;
  readonly name: string;
  /** Null in the table where a create sent none. */
  readonly status?: string;
  readonly streams: readonly StreamRow[];
  readonly namespaceDefinition: string;
  readonly namespaceFormat?: string;
  readonly prefix?: string;
  readonly operationIds: readonly string[];
  readonly resourceRequirements?: JsonObject;
  readonly sourceCatalogId?: string;
  readonly destinationCatalogId?: string;
  readonly notifySchemaChanges: boolean;
  /** Absent until it is first written. */
  readonly notifySchemaChangesByEmail?: boolean;
  readonly nonBreakingChangesPreference: string;
  readonly backfillPreference: string;
  readonly tagIds: readonly string[];
  readonly breakingChange: boolean;
  readonly createdAt: number;
}

/** A sync. */
export interface JobRow {
  readonly status: string;
  readonly createdAt: number;
}

/** All rows by their ids. */
export class Tables {
  readonly workspaces = new Map<string, string>();
  readonly sources = new Map<string, SourceRow>();
  readonly destinations = new Map<string, ActorRow>();
  readonly catalogs = new Map<string, readonly JsonObject[]>();
  readonly connections = new Map<string, ConnectionRow>();
  readonly operations = new Map<string, OperationRow>();
  readonly tags = new Map<string, TagRow>();
  /** The latest sync of a connection. */
  readonly syncs = new Map<string, JobRow>();
  readonly states = new Map<string, string>();
}
