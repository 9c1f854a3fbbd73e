/**
 * `airlock-harness/arbitraries`: what the fuzzer sends, as arbitraries of fast-check for any test. Bodies are complete: they have the ids
 * of the settings, and every conforming server accepts a valid one, and refuses an invalid one, as it is.
 */
import type { Arbitrary } from 'fast-check';
import { catalog } from '../../properties/arbitraries/catalog.ts';
import { createBody, idle, listBody, updateBody } from '../../properties/arbitraries/connection-bodies.ts';
import { sizeProfiles } from '../../properties/arbitraries/generation-context.ts';
import type { SizeProfile } from '../../properties/arbitraries/generation-context.ts';
import { invalidBody } from '../../properties/arbitraries/invalid-bodies.ts';
import { withDoubles } from '../json/parse-json.ts';
import { contextOf, descriptionOf, filled, forRelease } from './generation.ts';
import type { Given } from './generation.ts';
import { refuseUnusable } from './refuse-unusable.ts';
import type { SettingsTable } from './refuse-unusable.ts';
import type { Model, RequestBody } from './schemas.ts';
import { flag, id, oneOf, release } from './settings.ts';
import type { ReleaseId } from './settings.ts';

export { UsageError } from '../commands/usage-error.ts';
export type { ReleaseId } from './settings.ts';

/**
 * How large catalogs are: `tiny` has at most two streams of four fields, `typical` up to 30 of 60 after the figures of real catalogs,
 * `wide` few streams of up to 300 fields, `large` hundreds of streams, `huge` 5000, `demo` a single plain one.
 */
export type Size = SizeProfile;

/** Bodies by release. By name instead of by a condition, so that the compiler never works out both at once. */
interface CreateBodyOf {
  readonly '0.44': RequestBody<'webBackendCreateConnection'>;
  readonly '2.0': RequestBody<'webBackendCreateConnection', '2.0'>;
}

interface UpdateBodyOf {
  readonly '0.44': RequestBody<'webBackendUpdateConnection'>;
  readonly '2.0': RequestBody<'webBackendUpdateConnection', '2.0'>;
}

interface ListBodyOf {
  readonly '0.44': RequestBody<'webBackendListConnectionsForWorkspace'>;
  readonly '2.0': RequestBody<'webBackendListConnectionsForWorkspace', '2.0'>;
}

interface CatalogOf {
  readonly '0.44': Model<'AirbyteCatalog'>;
  readonly '2.0': Model<'AirbyteCatalog', '2.0'>;
}

interface ReleaseSettings<Release extends ReleaseId> {
  /** Whose members there are; 0.44 unless told otherwise. */
  readonly release?: Release;
}

interface SizeSettings {
  /** `typical` unless told otherwise. */
  readonly size?: Size;
}

/** Settings of `catalogs`. */
export interface CatalogSettings<Release extends ReleaseId = '0.44'> extends ReleaseSettings<Release>, SizeSettings {}

interface WriteSettings<Release extends ReleaseId> extends ReleaseSettings<Release> {
  readonly workspaceId: string;
  /** What names of connections begin with, at most 40 characters; `connection` unless told otherwise. */
  readonly name?: string;
  /** Tags of the workspace that bodies may have, since release 2.0; none unless told otherwise. */
  readonly tags?: readonly Model<'Tag', '2.0'>[];
  /** Connections may be active with a schedule, so that a real server starts to sync; false unless told otherwise. */
  readonly activeSchedules?: boolean;
}

interface CreateIds {
  readonly sourceId: string;
  readonly destinationId: string;
}

interface UpdateIds {
  readonly connectionId: string;
  /** Operations of the connection, which updates may keep; without them, operations of an update are new ones. */
  readonly operationIds?: readonly string[];
  /** Catalogs may come without `skipReset`, so that a real server resets streams; false unless told otherwise. */
  readonly reset?: boolean;
  /** Updates may have the notification flags, which servers before 8 May 2023 apply to every connection; false unless told otherwise. */
  readonly notificationFlags?: boolean;
}

/** Settings of `createBodies`. */
export interface CreateSettings<Release extends ReleaseId = '0.44'>
  extends WriteSettings<Release>, CreateIds, SizeSettings {}

/** Settings of `updateBodies`. */
export interface UpdateSettings<Release extends ReleaseId = '0.44'>
  extends WriteSettings<Release>, UpdateIds, SizeSettings {}

/** Settings of `listBodies`. */
export interface ListSettings<Release extends ReleaseId = '0.44'> extends ReleaseSettings<Release>, CreateIds {
  readonly workspaceId: string;
}

interface HarmSettings {
  /** Bodies that damage released servers as well, as `schemas/traps.ts` lists them; false unless told otherwise. */
  readonly harmful?: boolean;
}

/** Settings of `invalidCreateBodies`. */
export interface InvalidCreateSettings<Release extends ReleaseId = '0.44'>
  extends WriteSettings<Release>, CreateIds, HarmSettings {}

/** Settings of `invalidUpdateBodies`. */
export interface InvalidUpdateSettings<Release extends ReleaseId = '0.44'>
  extends WriteSettings<Release>, UpdateIds, HarmSettings {}

/** A body that every conforming server refuses with 4xx, and the one rule that it breaks. */
export interface InvalidBody {
  readonly body: unknown;
  readonly label: InvalidLabel;
}

/** Which rule is broken: a keyword of the schema, or a rule that no schema expresses. */
export interface InvalidLabel {
  readonly kind: 'schema' | 'semantic';
  /** Such as `required`, `enum`, `cron` or `field-selection`. */
  readonly keyword: string;
  /** JSON pointer to the place in the body. */
  readonly pointer: string;
  /** In words, such as "a selection without the cursor". */
  readonly description: string;
}

/**
 * Catalogs of selected streams with distinct identities: modes are supported, cursors, keys and selections are fields that there are,
 * and names are as awkward as real ones. Shrinks to few streams with few plain fields.
 * @throws {UsageError} for a setting that cannot be used.
 */
export function catalogs<const Release extends ReleaseId = '0.44'>(
  settings: CatalogSettings<Release> = {},
): Arbitrary<CatalogOf[Release]> {
  const given = checked(settings, { release, size }, 'catalogs');
  return catalog(contextOf(given)).map(withDoubles) as Arbitrary<CatalogOf[Release]>; // of its release
}

/** Bodies of connections/create that are accepted. @throws {UsageError} for a setting that cannot be used. */
export function createBodies<const Release extends ReleaseId = '0.44'>(
  settings: CreateSettings<Release>,
): Arbitrary<CreateBodyOf[Release]> {
  const given = checked(settings, { ...writeTable, ...createTable, size }, 'createBodies');
  return complete('webBackendCreateConnection', createBody(contextOf(given)), given);
}

/** Bodies of connections/update that are accepted: any subset of what an update may change. @throws {UsageError} for a setting that cannot be used. */
export function updateBodies<const Release extends ReleaseId = '0.44'>(
  settings: UpdateSettings<Release>,
): Arbitrary<UpdateBodyOf[Release]> {
  const given = checked(settings, { ...writeTable, ...updateTable, size }, 'updateBodies');
  return complete('webBackendUpdateConnection', updateBody(contextOf(given), 1), given);
}

/** Bodies of connections/list, with every kind of filter that the release has. @throws {UsageError} for a setting that cannot be used. */
export function listBodies<const Release extends ReleaseId = '0.44'>(
  settings: ListSettings<Release>,
): Arbitrary<ListBodyOf[Release]> {
  const given = checked(settings, { release, workspaceId: required, ...createTable }, 'listBodies');
  return complete('webBackendListConnectionsForWorkspace', listBody(contextOf(given)), given);
}

/** Bodies of connections/create with one broken rule each; shrinking keeps the rule. @throws {UsageError} for a setting that cannot be used. */
export function invalidCreateBodies<const Release extends ReleaseId = '0.44'>(
  settings: InvalidCreateSettings<Release>,
): Arbitrary<InvalidBody> {
  const given = checked(settings, { ...writeTable, ...createTable, harmful: flag }, 'invalidCreateBodies');
  return broken('webBackendCreateConnection', createBody({ ...contextOf(given), size: 'tiny' }), given);
}

/** Bodies of connections/update with one broken rule each; shrinking keeps the rule. @throws {UsageError} for a setting that cannot be used. */
export function invalidUpdateBodies<const Release extends ReleaseId = '0.44'>(
  settings: InvalidUpdateSettings<Release>,
): Arbitrary<InvalidBody> {
  const given = checked(settings, { ...writeTable, ...updateTable, harmful: flag }, 'invalidUpdateBodies');
  const context = { ...contextOf(given), size: 'tiny' } as const;
  const bodies = updateBody(context, 1).map((body) => idle(body, context));
  return broken('webBackendUpdateConnection', bodies, given);
}

const size = oneOf(Object.keys(sizeProfiles));
const required = { ...id, isRequired: true } as const;

const writeTable: SettingsTable = {
  release,
  workspaceId: required,
  // A placeholder of a name counts as forty characters where lengths are checked.
  name: { schema: { type: 'string', minLength: 1, maxLength: 40 }, expected: 'a text of 1 to 40 characters' },
  tags: {
    schema: { type: 'array', items: { type: 'object', required: ['tagId', 'workspaceId', 'name', 'color'] } },
    expected: 'a list of tags with tagId, workspaceId, name and color',
  },
  activeSchedules: flag,
};

const createTable: SettingsTable = { sourceId: required, destinationId: required };

const updateTable: SettingsTable = {
  connectionId: required,
  operationIds: { schema: { type: 'array', items: id.schema }, expected: 'a list of UUIDs' },
  reset: flag,
  notificationFlags: flag,
};

type Checked = Given & { readonly harmful?: boolean };

function checked(settings: unknown, table: SettingsTable, place: string): Checked {
  refuseUnusable(settings, table, place);
  return settings as Checked; // the table has looked at each
}

/** The bodies have the type of their operation at the release of the settings. */
function complete<Body>(
  operation: 'webBackendCreateConnection' | 'webBackendUpdateConnection' | 'webBackendListConnectionsForWorkspace',
  bodies: Arbitrary<unknown>,
  given: Given,
): Arbitrary<Body> {
  return forRelease(operation, bodies, given).map((body) => filled(body, given) as Body); // a test compares with its schema
}

function broken(
  operation: 'webBackendCreateConnection' | 'webBackendUpdateConnection',
  bodies: Arbitrary<unknown>,
  given: Checked,
): Arbitrary<InvalidBody> {
  const options = { operation, description: descriptionOf(given), harmful: given.harmful === true };
  return invalidBody(forRelease(operation, bodies, given), options).map(({ body, label }) => ({
    body: filled(body, given),
    label,
  }));
}
