/** Finds k6 where it was named, on the PATH or in the cache; else installs it there once. */
import { defined } from '../json/defined.ts';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import type { Emit } from '../report/events.ts';
import { helperEnvironment } from '../target/helper-environment.ts';
import { installK6, cachedK6 } from './install-k6.ts';
import { ToolMissingError } from './tool-missing-error.ts';

const run = promisify(execFile);

export interface K6 {
  readonly path: string;
  /** Such as `v2.2.0`. */
  readonly version: string;
}

export interface FindOptions {
  /** From `--k6` or `K6_BIN`. */
  readonly named?: string;
  readonly emit?: Emit;
  /** False never installs k6. */
  readonly install?: boolean;
  readonly environment?: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
}

/** @throws {ToolMissingError} with one line that says how to get it. */
export async function findK6(options: FindOptions = {}): Promise<K6> {
  const environment = options.environment ?? process.env;
  if (options.named !== undefined && options.named !== '')
    return verified(options.named, `Cannot use k6 at "${options.named}"`);
  const onPath = (environment['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'k6'))
    .find((file) => existsSync(file));
  if (onPath !== undefined) {
    const found = await tryK6(onPath);
    if (found !== undefined) return found;
  }
  const cached = cachedK6(environment);
  const ready = existsSync(cached) ? await tryK6(cached) : undefined;
  if (ready !== undefined) return ready;
  if (options.install === false)
    throw new ToolMissingError('Cannot find k6: set K6_BIN, put it on the PATH, or let a load test install it');
  return verified(
    await installK6({
      environment,
      ...defined({ emit: options.emit, signal: options.signal }),
    }),
    'Cannot use the installed k6',
  );
}

async function verified(path: string, complaint: string): Promise<K6> {
  const found = await tryK6(path);
  if (found === undefined)
    throw new ToolMissingError(`${complaint}: it does not run or is not k6; set K6_BIN to a k6 of version 1 or 2`);
  return found;
}

async function tryK6(path: string): Promise<K6 | undefined> {
  try {
    const { stdout } = await run(path, ['version'], { timeout: 20_000, env: helperEnvironment() });
    const version = /k6(?:\.exe)? (v\d+\.\d+\.\d+\S*)/.exec(stdout)?.[1];
    return version === undefined ? undefined : { path, version };
  } catch {
    return undefined;
  }
}
