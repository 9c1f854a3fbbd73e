/** Starts a fuzz run in a process of its own against an emulated release, and counts what it left by the rows of the server. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Emulated } from './emulated-release.ts';

const allOptIns = ['--allow-harmful', '--allow-active', '--allow-refresh', '--allow-reset'] as const;

export interface RunOptions {
  readonly home: string;
  readonly args: readonly string[];
  /** With every opt-in, harmful inputs included. */
  readonly isAllowedAll: boolean;
  /** The checkout whose command line runs: this one, or an earlier one for comparison. */
  readonly root?: string;
}

export interface Running {
  readonly ended: Promise<number | null>;
  kill(): void;
}

export function startFuzz({ url, workspaceId }: Emulated, { home, args, isAllowedAll, root }: RunOptions): Running {
  const reports = mkdtempSync(join(tmpdir(), 'airlock-reports-'));
  const cli = join(root ?? join(import.meta.dirname, '../..'), 'src/cli.ts');
  const words = [
    'fuzz',
    '--target',
    url,
    '--workspace',
    workspaceId,
    '--no-shrink',
    '--report-dir',
    reports,
    '--quiet',
  ];
  const child = spawn(process.execPath, [cli, ...words, ...args, ...(isAllowedAll ? allOptIns : [])], {
    env: { ...process.env, AIRLOCK_HOME: home },
    stdio: 'ignore',
  });
  return {
    kill: () => void child.kill('SIGKILL'),
    ended: new Promise((resolve) => {
      child.on('exit', (code) => {
        rmSync(reports, { recursive: true, force: true });
        resolve(code);
      });
    }),
  };
}

export interface Left {
  /** Connections of runs, by what became of them. */
  readonly made: number;
  readonly live: number;
  /** Rows of operations that are neither tombstoned nor those of the start: of connections, and attached to nothing. */
  readonly attached: number;
  readonly orphaned: number;
  /** The status of the list of the workspace. */
  readonly list: number;
}

/** Returns what counts what is left since it was called. */
export function leftSince(server: Emulated): () => Promise<Left> {
  const before = new Set(server.connections().map(({ connectionId }) => connectionId));
  const known = new Set(server.operations());
  return async () => {
    const made = server.connections().filter(({ connectionId }) => !before.has(connectionId));
    const rows = server.operations().filter((id) => !known.has(id));
    const ofConnections = new Set(server.connections().flatMap(({ operationIds }) => operationIds));
    const attached = rows.filter((id) => ofConnections.has(id)).length;
    const response = await fetch(`${server.url}/v1/web_backend/connections/list`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ workspaceId: server.workspaceId }),
    });
    await response.arrayBuffer();
    return {
      made: made.length,
      live: made.filter(({ status }) => status !== 'deprecated').length,
      attached,
      orphaned: rows.length - attached,
      list: response.status,
    };
  };
}
