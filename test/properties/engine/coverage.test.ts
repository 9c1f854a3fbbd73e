import { describe, expect, test } from 'vitest';
import { Coverage } from '../../../properties/engine/coverage.ts';
import { operations20 } from '../../../schemas/airbyte-2.0/operations.ts';

const step = {
  operation: 'webBackendListConnectionsForWorkspace',
  body: { workspaceId: '{{workspace}}', pageSize: 5, sortKey: 'connectionName_asc' },
  intent: { kind: 'valid' },
} as const;

describe('what a run has not sent', () => {
  test('is told by the release at hand', () => {
    const of2023 = new Coverage().missing().branches;
    const of20 = new Coverage(operations20).missing().branches;

    expect(of2023).toContain('webBackendCreateConnection /geography=eu');
    expect(of20.filter((branch) => branch.includes('geography'))).toEqual([]);
    expect(of20).toContain('webBackendListConnectionsForWorkspace /filters/states/*=active');
  });

  test('loses the members and the values that a valid body had', () => {
    const coverage = new Coverage(operations20);

    coverage.add(step);

    const { branches } = coverage.missing();
    expect(branches).not.toContain('webBackendListConnectionsForWorkspace /pageSize');
    expect(branches).not.toContain('webBackendListConnectionsForWorkspace /sortKey=connectionName_asc');
    expect(branches).toContain('webBackendListConnectionsForWorkspace /sortKey=connectionName_desc');
  });
});
