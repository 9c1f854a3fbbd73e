/** Of one run of the proofs: what several of its files need is made in it once. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    packages: string;
  }
}

export function setup({ provide }: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'airlock-packages-'));
  provide('packages', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
