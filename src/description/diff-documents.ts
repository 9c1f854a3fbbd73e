/** Compares two descriptions in the closure of the eight operations. */
import { operationIds } from '../../schemas/operations.ts';
import type { OperationId } from '../../schemas/operations.ts';
import { worst } from './change.ts';
import type { Change, ChangeKind } from './change.ts';
import { effectOf } from './classify.ts';
import type { Circumstances } from './classify.ts';
import { closureOf } from './closure.ts';
import type { Closure, DescribedOperation, Direction } from './closure.ts';
import { compareSchemas } from './compare-schemas.ts';
import type { SchemaChange } from './compare-schemas.ts';
import { consumerEffects } from './consumer-effects.ts';
import type { Readers } from './consumer-effects.ts';
import { objectAt, textAt, under } from './json.ts';
import type { LoadedDocument } from './load-document.ts';
import { plainSchemas } from './plain-schema.ts';
import { shapeOf } from './shape.ts';

export interface DiffResult {
  readonly from: DocumentInfo;
  readonly to: DocumentInfo;
  readonly changes: readonly Change[];
  /** True when the closures differ although `info.version` does not: a reader of the version cannot know. */
  readonly isVersionSilent: boolean;
}

export interface DocumentInfo {
  readonly source: string;
  readonly version: string;
  readonly models: number;
  readonly operations: number;
}

/** Every change, worst first. `readers` say which consumer uses what. @throws {TypeError} for a document without the operations. */
export function diffDocuments(older: LoadedDocument, newer: LoadedDocument, readers?: Readers): DiffResult {
  const before = closureOrThrow(older);
  const after = closureOrThrow(newer);
  const context = {
    oldPlain: plainSchemas(older.document, older.version),
    newPlain: plainSchemas(newer.document, newer.version),
  };
  const found: Found[] = [
    ...operationIds.flatMap((id) => operationChanges(id, before, after)),
    ...operationIds.flatMap((id) => bodyShapeChanges(id, before, after, context)),
    ...modelChanges(before, after, context),
  ];
  const changes = found.map((change): Change => {
    const effects = [...change.directions].map((direction) => effectOf(change.kind, direction, change.given));
    const { directions: _directions, given: _given, tokens: _tokens, model: _model, ...rest } = change;
    return {
      ...rest,
      effects,
      class: worst(effects.map((effect) => effect.class)),
      consumers:
        readers === undefined
          ? []
          : consumerEffects({ ...change, effects }, readers, {
              before,
              after,
              older: older.document,
              newer: newer.document,
            }),
    };
  });
  const rank = { breaking: 0, risky: 1, harmless: 2 };
  return {
    from: infoOf(older, before),
    to: infoOf(newer, after),
    changes: changes.toSorted((left, right) => rank[left.class] - rank[right.class]),
    isVersionSilent: changes.length > 0 && versionOf(older) === versionOf(newer),
  };
}

/** A change before it is judged: where it is in the data, and what the judgement depends on. */
export interface Found {
  readonly kind: ChangeKind;
  readonly scope: string;
  readonly member?: string;
  readonly from?: string;
  readonly to?: string;
  readonly pointer: string;
  readonly operations: readonly OperationId[];
  readonly directions: ReadonlySet<Direction>;
  readonly given: Circumstances;
  /** The model that holds the place, and the way from the model's root to it in data; `*` for items. */
  readonly model?: string;
  readonly tokens: readonly string[];
}

export interface CompareContext {
  readonly oldPlain: ReturnType<typeof plainSchemas>;
  readonly newPlain: ReturnType<typeof plainSchemas>;
}

function closureOrThrow(loaded: LoadedDocument): Closure {
  const closure = closureOf(loaded.document);
  if (closure.operations.length === 0)
    throw new TypeError(`Cannot compare description ${loaded.source}: it has none of the eight web backend operations`);
  return closure;
}

function operationChanges(id: OperationId, before: Closure, after: Closure): readonly Found[] {
  const old = before.operations.find((operation) => operation.id === id);
  const now = after.operations.find((operation) => operation.id === id);
  if (old === undefined && now === undefined) return [];
  const base = { operations: [id], tokens: [], given: {} } as const;
  if (now === undefined || old === undefined) {
    const one = now ?? old;
    return one === undefined
      ? []
      : [
          {
            ...base,
            kind: now === undefined ? 'operation-removed' : 'operation-added',
            scope: one.path,
            pointer: one.pointer,
            directions: new Set(['request']),
          },
        ];
  }
  return [...bodyChanges(old, now), ...statusChanges(old, now)];
}

function bodyChanges(old: DescribedOperation, now: DescribedOperation): readonly Found[] {
  if (old.body === now.body) return [];
  const kind =
    old.body === 'none'
      ? 'body-added'
      : now.body === 'none'
        ? 'body-removed'
        : now.body === 'required'
          ? 'body-required'
          : 'body-optional';
  return [
    {
      kind,
      scope: now.path,
      pointer: under(now.pointer, 'requestBody'),
      operations: [now.id],
      directions: new Set<Direction>(['request']),
      given: { isRequired: now.body === 'required' },
      from: old.request === undefined ? old.body : `${shapeOf(old.request.schema)}, ${old.body}`,
      to: now.request === undefined ? now.body : `${shapeOf(now.request.schema)}, ${now.body}`,
      tokens: [],
    },
  ];
}

function statusChanges(old: DescribedOperation, now: DescribedOperation): readonly Found[] {
  const gone = Object.keys(old.responses).filter((status) => !Object.hasOwn(now.responses, status));
  const come = Object.keys(now.responses).filter((status) => !Object.hasOwn(old.responses, status));
  return [
    ...gone.map((status) => statusChange('status-removed', old, status)),
    ...come.map((status) => statusChange('status-added', now, status)),
  ];
}

function statusChange(kind: ChangeKind, operation: DescribedOperation, status: string): Found {
  return {
    kind,
    scope: operation.path,
    member: status,
    pointer: under(operation.pointer, 'responses', status),
    operations: [operation.id],
    directions: new Set<Direction>(['response']),
    given: { isRequired: status.startsWith('2') },
    tokens: [],
  };
}

/** The schemas that stand in the operations themselves: usually a reference to a model. */
function bodyShapeChanges(id: OperationId, before: Closure, after: Closure, context: CompareContext): readonly Found[] {
  const old = before.operations.find((operation) => operation.id === id);
  const now = after.operations.find((operation) => operation.id === id);
  if (old === undefined || now === undefined) return [];
  const pairs = [
    { was: old.request, is: now.request, direction: 'request', label: 'request' } as const,
    ...Object.keys(old.responses).map(
      (status) =>
        ({ was: old.responses[status], is: now.responses[status], direction: 'response', label: status }) as const,
    ),
  ];
  return pairs.flatMap(({ was, is, direction, label }) =>
    was === undefined || is === undefined
      ? []
      : compareSchemas(was.schema, is.schema, { ...context, pointer: is.pointer, oldPointer: was.pointer }).map(
          (change) => ({
            ...located(change, `${now.path} ${label}`),
            operations: [id],
            directions: new Set<Direction>([direction]),
          }),
        ),
  );
}

function modelChanges(before: Closure, after: Closure, context: CompareContext): readonly Found[] {
  const names = [...new Set([...before.models.keys(), ...after.models.keys()])].toSorted();
  return names.flatMap((name): readonly Found[] => {
    const old = before.models.get(name);
    const now = after.models.get(name);
    const one = now ?? old;
    if (one === undefined) return [];
    const directions = new Set([...(old?.directions ?? []), ...(now?.directions ?? [])]);
    const operations = operationIds.filter((id) => old?.usedBy.has(id) === true || now?.usedBy.has(id) === true);
    if (old === undefined || now === undefined)
      return [
        {
          kind: now === undefined ? 'model-removed' : 'model-added',
          scope: name,
          [now === undefined ? 'from' : 'to']: shapeOf(one.schema),
          pointer: one.pointer,
          operations,
          directions,
          given: {},
          tokens: [],
        },
      ];
    // A model that only one side uses in a direction says nothing about that direction.
    const shared = new Set(
      [...directions].filter((direction) => old.directions.has(direction) && now.directions.has(direction)),
    );
    return compareSchemas(old.schema, now.schema, { ...context, pointer: now.pointer, oldPointer: old.pointer }).map(
      (change) => ({
        ...located(change, name),
        model: name,
        operations,
        directions: shared,
      }),
    );
  });
}

function located({ path, ...change }: SchemaChange, root: string): Omit<Found, 'operations' | 'directions'> {
  return { ...change, scope: [root, ...path].join('.').replaceAll('.*', '[]') };
}

function infoOf(loaded: LoadedDocument, closure: Closure): DocumentInfo {
  return {
    source: loaded.source,
    version: versionOf(loaded),
    models: closure.models.size,
    operations: closure.operations.length,
  };
}

function versionOf({ document }: LoadedDocument): string {
  return textAt(objectAt(document, 'info'), 'version') ?? 'none';
}
