/** Examines what a run needs on this machine: Node, Pact's native library, k6, a readable configuration. */
import { defined } from '../../json/defined.ts';
import { existsSync } from 'node:fs';
import { text } from '../options/option-values.ts';
import type { Options } from '../options/option-values.ts';
import type { Examined } from './examined.ts';

export async function examineEnvironment(options: Options): Promise<readonly Examined[]> {
  return [
    // A Node that is too old ends every command before this line.
    { name: 'Node', ok: true, detail: process.version },
    { name: 'configuration', ok: true, detail: configurationOf(options) },
    await examinePact(),
    await examineK6(text(options, 'k6')),
  ];
}

async function examinePact(): Promise<Examined> {
  try {
    await import('@pact-foundation/pact');
    return { name: 'Pact', ok: true, detail: 'the native library loads' };
  } catch (error) {
    return {
      name: 'Pact',
      ok: false,
      code: 4,
      detail: `the native library does not load: ${firstLine(error)}; npm ci installs it for Linux (glibc), macOS and Windows`,
    };
  }
}

/** A missing k6 does not fail: the first load test installs it. */
async function examineK6(named: string | undefined): Promise<Examined> {
  const { findK6 } = await import('../../performance/find-k6.ts');
  try {
    const { path, version } = await findK6({ install: false, ...defined({ named }) });
    return { name: 'k6', ok: true, detail: `${version} at ${path}` };
  } catch (error) {
    const detail =
      named === undefined ? 'not there yet: the first load test installs it, or set K6_BIN' : firstLine(error);
    return {
      name: 'k6',
      ok: named === undefined,
      detail,
      ...defined({ code: named === undefined ? undefined : (4 as const) }),
    };
  }
}

/** An unreadable file or an unknown option in it ends every command before this line. */
function configurationOf(options: Options): string {
  const file = text(options, 'config') ?? 'airlock.config.json';
  return existsSync(file) ? `${file}, every option in it is known` : `no ${file}; options and environment only`;
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
