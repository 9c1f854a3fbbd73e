/** `--ca`, `--cert` and `--key`, read and tried before anything is sent. */
import { defined } from '../../json/defined.ts';
import { createSecureContext } from 'node:tls';
import { readText } from '../../files/read-text.ts';
import type { TargetOptions } from '../../target/target-options.ts';
import { UsageError } from '../usage-error.ts';

/** The options as given: names of files. */
export interface TlsFiles {
  readonly ca: string | undefined;
  readonly cert: string | undefined;
  readonly key: string | undefined;
  readonly insecure: boolean;
}

/** Reads the files. @throws {UsageError} for files that are missing, hold something else, or do not belong together. */
export function tlsOptionsOf({ insecure, ...files }: TlsFiles): TargetOptions['tls'] {
  const [ca, cert, key] = [pemOf(files.ca, 'ca'), pemOf(files.cert, 'cert'), pemOf(files.key, 'key')];
  if ((cert === undefined) !== (key === undefined))
    throw new UsageError('Cannot use a client certificate: --cert and --key go together');
  try {
    createSecureContext(defined({ ca, cert, key }));
  } catch (error) {
    const names = [...(ca === undefined ? [] : ['--ca']), ...(cert === undefined ? [] : ['--cert', '--key'])].join(
      ', ',
    );
    const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new UsageError(`Cannot use ${names}: ${line}; expected PEM, and a certificate with its own key`);
  }
  const tls = defined({ ca, cert, key, insecure: insecure ? true : undefined });
  return Object.keys(tls).length === 0 ? undefined : tls;
}

/** OpenSSL ignores a file without PEM; the connection would fail later for another reason. */
function pemOf(file: string | undefined, name: 'ca' | 'cert' | 'key'): string | undefined {
  if (file === undefined) return undefined;
  const what = name === 'key' ? 'PRIVATE KEY' : 'CERTIFICATE';
  const content = contentOf(file, name);
  if (!new RegExp(`-----BEGIN [A-Z ]*${what}-----`).test(content))
    throw new UsageError(`Cannot use --${name} "${file}": it holds no ${what.toLowerCase()}; expected PEM`);
  return content;
}

function contentOf(file: string, name: string): string {
  try {
    return readText(file);
  } catch {
    throw new UsageError(`Cannot read --${name} "${file}": it is not there or not readable; expected a file in PEM`);
  }
}
