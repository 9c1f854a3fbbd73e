/** What the reference backend remembers. Tests set it directly; handlers change it through `handlers/`. */
import type { AirbyteStream, AirbyteStreamAndConfiguration } from '../../schemas/stream.ts';
import type { ConnectionScheduleData, ConnectionScheduleType } from '../../schemas/schedule.ts';
import type {
  ConnectionStatus,
  NamespaceDefinitionType,
  NonBreakingChangesPreference,
  ResourceRequirements,
} from '../../schemas/connection.ts';
import type { ConnectionStateType } from '../../schemas/state.ts';
import type { Geography } from '../../schemas/geography.ts';
import type { JobStatus } from '../../schemas/job.ts';
import type { OperatorConfiguration } from '../../schemas/operation.ts';

export interface StoredWorkspace {
  readonly workspaceId: string;
  readonly name: string;
  readonly geography: Geography;
}

/** A source or a destination. */
export interface StoredActor {
  readonly id: string;
  readonly workspaceId: string;
  readonly definitionId: string;
  name: string;
  readonly connectorName: string;
  readonly configuration: unknown;
  readonly icon?: string;
  tombstoned: boolean;
}

export interface StoredSource extends StoredActor {
  /** What the next discovery will find; tests change it to provoke a schema change. */
  discoverable: readonly AirbyteStream[];
  /** The catalog that the newest discovery stored. */
  newestCatalogId?: string;
}

export interface StoredCatalog {
  readonly catalogId: string;
  readonly sourceId: string;
  readonly streams: readonly AirbyteStream[];
}

export interface StoredOperation {
  readonly operationId: string;
  readonly workspaceId: string;
  readonly name: string;
  readonly operatorConfiguration: OperatorConfiguration;
}

export interface StoredJob {
  readonly kind: 'sync' | 'reset';
  readonly status: JobStatus;
  /** Epoch seconds. */
  readonly createdAt: number;
}

export interface StoredConnection {
  readonly connectionId: string;
  readonly sourceId: string;
  readonly destinationId: string;
  readonly name: string;
  readonly status: ConnectionStatus;
  readonly streams: readonly AirbyteStreamAndConfiguration[];
  readonly namespaceDefinition: NamespaceDefinitionType;
  readonly namespaceFormat?: string;
  readonly prefix?: string;
  readonly scheduleType: ConnectionScheduleType;
  readonly scheduleData?: ConnectionScheduleData;
  readonly operationIds: readonly string[];
  readonly resourceRequirements?: ResourceRequirements;
  readonly sourceCatalogId?: string;
  readonly geography: Geography;
  readonly notifySchemaChanges: boolean;
  readonly notifySchemaChangesByEmail: boolean;
  readonly nonBreakingChangesPreference: NonBreakingChangesPreference;
  readonly breakingChange: boolean;
  /** This and what follows only newer releases have. */
  readonly tagIds?: readonly string[];
  readonly backfillPreference?: string;
}

export interface StoredTag {
  readonly tagId: string;
  readonly workspaceId: string;
  readonly name: string;
  readonly color: string;
}

/** Everything by id. Stored values are replaced, never changed in place, so that a rejected write leaves no trace. */
export class Store {
  readonly workspaces = new Map<string, StoredWorkspace>();
  readonly sources = new Map<string, StoredSource>();
  readonly destinations = new Map<string, StoredActor>();
  readonly catalogs = new Map<string, StoredCatalog>();
  readonly connections = new Map<string, StoredConnection>();
  readonly operations = new Map<string, StoredOperation>();
  readonly jobs = new Map<string, readonly StoredJob[]>();
  readonly states = new Map<string, ConnectionStateType>();
  /** Only newer releases show them. */
  readonly tags = new Map<string, StoredTag>();
  outdated = { sourceDefinitions: 2, destinationDefinitions: 1 };
  geographies: readonly Geography[] = ['auto'];
}
