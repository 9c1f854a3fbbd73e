/** The catalogs that consumers send: small, and valid on every conforming server. */

export const emptyCatalog = { streams: [] } as const;

const users = {
  name: 'users',
  namespace: 'public',
  supportedSyncModes: ['full_refresh', 'incremental'],
  defaultCursorField: ['updated_at'],
  sourceDefinedPrimaryKey: [['id']],
  jsonSchema: {
    type: 'object',
    properties: { id: { type: 'integer' }, email: { type: 'string' }, updated_at: { type: 'string' } },
  },
} as const;

export const usersCatalog = {
  streams: [
    {
      stream: users,
      config: { selected: true, syncMode: 'full_refresh', destinationSyncMode: 'overwrite' },
    },
  ],
} as const;

export const incrementalCatalog = {
  streams: [
    {
      stream: users,
      config: {
        selected: true,
        syncMode: 'incremental',
        destinationSyncMode: 'append_dedup',
        cursorField: ['updated_at'],
        primaryKey: [['id']],
      },
    },
  ],
} as const;

const selectedFieldsCatalog = {
  streams: [
    {
      stream: users,
      config: {
        selected: true,
        syncMode: 'full_refresh',
        destinationSyncMode: 'overwrite',
        fieldSelectionEnabled: true,
        selectedFields: [{ fieldPath: ['id'] }, { fieldPath: ['email'] }],
      },
    },
  ],
} as const;

/** One field is hashed on its way: since release 1.0. */
export const mappedCatalog = {
  streams: [
    {
      stream: users,
      config: {
        selected: true,
        syncMode: 'full_refresh',
        destinationSyncMode: 'overwrite',
        mappers: [
          {
            id: '82c0d0de-cf6d-4d6f-8fb2-b0f0a1f01008',
            type: 'hashing',
            mapperConfiguration: { targetField: 'email', method: 'SHA-256', fieldNameSuffix: '_hashed' },
          },
        ],
      },
    },
  ],
} as const;

export const sampleCatalogs = {
  empty: emptyCatalog,
  users: usersCatalog,
  incremental: incrementalCatalog,
  selectedFields: selectedFieldsCatalog,
  mapped: mappedCatalog,
} as const;

export type SampleCatalog = keyof typeof sampleCatalogs;
