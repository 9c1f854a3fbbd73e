/** Certificates for tests; `tls/README.md` says whose. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const fileOf = (name: string): string => fileURLToPath(new URL(`tls/${name}`, import.meta.url));

export const tlsFiles = {
  ca: fileOf('ca.pem'),
  cert: fileOf('client.pem'),
  key: fileOf('client.key'),
} as const;

/** For a server; `mutual` turns clients without a certificate away. */
export function serverTls({ mutual = false } = {}): {
  readonly cert: Buffer;
  readonly key: Buffer;
  readonly ca: Buffer;
  readonly requestCert: boolean;
} {
  return {
    cert: readFileSync(fileOf('server.pem')),
    key: readFileSync(fileOf('server.key')),
    ca: readFileSync(tlsFiles.ca),
    requestCert: mutual,
  };
}
