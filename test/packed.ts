/** The package that the proofs install. Files run side by side, and two that build would take the folder of the build from each other. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { inject } from 'vitest';

const root = join(import.meta.dirname, '..');

/** The path of the tarball; it is there until the proofs are over. */
export async function packed(): Promise<string> {
  const tarball = 'airlock-harness.tgz';
  const folder = await once('npm', (where) => {
    execFileSync('npm', ['pack', '--pack-destination', where], { cwd: root, stdio: 'pipe' });
    const [made = ''] = readdirSync(where);
    renameSync(join(where, made), join(where, tarball));
  });
  return join(folder, tarball);
}

/** Gives a folder the `node_modules` of one into which the package was installed. It belongs to all proofs: only read it. */
export async function installInto(folder: string): Promise<void> {
  const tarball = await packed();
  const installed = await once('installed', (where) => {
    writeFileSync(join(where, 'package.json'), '{"name":"empty","private":true}');
    execFileSync('npm', ['install', '--no-audit', '--no-fund', tarball], {
      cwd: where,
      env: { ...process.env, SCARF_ANALYTICS: 'false' },
      stdio: 'pipe',
    });
  });
  symlinkSync(join(installed, 'node_modules'), join(folder, 'node_modules'), 'junction');
}

/** The path of a folder that whoever asks first fills, while the others wait. */
async function once(name: string, fill: (folder: string) => void): Promise<string> {
  const folder = join(inject('packages'), name);
  const [done, failure] = [`${folder}-done`, `${folder}-failed`];
  if (mkdirSync(folder, { recursive: true }) === undefined) {
    while (!existsSync(done) && !existsSync(failure)) await delay(100);
    if (existsSync(failure)) throw new Error(`Another proof could not fill the folder "${name}"`);
    return folder;
  }
  try {
    fill(folder);
    writeFileSync(done, '');
    return folder;
  } catch (error) {
    writeFileSync(failure, String(error));
    throw error;
  }
}
