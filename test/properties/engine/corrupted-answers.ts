/** Ways to corrupt the answers of the fake target, and bodies to do it to. */
import { stream } from './case-steps.ts';
import type { Asked, Reply, Corruption } from './fake-target.ts';

/** Changes the JSON of one operation's answers with 200. */
export function changing(
  operation: Asked['operation'],
  change: (json: Record<string, unknown>, asked: Asked) => void,
): Corruption {
  return (reply, asked) => {
    if (asked.operation === operation && reply.status === 200) change(reply.json as Record<string, unknown>, asked); // of the operation's own shape
    return undefined;
  };
}

export const getId = 'webBackendGetConnection';
export const createId = 'webBackendCreateConnection';
export const updateId = 'webBackendUpdateConnection';
export const listId = 'webBackendListConnectionsForWorkspace';
export const put = (json: object, members: object): void => void Object.assign(json, members);
export const always =
  (operation: Asked['operation'], members: Partial<Reply>): Corruption =>
  (reply, asked) =>
    asked.operation === operation ? { ...reply, ...members } : undefined;
export const operationNamed = (name: string): object => ({
  workspaceId: '{{workspace}}',
  name,
  operatorConfiguration: { operatorType: 'normalization', normalization: { option: 'basic' } },
});
export const selection = {
  fieldSelectionEnabled: true,
  selectedFields: [{ fieldPath: ['id'] }, { fieldPath: ['at'] }],
};
export const selected = { syncCatalog: { streams: [stream('users', selection)] } };
export const itemsOf = (json: unknown): object[] => (json as { connections: object[] }).connections;
export const daily = { scheduleType: 'basic', scheduleData: { basicSchedule: { timeUnit: 'days', units: 1 } } };
