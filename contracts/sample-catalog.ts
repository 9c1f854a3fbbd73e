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

export const sampleCatalogs = {
  empty: emptyCatalog,
  users: usersCatalog,
  incremental: incrementalCatalog,
  selectedFields: selectedFieldsCatalog,
} as const;

export type SampleCatalog = keyof typeof sampleCatalogs;
