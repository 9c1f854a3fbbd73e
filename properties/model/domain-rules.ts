/** What a valid body must satisfy beyond its schema, as every conforming server is known to accept it. */
import { operations } from '../../schemas/operations.ts';
import type { Operation } from '../../schemas/operations.ts';
import { validatorFor } from '../../src/validation/validator.ts';
import type { CaseStep } from './case.ts';
import { isObject, member } from './read-back.ts';

const uuidOf = /\{\{[a-z-]+(:\d+)*\}\}/g;

/** True for steps that may be sent as they are: valid ones obey every rule, the others are meant to break one. */
export function isWellFormed(step: CaseStep): boolean {
  return (
    step.intent.kind !== 'valid' ||
    step.operation === 'transport' ||
    brokenRules(step.operation, step.body).length === 0
  );
}

/** True unless the step claims to break its schema and, as serialised, does not break it where it says. */
export function stillBreaks(step: CaseStep): boolean {
  if (step.intent.kind !== 'invalid' || step.intent.label.kind !== 'schema' || step.operation === 'transport')
    return true;
  const { pointer: place } = step.intent.label;
  const operation: Operation = operations[step.operation];
  if (operation.request === undefined) return false;
  return validatorFor(operation.request)(filledIn(step.body)).some(
    ({ pointer }) => pointer === place || pointer.startsWith(`${place}/`),
  );
}

/** Names every rule that a body breaks; placeholders count as what they stand for. */
export function brokenRules(operationId: keyof typeof operations, body: unknown): readonly string[] {
  const operation: Operation = operations[operationId];
  if (operation.request === undefined) return body === undefined ? [] : ['a body where none is declared'];
  if (body === undefined) return ['no body'];
  const filled = filledIn(body);
  const violations = validatorFor(operation.request)(filled).map(({ pointer, message }) => `${pointer} ${message}`);
  return isObject(filled)
    ? [...violations, ...scheduleRules(filled), ...catalogRules(filled['syncCatalog']), ...textRules(filled)]
    : violations;
}

/** As it goes over the wire. Only ids are checked as UUIDs; names keep their placeholder. */
function filledIn(body: unknown): unknown {
  return JSON.parse(
    (JSON.stringify(body) ?? 'null').replaceAll(
      /"\{\{(?!name)[a-z-]+(:\d+)*\}\}"/g,
      '"aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa"',
    ),
  );
}

function scheduleRules(body: Readonly<Record<string, unknown>>): readonly string[] {
  const { scheduleType, scheduleData, schedule } = body;
  if (schedule !== undefined) return ['the legacy schedule is sent'];
  const basic = member(scheduleData, 'basicSchedule') !== undefined;
  const cron = member(scheduleData, 'cron') !== undefined;
  const fits =
    scheduleType === 'basic' ? basic && !cron : scheduleType === 'cron' ? cron && !basic : scheduleData === undefined;
  return fits ? [] : ['scheduleData does not fit scheduleType'];
}

function textRules(body: Readonly<Record<string, unknown>>): readonly string[] {
  return (['name', 'prefix', 'namespaceFormat'] as const).flatMap((key) => {
    const text = body[key];
    if (typeof text !== 'string') return [];
    return text.replace(uuidOf, 'n'.repeat(40)).length > 256 || text.includes('\0')
      ? [`${key} is too long or contains NUL`]
      : [];
  });
}

function catalogRules(catalog: unknown): readonly string[] {
  const streams = member(catalog, 'streams');
  if (!Array.isArray(streams)) return [];
  const identities = streams.map((entry) =>
    JSON.stringify([member(member(entry, 'stream'), 'namespace') ?? '', member(member(entry, 'stream'), 'name')]),
  );
  return [
    ...(new Set(identities).size < identities.length ? ['a stream occurs twice'] : []),
    ...streams.flatMap(streamRules),
  ];
}

function streamRules(entry: unknown): readonly string[] {
  const stream = member(entry, 'stream');
  const config = member(entry, 'config');
  if (stream === undefined || config === undefined || member(config, 'selected') !== true)
    return ['a stream is incomplete or not selected'];
  const fields = new Set(Object.keys(member(member(stream, 'jsonSchema'), 'properties') ?? {}));
  const supported = member(stream, 'supportedSyncModes');
  const broken: string[] = [];
  if (!Array.isArray(supported) || !supported.includes(member(config, 'syncMode')))
    broken.push('the sync mode is not supported');
  const incremental = member(config, 'syncMode') === 'incremental';
  const deduplicated = member(config, 'destinationSyncMode') === 'append_dedup';
  const cursor = headsOf([member(config, 'cursorField')]);
  const keys = headsOf(member(config, 'primaryKey'));
  if (incremental && !cursor.some((name) => fields.has(name))) broken.push('the cursor is not a field');
  if (deduplicated && (keys.length === 0 || keys.some((name) => !fields.has(name))))
    broken.push('the key is not a field');
  if (member(config, 'fieldSelectionEnabled') !== true) return broken;
  const selected = new Set(
    headsOf(
      (Array.isArray(member(config, 'selectedFields'))
        ? (member(config, 'selectedFields') as readonly unknown[])
        : []
      ).map((field) => member(field, 'fieldPath')),
    ),
  );
  if (selected.size === 0 || [...selected].some((name) => !fields.has(name)))
    broken.push('the selection is empty or names a missing field');
  if (incremental && cursor.some((name) => !selected.has(name))) broken.push('the selection lacks the cursor');
  if (deduplicated && keys.some((name) => !selected.has(name))) broken.push('the selection lacks the key');
  return broken;
}

function headsOf(paths: unknown): readonly string[] {
  return Array.isArray(paths)
    ? paths.flatMap((path: unknown) => (Array.isArray(path) && typeof path[0] === 'string' ? [path[0]] : []))
    : [];
}
