import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTarget } from '../../src/target/open-target.ts';
import type { OpenTarget } from '../../src/target/open-target.ts';

/** Opens a target with a home of its own, and cleans and closes it afterwards. */
export async function onTarget<Result>(
  options: Parameters<typeof openTarget>[0],
  use: (target: OpenTarget) => Promise<Result>,
): Promise<Result> {
  const homeDir = mkdtempSync(join(tmpdir(), 'airlock-home-'));
  const target = await openTarget(
    { ...options, homeDir },
    { signal: new AbortController().signal, runId: randomUUID().slice(0, 8) },
  );
  try {
    return await use(target);
  } finally {
    await target.sandbox.clean();
    await target.close();
    rmSync(homeDir, { recursive: true, force: true });
  }
}
