import { describe, expect, test } from 'vitest';
import { readSettings } from '../../load/settings.ts';

describe('the settings of a load script', () => {
  test('have defaults for all but the workspace, and leave out what is not set', () => {
    expect(readSettings({ AIRLOCK_WORKSPACE: 'w', AIRLOCK_RATE: '' })).toEqual({
      target: 'http://localhost:8000/api',
      workspaceId: 'w',
      headers: {},
      baseHeaders: {},
      operation: 'mixed',
      thresholds: {},
      warmUpSeconds: 2,
      timeoutSeconds: 30,
      insecure: false,
      seed: 1,
      userAgent: 'airlock',
    });
  });

  test('take client credentials and a certificate only where both parts are there', () => {
    expect(readSettings({ AIRLOCK_CLIENT_ID: 'id', AIRLOCK_TLS_KEY: 'key' })).not.toHaveProperty('client');
    expect(readSettings({ AIRLOCK_CLIENT_ID: 'id', AIRLOCK_CLIENT_SECRET: 's' }).client).toEqual({
      id: 'id',
      secret: 's',
    });
    expect(readSettings({ AIRLOCK_TLS_CERT: 'cert' })).not.toHaveProperty('clientCertificate');
    expect(readSettings({ AIRLOCK_TLS_CERT: 'c', AIRLOCK_TLS_KEY: 'k' }).clientCertificate).toEqual({
      cert: 'c',
      key: 'k',
    });
  });

  test.each([
    [{ AIRLOCK_RATE: 'fast' }, 'Cannot use AIRLOCK_RATE "fast": expected a number'],
    [{ AIRLOCK_VUS: '-1' }, 'Cannot use AIRLOCK_VUS "-1": expected a number'],
    [{ AIRLOCK_OPERATION: 'put' }, 'Cannot use AIRLOCK_OPERATION "put": expected list, get or mixed'],
  ])('refuse %o', (variables, line) => {
    expect(() => readSettings(variables)).toThrow(line);
  });

  test('take an address that was typed with a slash at its end', () => {
    const settings = readSettings({ AIRLOCK_TARGET: ' http://a/api/ ', AIRLOCK_BASE_TARGET: 'http://b/api//' });

    expect([settings.target, settings.baseTarget]).toEqual(['http://a/api', 'http://b/api']);
  });
});
