/** Steps to build cases with. */
import type { OperationId } from '../../../schemas/operations.ts';
import type { Case, CaseStep, OperationStep } from '../../../properties/model/case.ts';

const valid = { kind: 'valid' } as const;

export const field = (name: string, type = 'string'): readonly [string, unknown] => [name, { type }];

export function stream(name: string, config: object = {}, more: object = {}): object {
  return {
    stream: {
      name,
      jsonSchema: {
        type: 'object',
        properties: Object.fromEntries([field('id', 'integer'), field('at'), field('text')]),
      },
      supportedSyncModes: ['full_refresh', 'incremental'],
      ...more,
    },
    config: { syncMode: 'full_refresh', destinationSyncMode: 'overwrite', selected: true, ...config },
  };
}

export function create(handle: number, members: object = {}): OperationStep {
  return {
    operation: 'webBackendCreateConnection',
    handle,
    body: {
      name: '{{name}}',
      sourceId: '{{source}}',
      destinationId: '{{destination}}',
      status: 'inactive',
      prefix: 'before_',
      syncCatalog: { streams: [stream('users'), stream('orders')] },
      ...members,
    },
    intent: valid,
  };
}

export function update(handle: number, members: object = {}): OperationStep {
  return {
    operation: 'webBackendUpdateConnection',
    handle,
    body: { connectionId: `{{connection:${handle}}}`, ...members },
    intent: valid,
  };
}

export function get(handle: number): OperationStep {
  return {
    operation: 'webBackendGetConnection',
    handle,
    body: { connectionId: `{{connection:${handle}}}` },
    intent: valid,
  };
}

export function list(filters: object = {}): OperationStep {
  return {
    operation: 'webBackendListConnectionsForWorkspace',
    body: { workspaceId: '{{workspace}}', ...filters },
    intent: valid,
  };
}

export function ask(operation: OperationId, body?: object, handle?: number): OperationStep {
  return {
    operation,
    ...(body === undefined ? {} : { body }),
    ...(handle === undefined ? {} : { handle }),
    intent: valid,
  };
}

export function invalid(step: OperationStep, members: object, pointer: string, permitted = false): OperationStep {
  return {
    ...step,
    body: { ...(step.body as object), ...members },
    intent: {
      kind: permitted ? 'permitted' : 'invalid',
      label: { kind: 'schema', keyword: 'enum', pointer, description: `a broken ${pointer}` },
    },
  };
}

export function grouped(step: OperationStep, group = 1): OperationStep {
  return { ...step, group };
}

export function caseOf(...steps: readonly CaseStep[]): Case {
  return { phase: 'sequences', steps, path: 'test:0:0' };
}
