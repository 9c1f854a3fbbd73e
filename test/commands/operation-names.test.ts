import { describe, expect, test } from 'vitest';
import { operationIds, operations } from '../../schemas/operations.ts';
import { operationNamed, operationsIn, shortNames } from '../../src/commands/options/operation-names.ts';
import { operationOf } from '../../src/commands/load/load-settings.ts';
import { runInProcess } from './run-in-process.ts';

describe.each(operationIds)('%s is named', (id) => {
  const { label, path } = operations[id];

  test.each([
    id,
    id.toLowerCase(),
    label,
    shortNames[id],
    path,
    `/api${path}`,
    `api${path}/`,
    `http://localhost:8000/api${path}`,
  ])('by %s', (word) => {
    expect(operationNamed(word)).toBe(id);
  });
});

test('short names are told apart', () => {
  expect(new Set(Object.values(shortNames)).size).toBe(operationIds.length);
});

test.each(['', 'connections', 'v1/connections/get/more', 'gets', 'transport'])('"%s" names no operation', (word) => {
  expect(operationNamed(word)).toBeUndefined();
});

test('a list may mix the ways, and a mistake is answered with what was meant', () => {
  expect(operationsIn({ operations: 'get, connections/list,webBackendGetConnection' }, 'operations')).toEqual([
    'webBackendGetConnection',
    'webBackendListConnectionsForWorkspace',
  ]);
  expect(() => operationsIn({ operations: 'conections/get' }, 'operations')).toThrow(/did you mean "connections\/get"/);
});

test('a load test takes the same names for what it can call', () => {
  expect(operationOf({ operation: 'connections/get' })).toBe('get');
  expect(operationOf({ operation: 'webBackendListConnectionsForWorkspace' })).toBe('list');
  expect(operationOf({ operation: 'mixed' })).toBe('mixed');
  expect(() => operationOf({ operation: 'create' })).toThrow(/expected list, get, mixed; ids and paths/);
});

describe('airlock fuzz', () => {
  test('--list-operations shows every name of every operation, and sends nothing', async () => {
    const { stdout, exitCode } = await runInProcess(['fuzz', '--list-operations']);

    for (const id of operationIds)
      expect(stdout).toMatch(
        new RegExp(`^${id} +${operations[id].label} +${shortNames[id]} +POST ${operations[id].path}`, 'm'),
      );
    expect(exitCode).toBe(0);
  });

  test('--list-checks shows id, severity and law of each check', async () => {
    const { allChecks } = await import('../../properties/checks/all-checks.ts');

    const { stdout } = await runInProcess(['fuzz', '--list-checks']);

    expect(stdout.trimEnd().split('\n')).toHaveLength(allChecks.length);
    for (const { id, severity } of allChecks) expect(stdout).toMatch(new RegExp(`^${id} +${severity} +`, 'm'));
    expect(stdout).toContain(allChecks[0]?.law);
  });

  test('takes short names of operations', async () => {
    const { stdout, exitCode } = await runInProcess([
      'fuzz',
      '--dry-run',
      '--operations',
      'geographies',
      '--seed',
      '1',
      '--phases',
      'valid',
    ]);

    expect(stdout).toContain('webBackendListGeographies');
    expect(exitCode).toBe(0);
  });
});
