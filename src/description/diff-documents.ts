/** Compares the parts of two descriptions that the eight operations reach. */
import { objectAt, textAt } from '../json/json.ts';
import { under } from '../json/pointer.ts';
import { operationIds } from '../../schemas/operations.ts';
import type { OperationId } from '../../schemas/operations.ts';
import { statusFor } from '../../schemas/response-for.ts';
import { worst } from './change.ts';
import type { Change, ChangeKind } from './change.ts';
import { effectOf } from './classify.ts';
import { reachablePart } from './reachable-part.ts';
import type { ReachablePart, Direction, Model, Place } from './reachable-part.ts';
import { operationChanges } from './compare-operations.ts';
import { comparison } from './compare-schemas.ts';
import type { Comparison, Side } from './compare-schemas.ts';
import { consumerEffects } from './consumer-effects.ts';
import type { Readers } from './consumer-effects.ts';
import type { Found } from './found-change.ts';
import type { LoadedDocument } from './load-document.ts';
import { normalDocument } from './normal-document.ts';
import { plainSchemas } from './plain-schema.ts';
import { here, isOnlyName } from './schema-change.ts';
import type { SchemaChange } from './schema-change.ts';
import { schemaSummary } from './schema-summary.ts';
import { sourcePointers } from './source-pointer.ts';

export interface DiffResult {
  readonly from: DocumentInfo;
  readonly to: DocumentInfo;
  readonly changes: readonly Change[];
  /** True when the reachable parts differ and `info.version` does not: the version hides the change. */
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
  const before = sideOf(older);
  const after = sideOf(newer);
  const schemas = comparison(before, after);
  const found: Found[] = [
    ...operationIds.flatMap((id) => operationChanges(id, before.reachable, after.reachable)),
    ...operationIds.flatMap((id) => bodyTypeChanges(id, before.reachable, after.reachable, schemas)),
    ...sharedModelChanges(before.reachable, after.reachable, schemas),
  ];
  found.push(...nameChanges(before.reachable, after.reachable, schemas.renamed));
  const told = found.filter((change, index) => !isOnlyName(change) || index === found.findIndex(isSameName(change)));
  const changes = told.map((change): Change => {
    const effects = [...change.directions].map((direction) => effectOf(change.kind, direction, change.given));
    const { directions: _directions, given: _given, tokens: _tokens, model: _model, answer: _answer, ...rest } = change;
    return {
      ...rest,
      pointer: (isOnlyInOld.has(change.kind) ? before : after).pointerOf(change.pointer),
      effects,
      class: worst(effects.map((effect) => effect.class)),
      consumers: readers === undefined ? [] : consumerEffects({ ...change, effects }, readers, { before, after }),
    };
  });
  const rank = { breaking: 0, risky: 1, harmless: 2 };
  return {
    from: infoOf(older, before.reachable),
    to: infoOf(newer, after.reachable),
    changes: changes.toSorted((left, right) => rank[left.class] - rank[right.class]),
    isVersionSilent: changes.length > 0 && versionOf(older) === versionOf(newer),
  };
}

/** One name for another is told once, wherever it is used. */
function isSameName({ from, to }: Found): (other: Found) => boolean {
  return (other) => isOnlyName(other) && other.from === from && other.to === to;
}

/** Kinds whose place is in the old document only. */
const isOnlyInOld: ReadonlySet<ChangeKind> = new Set([
  'operation-removed',
  'status-removed',
  'model-removed',
  'member-removed',
]);

interface DocumentSide extends Side {
  readonly reachable: ReachablePart;
  /** From a place in normal form to the place in the document. */
  readonly pointerOf: (pointer: string) => string;
}

function sideOf(loaded: LoadedDocument): DocumentSide {
  const { document, version } = normalDocument(loaded);
  const reachable = reachablePart(document);
  if (reachable.operations.length === 0)
    throw new TypeError(`Cannot compare description ${loaded.source}: it has none of the eight web backend operations`);
  const plain = plainSchemas(document, version);
  // What is too large to be used is too large to be compared.
  for (const model of reachable.models.values()) plain.schemaOf(model.schema);
  return { document, reachable, models: reachable.models, plain, pointerOf: sourcePointers(loaded.document) };
}

/** The schemas that stand in the operations themselves: usually a reference to a model. */
function bodyTypeChanges(
  id: OperationId,
  before: ReachablePart,
  after: ReachablePart,
  schemas: Comparison,
): readonly Found[] {
  const old = before.operations.find((operation) => operation.id === id);
  const now = after.operations.find((operation) => operation.id === id);
  if (old === undefined || now === undefined) return [];
  const found = (changes: readonly SchemaChange[], direction: Direction, label: string): readonly Found[] =>
    changes.map((change) => ({
      ...located(change, `${now.path} ${label}`),
      operations: [id],
      directions: new Set<Direction>([direction]),
    }));
  const declared = [...new Set([old, now].flatMap(({ responses }) => Object.keys(responses)))];
  const answers = declared.flatMap((status) => {
    const [was, is] = [statusFor(Object.keys(old.responses), status), statusFor(Object.keys(now.responses), status)];
    if (was === undefined || is === undefined) return [];
    const changes = answerChanges(old.responses[was], now.responses[is], schemas, under(now.pointer, 'responses', is));
    return found(changes, 'response', status).map((change) => ({ ...change, answer: { status, declared } }));
  });
  const isSent = old.request !== undefined && now.request !== undefined;
  return [...(isSent ? found(schemas.compare(old.request, now.request), 'request', 'request') : []), ...answers];
}

function answerChanges(
  was: Place | undefined,
  is: Place | undefined,
  schemas: Comparison,
  pointer: string,
): readonly SchemaChange[] {
  if (was !== undefined && is !== undefined) return schemas.compare(was, is);
  if (was === is) return [];
  const given = { newFitsOld: was === undefined };
  return [here({ kind: 'type-changed', from: bodySummary(was), to: bodySummary(is), pointer, given })];
}

function bodySummary(place: Place | undefined): string {
  return place === undefined ? 'no body' : schemaSummary(place.schema);
}

function sharedModelChanges(before: ReachablePart, after: ReachablePart, schemas: Comparison): readonly Found[] {
  return [...before.models.values()]
    .toSorted((left, right) => left.name.localeCompare(right.name))
    .flatMap((old): readonly Found[] => {
      const now = after.models.get(old.name);
      if (now === undefined) return [];
      // A model that only one side uses in a direction says nothing about that direction.
      const directions = new Set([...old.directions].filter((direction) => now.directions.has(direction)));
      return schemas.compare(old, now).map((change) => ({
        ...located(change, old.name),
        model: old.name,
        operations: usersOf(old, now),
        directions,
      }));
    });
}

/** Names that only one side has. */
function nameChanges(
  before: ReachablePart,
  after: ReachablePart,
  renamed: ReadonlyMap<string, string>,
): readonly Found[] {
  const newNames = new Set(renamed.values());
  const gone = [...before.models.values()].filter(({ name }) => !after.models.has(name));
  const come = [...after.models.values()].filter(({ name }) => !before.models.has(name) && !newNames.has(name));
  return [
    ...gone.map((model) => {
      const now = after.models.get(renamed.get(model.name) ?? '');
      return now === undefined
        ? named('model-removed', model, { from: schemaSummary(model.schema) })
        : named('model-renamed', now, { from: model.name, to: now.name });
    }),
    ...come.map((model) => named('model-added', model, { to: schemaSummary(model.schema) })),
  ];
}

function named(kind: ChangeKind, model: Model, shapes: Pick<Found, 'from' | 'to'>): Found {
  return {
    kind,
    scope: model.name,
    ...shapes,
    pointer: model.pointer,
    operations: usersOf(model),
    directions: model.directions,
    given: {},
    tokens: [],
  };
}

function usersOf(...models: readonly Model[]): readonly OperationId[] {
  return operationIds.filter((id) => models.some(({ usedBy }) => usedBy.has(id)));
}

function located({ path, ...change }: SchemaChange, root: string): Omit<Found, 'operations' | 'directions' | 'answer'> {
  return { ...change, scope: [root, ...path].join('.').replaceAll('.*', '[]') };
}

function infoOf(loaded: LoadedDocument, reachable: ReachablePart): DocumentInfo {
  return {
    source: loaded.source,
    version: versionOf(loaded),
    models: reachable.models.size,
    operations: reachable.operations.length,
  };
}

function versionOf({ document }: LoadedDocument): string {
  return textAt(objectAt(document, 'info'), 'version') ?? 'none';
}
