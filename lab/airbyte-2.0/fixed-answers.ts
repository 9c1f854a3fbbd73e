/** What the server answers to GET: how it is, which release it is, and its description. */
import type { Credentials } from './credentials.ts';
import { description } from './description.ts';
import { organizationId } from './handlers.ts';
import { seeded } from './seed.ts';

/** `undefined` for a path that is not served with GET. */
export function fixedAnswer(
  path: string | undefined,
  credentials: Credentials,
): { readonly type: string; readonly body: string } | undefined {
  if (path === '/v1/openapi') return { type: 'text/plain', body: description() };
  const value = fixedValue(path, credentials);
  return value === undefined ? undefined : { type: 'application/json', body: JSON.stringify(value) };
}

function fixedValue(path: string | undefined, credentials: Credentials): unknown {
  if (path === '/v1/health') return { available: true };
  if (path === '/v1/web_backend/config') return { version: '2.0.0', edition: 'community' };
  if (path !== '/v1/instance_configuration') return undefined;
  return {
    edition: 'community',
    version: '2.0.0',
    auth: { mode: credentials.isOn ? 'simple' : 'none' },
    airbyteUrl: 'http://localhost:8001',
    initialSetupComplete: true,
    defaultUserId: organizationId,
    defaultOrganizationId: organizationId,
    defaultOrganizationEmail: 'admin@example.com',
    defaultWorkspaceId: seeded.workspaceId,
    trackingStrategy: 'logging',
    licenseStatus: 'pro',
  };
}
