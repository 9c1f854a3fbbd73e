/** What is refused, and in which words. Seen on a real server of release 0.44.5. */
import { describe, expect, test } from 'vitest';
import {
  serveEachTest,
  server,
  write,
  created,
  actors,
  updated,
  messageOf,
  createdWithStream,
  normalization,
  field,
} from './emulated-server.ts';

serveEachTest();

describe('refusals', () => {
  test('a foreign destination and a foreign operation are named', async () => {
    const foreign = await write('create', JSON.stringify({ ...actors(), destinationId: server.foreignDestinationId }));
    const operation = await write(
      'create',
      JSON.stringify({ ...actors(), operations: [{ ...normalization('a'), workspaceId: server.foreignWorkspaceId }] }),
    );

    expect(messageOf(foreign)).toContain('Source and destination do not belong to the same workspace');
    expect(messageOf(operation)).toContain('Operation and connection do not belong to the same workspace');
    expect([foreign.status, operation.status]).toEqual([500, 500]);
  });

  test.each([
    [{ selectedFields: undefined }, 422, 'Requested field selection but no selected fields provided'],
    [{ selectedFields: [{}] }, 422, 'Selected field path cannot be empty'],
    [{ selectedFields: [null] }, 500, ''],
    [{ selectedFields: [{ fieldPath: ['a', 'b'] }] }, 500, 'Nested field selection not supported'],
    [{ destinationSyncMode: 'append_dedup' }, 500, ''],
    [{ syncMode: 'incremental' }, 500, ''],
    [{ selectedFields: [] }, 200, ''],
  ])('field selection with %j is answered with %i', async (config, status, words) => {
    const answer = await createdWithStream({}, { fieldSelectionEnabled: true, selectedFields: field('id'), ...config });

    expect(answer.status).toBe(status);
    expect(messageOf(answer)).toContain(words);
  });

  test('a schedule is refused differently by create and by update', async () => {
    const { connectionId } = await created({ scheduleType: 'manual', scheduleData: { cron: {} } });

    const without = await updated(connectionId, { scheduleData: {} });
    const manual = await updated(connectionId, { scheduleType: 'manual', scheduleData: {} });
    const half = await updated(connectionId, { scheduleType: 'basic', scheduleData: {} });
    const fresh = await write('create', JSON.stringify({ ...actors(), scheduleType: 'basic' }));

    expect([without.status, manual.status, half.status, fresh.status]).toEqual([500, 500, 422, 422]);
    expect(messageOf(half)).toContain('if schedule type is basic, then scheduleData.basic must be populated');
    expect(messageOf(fresh)).toContain('schedule data must be populated if schedule type is populated');
  });
});
