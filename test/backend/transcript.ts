/** A fixed conversation with a backend that touches every place where conforming servers differ. */
import type { RunningBackend } from '../../src/backend/start-backend.ts';

export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

/** Posts JSON to an operation of the backend, by the end of its path. */
export async function post(
  url: string,
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = { 'content-type': 'application/json' },
): Promise<Reply> {
  const payload = typeof body === 'string' ? Buffer.from(body) : Buffer.from(JSON.stringify(body) ?? '');
  const answer = await fetch(`${url}/v1/${path}`, { method: 'POST', body: payload, headers });
  const text = await answer.text();
  return { status: answer.status, body: parsed(text), headers: Object.fromEntries(answer.headers) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export const connections = 'web_backend/connections';
const jsonSchema = {
  type: 'object',
  properties: { identifier: { type: 'integer' }, at: { type: 'string' }, name: { type: 'string' } },
  additionalProperties: true,
};

/** A stream with its configuration. */
export function chosen(config: object = {}, stream: object = {}): object {
  return {
    stream: { name: 'users', jsonSchema, supportedSyncModes: ['full_refresh'], ...stream },
    config: { syncMode: 'full_refresh', destinationSyncMode: 'overwrite', selected: true, ...config },
  };
}

const selection = {
  fieldSelectionEnabled: true,
  selectedFields: [{ fieldPath: ['identifier'] }, { fieldPath: ['at'] }],
};
const incremental = { syncMode: 'incremental', destinationSyncMode: 'append' };
const bothModes = { supportedSyncModes: ['full_refresh', 'incremental'] };

const withStreams = (...streams: readonly object[]): object => ({ syncCatalog: { streams } });

/** Every answer in turn. Fresh ids are numbered, so that two conversations can be compared. */
export async function transcript(backend: RunningBackend): Promise<string> {
  const { url, workspaceId, sourceId, destinationId } = backend;
  const said: unknown[] = [];
  const say = async (path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<unknown> => {
    const { status, body: answer, headers: received } = await post(url, path, body, headers);
    said.push([path, status, received['content-type'], answer]);
    return answer;
  };
  const create = (members: object): Promise<unknown> =>
    say(`${connections}/create`, { sourceId, destinationId, status: 'inactive', ...members });
  const operation = (operatorConfiguration: object, name = 'Operation'): object => ({
    workspaceId,
    name,
    operatorConfiguration,
  });
  const first = await create({
    name: 'first',
    prefix: '',
    namespaceFormat: '',
    resourceRequirements: {},
    ...withStreams(chosen({}, { sourceDefinedCursor: false }), chosen(selection, { name: 'orders' })),
    operations: [
      operation({ operatorType: 'normalization', normalization: { option: 'basic' } }, 'One'),
      operation(
        { operatorType: 'webhook', webhook: { webhookConfigId: workspaceId, dbtCloud: { accountId: 1, jobId: 2 } } },
        'Two',
      ),
      operation({ operatorType: 'dbt', dbt: { gitRepoUrl: 'https://example.com/repository.git' } }, 'Three'),
    ],
  });
  await create({});
  await create(withStreams(chosen({ selectedFields: [{ fieldPath: ['at'] }] })));
  await create({ name: ' ' });
  await create({
    prefix: null,
    resourceRequirements: { cpu_limit: null },
    ...withStreams(chosen({ cursorField: null })),
  });
  await create({ resourceRequirements: { cpu_limit: 'much' } });
  await create(withStreams(chosen({}, { jsonSchema: { ...jsonSchema, default: null } })));
  await create({ scheduleType: 'basic', scheduleData: { basicSchedule: { timeUnit: 'hours', units: 2 ** 60 } } });
  await create(withStreams(chosen(incremental, bothModes)));
  await create(withStreams(chosen({ ...incremental, cursorField: ['at'] })));
  await create(withStreams(chosen({ destinationSyncMode: 'append_dedup' })));
  await create(
    withStreams(chosen({ ...selection, selectedFields: [...selection.selectedFields, { fieldPath: ['at'] }] })),
  );
  await create(withStreams(chosen({ selected: false })));
  await create(withStreams({ ...chosen(), config: undefined }));
  await create(withStreams(chosen({}, { jsonSchema: {} })));
  await create({ namespaceDefinition: 'customformat' });
  await create({ scheduleType: 'basic', scheduleData: { basicSchedule: { timeUnit: 'hours', units: 0 } } });
  await create({ scheduleType: 'basic', scheduleData: { basicSchedule: { timeUnit: 'hours', units: '24' } } });
  await create({ scheduleType: 'manual', scheduleData: { basicSchedule: { timeUnit: 'hours', units: 24 } } });
  await create({ name: '' });
  await create({ name: 'n'.repeat(257) });
  await create({
    operations: [
      operation({ operatorType: 'webhook', webhook: { executionUrl: 'https://example.com/', executionBody: '{}' } }),
    ],
  });
  await create(withStreams({ ...chosen(), undeclared: true }));
  const { connectionId } = first as { readonly connectionId: string };
  await say(`${connections}/get`, { connectionId: connectionId.toUpperCase() });
  await say(`${connections}/get`, { connectionId: 'no id' });
  await say(`${connections}/list`, { workspaceId });
  await say('web_backend/workspace/state', { workspaceId: unknownId });
  await say(`${connections}/list`, { workspaceId: unknownId });
  await say('web_backend/state/get_type', { connectionId: unknownId });
  await say(`${connections}/get`, { connectionId: unknownId });
  await say(`${connections}/get`, { connectionId }, {});
  await say(`${connections}/update`, { connectionId, status: 'deprecated' });
  await say(`${connections}/update`, { connectionId, status: 'inactive' });
  return numbered(JSON.stringify(said, undefined, 1));
}

export const unknownId = 'dddddddd-dddd-4ddd-8ddd-dddddddddddd';

/** The ids of the seeded resources. Fresh ids are random: one in 65,536 begins with 0000 too. */
const seeded = /^[0-9a-f]{8}-0000-4000-8000-/;

function numbered(text: string): string {
  const numbers = new Map<string, string>();
  return text.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => {
    if (seeded.test(id) || id === unknownId) return id;
    const number = numbers.get(id) ?? `#${numbers.size + 1}`;
    numbers.set(id, number);
    return number;
  });
}
