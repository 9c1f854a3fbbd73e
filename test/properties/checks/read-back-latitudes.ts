/** What conforming servers may read back otherwise than it was sent: by its name the members sent and the members shown. */
import { operationNamed, selection } from '../engine/corrupted-answers.ts';
import { field, stream } from '../engine/case-steps.ts';
import { sourceId, workspaceId } from './shown.ts';
import type { Transcript } from './transcript.ts';

interface ReadBack {
  readonly sent: object;
  readonly shown: object;
}

const catalog = (...streams: readonly object[]): object => ({ syncCatalog: { streams } });
const selected = stream('users', selection);
const unselected = stream('orders', { selected: false });
const webhook = (block: object): object => ({
  name: 'dbt',
  workspaceId,
  operatorConfiguration: {
    operatorType: 'webhook',
    webhook: { webhookConfigId: sourceId, webhookType: 'dbtCloud', ...block },
  },
});
const dbtCloud = { accountId: 1, jobId: 2 };

export const catalogLatitudes: Readonly<Record<string, ReadBack>> = {
  'absent lists of a stream as empty ones': {
    sent: catalog(stream('users')),
    shown: catalog(
      stream('users', { cursorField: [], primaryKey: [] }, { defaultCursorField: [], sourceDefinedPrimaryKey: [] }),
    ),
  },
  'empty lists of a stream left out': {
    sent: catalog(stream('users', { cursorField: [], primaryKey: [] })),
    shown: catalog(stream('users')),
  },
  'no cursor of the source as false': {
    sent: catalog(stream('users')),
    shown: catalog(stream('users', {}, { sourceDefinedCursor: false })),
  },
  'a cursor that the source does not define left out': {
    sent: catalog(stream('users', {}, { sourceDefinedCursor: false })),
    shown: catalog(stream('users')),
  },
  'an alias and a suggestion of the server’s own': {
    sent: catalog(stream('users', { aliasName: 'mine' })),
    shown: catalog(stream('users', { aliasName: 'users', suggested: true })),
  },
  'selected fields in another order': {
    sent: catalog(selected),
    shown: catalog(stream('users', { ...selection, selectedFields: selection.selectedFields.toReversed() })),
  },
  'selected fields left out where selection is off': {
    sent: catalog(stream('users', { fieldSelectionEnabled: false, selectedFields: [] })),
    shown: catalog(stream('users', { fieldSelectionEnabled: false })),
  },
  'a schema restricted to the selected fields': {
    sent: catalog(selected),
    shown: catalog(
      stream('users', selection, {
        jsonSchema: { type: 'object', properties: Object.fromEntries([field('id', 'integer'), field('at')]) },
      }),
    ),
  },
  'the keys of a schema in another order': {
    sent: catalog(stream('users')),
    shown: catalog(
      stream(
        'users',
        {},
        {
          jsonSchema: {
            properties: Object.fromEntries([field('text'), field('at'), field('id', 'integer')]),
            type: 'object',
          },
        },
      ),
    ),
  },
  'an unselected stream as it is': {
    sent: catalog(stream('users'), unselected),
    shown: catalog(stream('users'), unselected),
  },
  'an unselected stream left out': {
    sent: catalog(stream('users'), unselected),
    shown: catalog(stream('users')),
  },
};

export const operationLatitudes: Readonly<Record<string, ReadBack>> = {
  'operations in another order': {
    sent: { operations: [operationNamed('a'), operationNamed('b')] },
    shown: { operations: shownOperations('b', 'a'), operationIds: [operationId(0), operationId(1)] },
  },
  'operation ids in another order': {
    sent: { operations: [operationNamed('a'), operationNamed('b')] },
    shown: { operations: shownOperations('a', 'b'), operationIds: [operationId(1), operationId(0)] },
  },
  'an execution that is derived from dbtCloud': {
    sent: { operations: [webhook({ dbtCloud })] },
    shown: {
      operations: [
        {
          ...webhook({ dbtCloud, executionUrl: 'https://cloud.getdbt.com/', executionBody: '{}' }),
          operationId: operationId(0),
        },
      ],
      operationIds: [operationId(0)],
    },
  },
};

/** Members that are neither of the catalog nor operations. */
export const memberLatitudes: Readonly<Record<string, ReadBack>> = {
  'empty requirements left out': { sent: { resourceRequirements: {} }, shown: {} },
  'an empty prefix left out': { sent: { prefix: '' }, shown: { prefix: undefined } },
  'an id in lower case': { sent: { sourceId: sourceId.toUpperCase() }, shown: {} },
  'an id as it was sent': { sent: { sourceId: sourceId.toUpperCase() }, shown: { sourceId: sourceId.toUpperCase() } },
  'members of the server’s own': { sent: {}, shown: { createdAt: 1_700_000_000 } },
};

/** A transcript for each of the latitudes. */
export function transcriptsOf(
  latitudes: Readonly<Record<string, ReadBack>>,
  turns: (readBack: ReadBack) => Transcript,
): Readonly<Record<string, Transcript>> {
  return Object.fromEntries(Object.entries(latitudes).map(([what, readBack]) => [what, turns(readBack)]));
}

export function operationId(number: number): string {
  return `000000e8-0000-4000-8000-00000000000${number}`;
}

/** As a read shows operations that `operationNamed` has sent. */
export function shownOperations(...names: readonly string[]): readonly object[] {
  return names.map((name, number) => ({
    ...operationNamed(name),
    workspaceId,
    operationId: operationId(number),
  }));
}
