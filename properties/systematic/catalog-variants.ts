/** Catalogs that differ from a whole one in one setting each. */
import { AirbyteStream, DestinationSyncMode, SyncMode } from '../../schemas/stream.ts';
import type { AirbyteCatalog, AirbyteStreamAndConfiguration } from '../../schemas/stream.ts';
import { without } from '../arbitraries/without.ts';
import { bare, broad, deep, keywords } from './rich-schemas.ts';

type Stream = AirbyteStreamAndConfiguration['stream'] & object;
type Configuration = AirbyteStreamAndConfiguration['config'] & object;
interface Both {
  readonly stream: Stream;
  readonly config: Configuration;
}

const fields = {
  id: { type: 'integer' },
  at: { type: 'string', format: 'date-time' },
  name: { type: ['null', 'string'] },
  address: { type: 'object', properties: { city: { type: 'string' }, since: { type: 'string' } } },
  // What is empty, zero, false or alone in its list is kept as well.
  tags: {
    type: ['array'],
    items: { type: ['string'], default: '', 'x-airlock': {} },
    default: [],
    minItems: 0,
    uniqueItems: false,
  },
};
/** Whoever keeps fields by their names in the wrong way loses one, or takes two for one. */
const oddNames = [
  '__proto__',
  'constructor',
  'toString',
  'ID',
  'Id',
  'caf\u00e9',
  'cafe\u0301',
  ' blank ',
  'a.b',
  '7',
] as const;
const oddlyNamed = Object.fromEntries(oddNames.map((name, index) => [name, { type: 'string', maxLength: index }]));
const odd = { ...fields, ...oddlyNamed, address: { type: 'object', properties: oddlyNamed } };
const select = (...names: readonly string[]): Configuration['selectedFields'] & object =>
  names.map((name) => ({ fieldPath: [name] }));

/** With every setting that a stream has. */
const users: Both = {
  stream: {
    name: 'users',
    namespace: 'public',
    jsonSchema: { type: 'object', required: ['id'], properties: fields },
    supportedSyncModes: ['full_refresh', 'incremental'],
    sourceDefinedCursor: true,
    defaultCursorField: ['at'],
    sourceDefinedPrimaryKey: [['id']],
  },
  config: {
    syncMode: 'incremental',
    destinationSyncMode: 'append_dedup',
    cursorField: ['at'],
    primaryKey: [['id']],
    aliasName: 'users',
    selected: true,
    fieldSelectionEnabled: true,
    selectedFields: select('id', 'at', 'name'),
  },
};

/** Of the same name in another namespace. */
const salesUsers: Both = {
  stream: { ...users.stream, namespace: 'sales', sourceDefinedPrimaryKey: [['id'], ['at']] },
  config: {
    syncMode: 'full_refresh',
    destinationSyncMode: 'append',
    cursorField: ['name'],
    primaryKey: [['at'], ['id']],
    selected: true,
  },
};

/** With no more than a stream needs. */
const orders: Both = {
  stream: {
    name: 'Commande\u0301s 😀',
    jsonSchema: { type: 'object', properties: { id: fields.id, total: { type: 'number' } } },
    supportedSyncModes: ['full_refresh'],
  },
  config: { syncMode: 'full_refresh', destinationSyncMode: 'overwrite', selected: true },
};

export const streams = { users, salesUsers, orders } as const;

export const catalogWith = (list: readonly Both[]): AirbyteCatalog => ({ streams: [...list] });

export const wholeCatalog: AirbyteCatalog = catalogWith([users, salesUsers, orders]);

/** The stream with other settings; `undefined` takes one away. */
function configured(changes: Partial<Record<keyof Configuration, unknown>>): Both {
  const merged = { ...users.config, ...changes };
  const gone = Object.entries(merged).flatMap(([key, value]) => (value === undefined ? [key] : []));
  return { ...users, config: without(merged, gone) as unknown as Configuration }; // each is judged by the referee
}

function described(changes: Partial<Record<keyof Stream, unknown>>, config: Configuration = users.config): Both {
  const merged = { ...users.stream, ...changes };
  const gone = Object.entries(merged).flatMap(([key, value]) => (value === undefined ? [key] : []));
  return { config, stream: without(merged, gone) as unknown as Stream };
}

const unselected = configured({ fieldSelectionEnabled: undefined, selectedFields: undefined }).config;
const optional = Object.keys(AirbyteStream.properties).filter(
  (key) => !(AirbyteStream.required as readonly string[]).includes(key) && key !== 'supportedSyncModes',
) as (keyof Stream)[]; // keys of the stream's own properties

/** Variants of one stream. */
const ofOneStream: readonly Both[] = [
  // While the first and the fifth are stored the list is read.
  described({ jsonSchema: { type: 'object', properties: { ...fields, deep, ...broad } } }, unselected),
  // Lost or emptied, in a mode that does without it, and back.
  configured({ destinationSyncMode: 'append', primaryKey: undefined }),
  configured({ syncMode: 'full_refresh', cursorField: undefined }),
  configured({ destinationSyncMode: 'append', primaryKey: [] }),
  described(
    {
      jsonSchema: {
        $schema: 'http://json-schema.org/draft-07/schema#',
        type: 'object',
        title: 'Users',
        additionalProperties: false,
        definitions: { address: fields.address },
        properties: { ...fields, ...keywords, ...bare },
      },
    },
    unselected,
  ),
  configured({ syncMode: 'full_refresh', cursorField: [] }),
  configured({ aliasName: undefined }),
  // Of no use in their modes, and not among the fields that are selected.
  configured({ destinationSyncMode: 'append', primaryKey: [['tags']] }),
  configured({ syncMode: 'full_refresh', cursorField: ['tags'] }),
  // Other cursors and keys.
  configured({ cursorField: ['name'] }),
  configured({ primaryKey: [['id'], ['name']] }),
  configured({ primaryKey: [['name'], ['id']] }),
  configured({ cursorField: ['address', 'since'], selectedFields: select('id', 'address') }),
  configured({ primaryKey: [['address', 'city']], selectedFields: select('at', 'address') }),
  // A selection that is on, that has other fields, and that is off.
  configured({ selectedFields: select('name', 'at', 'id', 'tags') }),
  configured({ selectedFields: select('id', 'at') }),
  configured({ fieldSelectionEnabled: false, selectedFields: undefined }),
  configured({ selectedFields: select(...Object.keys(fields)) }),
  configured({ fieldSelectionEnabled: undefined, selectedFields: undefined }),
  ...SyncMode.enum.flatMap((syncMode) =>
    DestinationSyncMode.enum.map((destinationSyncMode) => configured({ syncMode, destinationSyncMode })),
  ),
  ...optional.map((key) => described({ [key]: undefined })),
  described({ sourceDefinedCursor: false, defaultCursorField: ['address', 'since'], sourceDefinedPrimaryKey: [] }),
  described({ defaultCursorField: [], supportedSyncModes: ['incremental'], sourceDefinedPrimaryKey: [['at'], ['id']] }),
  described({ namespace: 'other' }),
  described({ name: 'people' }),
  // Fields that come, go and change, with a selection and without.
  described({ jsonSchema: { type: 'object', properties: { ...fields, id: { type: 'string' }, new: {} } } }),
  described({ jsonSchema: { type: 'object', properties: without(fields, ['tags', 'address']) } }),
  described({ jsonSchema: { properties: fields, type: ['null', 'object'], additionalProperties: true } }, unselected),
  described({ jsonSchema: { type: 'object', properties: { id: fields.id, at: fields.at } } }, unselected),
  described({ jsonSchema: { type: 'object', properties: odd } }, unselected),
  described(
    { jsonSchema: { type: 'object', properties: odd } },
    configured({
      cursorField: ['__proto__'],
      primaryKey: [['constructor'], [' blank '], ['ID']],
      selectedFields: select(...oddNames),
    }).config,
  ),
];

/** Each differs from those beside it: what a setting becomes is seen, and so is what becomes of it when it is gone. */
export const catalogVariants: readonly AirbyteCatalog[] = [
  ...ofOneStream.map((one, index) => catalogWith(index % 2 === 0 ? [one, salesUsers] : [one, salesUsers, orders])),
  catalogWith([orders, salesUsers, users]),
  // Streams that are one to whoever does not tell capitals apart.
  catalogWith([users, described({ name: 'Users' }), described({ namespace: 'PUBLIC' })]),
  catalogWith([users]),
  catalogWith([]),
  wholeCatalog,
  catalogWith([salesUsers, users]),
];
