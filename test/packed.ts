/** The package that the proofs install. Files run side by side, and two that build would take the folder of the build from each other. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { inject } from 'vitest';

const root = join(import.meta.dirname, '..');

/** The path of the tarball. Whoever asks first makes it, and the others wait; it is there until the proofs are over. */
export async function packed(): Promise<string> {
  const folder = join(inject('packages'), 'npm');
  const [tarball, failure] = [join(folder, 'airlock-harness.tgz'), join(folder, 'failure.txt')];
  if (mkdirSync(folder, { recursive: true }) === undefined) {
    while (!existsSync(tarball) && !existsSync(failure)) await delay(100);
    if (existsSync(failure)) throw new Error('Another proof could not pack the package');
    return tarball;
  }
  try {
    execFileSync('npm', ['pack', '--pack-destination', folder], { cwd: root, stdio: 'pipe' });
    const [made = ''] = readdirSync(folder);
    renameSync(join(folder, made), tarball);
    return tarball;
  } catch (error) {
    writeFileSync(failure, String(error));
    throw error;
  }
}
