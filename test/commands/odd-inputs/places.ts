/** What stands for `{name}` in the rows: servers that run for the test, and files that it brings along. */
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { startBackend } from '../../../src/backend/start-backend.ts';
import { serverTls, tlsFiles } from '../../target/tls-files.ts';
import { startOddServers } from './odd-servers.ts';

export interface Places {
  readonly byName: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Below the ports that systems give away: one of those may belong to a server of another test by now. */
const nobodyHost = '127.0.0.1:29999';

export async function openPlaces(): Promise<Places> {
  const backend = await startBackend();
  const locked = await startBackend({ auth: { username: 'airlock', password: 'right' } });
  const ipv6 = await startBackend({ host: '::1' });
  const odd = await startOddServers(backend.url);
  const tls = createTlsServer(serverTls(), (_, response) => response.end('{}'));
  const tlsPort = await listening(tls);
  const { host, port } = new URL(backend.url);
  return {
    byName: {
      ...odd.places,
      backend: backend.url,
      host,
      port,
      workspace: backend.workspaceId,
      ipv6: ipv6.url,
      locked: locked.url,
      lockedWorkspace: locked.workspaceId,
      tls: `https://127.0.0.1:${tlsPort}/api`,
      nobody: `http://${nobodyHost}/api`,
      nobodyHost,
      proxy: `http://${nobodyHost}`,
      clientCertificate: tlsFiles.cert,
      clientKey: tlsFiles.key,
      serverKey: fileURLToPath(new URL('../../target/tls/server.key', import.meta.url)),
      node: process.execPath,
    },
    async close() {
      tls.closeAllConnections();
      await Promise.all([
        new Promise((resolve) => tls.close(resolve)),
        odd.close(),
        backend.close(),
        locked.close(),
        ipv6.close(),
      ]);
    },
  };
}

async function listening(server: ReturnType<typeof createTlsServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port; // listens on a port
}
